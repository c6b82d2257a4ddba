import { useCase } from '@steward/messaging';
import { IsISO8601, IsString, Length, Matches } from 'class-validator';
import { delegate } from '../domain/office';
import { delegationsOf, insertDelegation } from '../storage/office';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export class DelegateApproval {
  /** The login of who is away. */
  @IsString() @Length(1, 100) person!: string;
  @IsString() @Length(1, 100) deputy!: string;
  @IsISO8601({ strict: true }) @Matches(DAY) fromOn!: string;
  /** The first day on which the person is back. */
  @IsISO8601({ strict: true }) @Matches(DAY) untilOn!: string;
}

/** Lets a person stand in for another from one day up to another. Clause 3.1.1. */
export const delegateApproval = useCase(DelegateApproval, async (tx, input) => {
  const others = await delegationsOf(tx, [input.person, input.deputy]);
  const delegation = delegate({ ...input, id: tx.newId() }, others);
  insertDelegation(tx, delegation);
  return { delegationId: delegation.id };
});
