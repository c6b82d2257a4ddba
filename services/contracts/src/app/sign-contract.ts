import { useCase, type Tx } from '@steward/messaging';
import { IsIn, IsString, IsUUID, Length } from 'class-validator';
import { sign, type Contract } from '../domain/contract';
import { attachedByContract } from '../domain/obligation';
import { SIDES, type Side } from '../domain/sides';
import { loadContract, saveContract } from '../storage/contracts';
import { insertObligations } from '../storage/obligations';
import { reviewNormsInForce } from '../storage/reviews';
import { standingOf } from '../storage/vendor-standings';
import { waiversOf } from '../storage/waivers';
import { firstReview } from './announce-review';
import { breachesOf } from './breach-obligation';
import { expiryOf } from './expire-contract';

export class SignContract {
  @IsUUID() contractId!: string;
  @IsIn(SIDES) side!: Side;
  /** The signatory's name as it stands on the paper. */
  @IsString() @Length(1, 100) signedBy!: string;
}

/** Each side signs for itself; the second signature makes the contract. Clause 3.1.1. */
export const signContract = useCase(SignContract, async (tx, { contractId, ...signature }) => {
  const { contract, effectiveAt } = await loadContract(tx, contractId);
  const vendor = await standingOf(tx, contract.vendorId);
  const waivers = await waiversOf(tx, contractId, 1);
  const { state, events } = sign(contract, vendor, waivers, signature, effectiveAt, tx.now);
  await saveContract(tx, state);
  tx.publish(events);
  await beginToBind(tx, contract, state);
  return { contractId: state.id, status: state.status, signatures: Object.keys(state.signatures).sort() };
});

/** What a contract sets going when it comes into force: its review, its end, and what the vendor owes. */
export async function beginToBind(tx: Tx, before: Contract, after: Contract): Promise<void> {
  const { state: obligations, events } = attachedByContract(before, after, tx.newId, tx.now);
  insertObligations(tx, obligations);
  tx.publish(events);
  const review = firstReview(after, await reviewNormsInForce(tx));
  await tx.schedule([...review, ...expiryOf(after, after), ...breachesOf(obligations)]);
}
