import { ensure } from '@steward/domain';

/** Money moves when one person has submitted it and another approved it. Clauses 2.2.2a and 3.1.1. */
export type Calculated = { readonly status: 'calculated' };
/** As a claim begins, whose sum others have worked out. */
export type Raised = { readonly status: 'raised' };
export type Submitted = {
  readonly status: 'submitted';
  readonly submittedAt: Date;
  readonly submittedBy: string;
};
export type Posted = Pick<Submitted, 'submittedAt' | 'submittedBy'> & {
  readonly status: 'posted';
  readonly approvedBy: string;
  readonly postedAt: Date;
};

/** Each paper, and how it waits for the first person. */
const OPENINGS = { settlement: 'calculated', adjustment: 'calculated', claim: 'raised' } as const;
type Noun = keyof typeof OPENINGS;
type Staged = { readonly id: string } & (
  Calculated | Raised | Submitted | Posted | { readonly status: 'unchanged' | 'superseded' }
);

/** The first person's step. Breaks `<noun>.not-calculated`, or `claim.not-raised`. */
export function submitted(noun: Noun, paper: Staged, by: string, now: Date): Submitted {
  const opening = OPENINGS[noun];
  ensure(paper.status === opening, `${noun}.not-${opening}`, `The ${noun} ${paper.id} is ${paper.status}.`);
  return { status: 'submitted', submittedAt: now, submittedBy: by };
}

/** The second person's step. Breaks `<noun>.not-submitted` and `<noun>.same-person`. */
export function approved(noun: Noun, paper: Staged, by: string, now: Date): Posted {
  ensure(
    paper.status === 'submitted',
    `${noun}.not-submitted`,
    `The ${noun} ${paper.id} is ${paper.status}.`,
  );
  const { submittedAt, submittedBy } = paper;
  ensure(
    submittedBy !== by,
    `${noun}.same-person`,
    `${by} has submitted the ${noun} ${paper.id}; another approves it.`,
  );
  return { status: 'posted', submittedAt, submittedBy, approvedBy: by, postedAt: now };
}
