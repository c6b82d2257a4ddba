import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { sign } from '../domain/contract';
import { loadContract, saveContract } from '../storage/contracts';
import { reviewNormsInForce } from '../storage/reviews';
import { standingOf } from '../storage/vendor-standings';
import { waiversOf } from '../storage/waivers';
import { firstReview } from './announce-review';

export class SignContract {
  @IsUUID() contractId!: string;
  /** The signatory's name as it stands on the paper. */
  @IsString() @Length(1, 100) signedBy!: string;
}

export const signContract = useCase(SignContract, async (tx, { contractId, signedBy }) => {
  const { contract, effectiveAt } = await loadContract(tx, contractId);
  const vendor = await standingOf(tx, contract.vendorId);
  const waivers = await waiversOf(tx, contractId, 1);
  const { state, events } = sign(contract, vendor, waivers, signedBy, effectiveAt, tx.now);
  await saveContract(tx, state);
  tx.publish(events);
  await tx.schedule(firstReview(state, await reviewNormsInForce(tx)));
  return { contractId: state.id, status: state.status, signedAt: state.signedAt.toISOString() };
});
