import { ensure, NotFound } from '@steward/domain';
import { policyInForce, type Tx } from '@steward/messaging';
import {
  LEAVER_ITEMS,
  type Active,
  type LeaverNorms,
  type LeaverProof,
  type Left,
  type Person,
} from '../domain/person';

type StoredProof = Omit<LeaverProof, 'at'> & { readonly at: string };
type Row = Omit<Active, 'status'> & {
  readonly leftAt: Date | null;
  readonly revokeBy: Date | null;
  readonly checklist: Readonly<Record<string, StoredProof>>;
  readonly overdueAt: Date | null;
};

export const leaverNorms = async (tx: Tx): Promise<LeaverNorms> => ({
  revokeHours: Number(await policyInForce(tx, 'leaver-revoke-hours')),
  nonCompeteMonths: Number(await policyInForce(tx, 'non-compete-max-months')),
});

/** Loads and locks. Throws NotFound, for another vendor's person as for a missing one. */
export async function loadPerson(tx: Tx, personId: string): Promise<Person> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT id, vendor_id AS "vendorId", code, role, to_char(joined_on, 'YYYY-MM-DD') AS "joinedOn",
       left_at AS "leftAt", revoke_by AS "revokeBy", checklist, overdue_at AS "overdueAt"
     FROM personnel WHERE id = $1 FOR UPDATE`,
    [personId],
  );
  if (!row) throw new NotFound('person', personId);
  return fromRow(row);
}

/** Stores a new person. Breaks `person.code-taken`. */
export async function insertPerson(tx: Tx, person: Active): Promise<void> {
  const inserted = await tx.manager.query<unknown[]>(
    `INSERT INTO personnel (id, vendor_id, code, role, joined_on) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (vendor_id, code) DO NOTHING RETURNING id`,
    [person.id, person.vendorId, person.code, person.role, person.joinedOn],
  );
  ensure(inserted.length === 1, 'person.code-taken', `There is a person ${person.code} already.`);
}

/** Stores what may change of a person: that it left, and its checklist. */
export function savePerson(tx: Tx, person: Person): void {
  const left: Partial<Left> = person.status === 'left' ? person : {};
  tx.write(
    'UPDATE personnel SET left_at = $2, revoke_by = $3, checklist = $4, overdue_at = $5 WHERE id = $1',
    [
      ...[person.id, left.leftAt, left.revokeBy, JSON.stringify(left.checklist ?? {})],
      left.overdueAt ?? null,
    ],
  );
}

function fromRow({ leftAt, revokeBy, checklist, overdueAt, ...engaged }: Row): Person {
  if (leftAt === null) return { ...engaged, status: 'active' };
  const shown = LEAVER_ITEMS.flatMap((item) => {
    const proof = checklist[item];
    return proof ? [[item, { ...proof, at: new Date(proof.at) }] as const] : [];
  });
  // The CHECK personnel_leaving stands behind the `!`.
  return {
    ...engaged,
    status: 'left',
    leftAt,
    revokeBy: revokeBy!,
    checklist: Object.fromEntries(shown),
    overdueAt,
  };
}
