import { useCase } from '@steward/messaging';
import { IsIn, IsString, IsUUID, Length } from 'class-validator';
import { sign } from '../domain/contract';
import { SIDES, type Side } from '../domain/sides';
import { loadContract, saveContract } from '../storage/contracts';
import { reviewNormsInForce } from '../storage/reviews';
import { standingOf } from '../storage/vendor-standings';
import { waiversOf } from '../storage/waivers';
import { firstReview } from './announce-review';
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
  await tx.schedule([...firstReview(state, await reviewNormsInForce(tx)), ...expiryOf(state, state)]);
  return { contractId: state.id, status: state.status, signatures: Object.keys(state.signatures).sort() };
});
