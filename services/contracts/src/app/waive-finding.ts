import { useCase } from '@steward/messaging';
import { IsIn, IsString, IsUUID, Length } from 'class-validator';
import { isWaived, waive, WAIVING_OFFICES, type WaivingOffice } from '../domain/waiver';
import { loadContract } from '../storage/contracts';
import { saveWaiver, waiversOf } from '../storage/waivers';

export class WaiveFinding {
  @IsUUID() contractId!: string;
  /** As the finding shows it, `jurisdiction.not-recipient-seat`. */
  @IsString() @Length(1, 60) ruleId!: string;
  @IsIn(WAIVING_OFFICES) office!: WaivingOffice;
  @IsString() @Length(3, 500) reason!: string;
}

/** One of the two offices answers for what the linter warned of. Clause 3.3.2b. */
export const waiveFinding = useCase(WaiveFinding, async (tx, { contractId, ruleId, office, reason }) => {
  const { contract } = await loadContract(tx, contractId);
  const blank = { contractId, contractVersion: 1, ruleId, by: {}, reasons: {} };
  const known = (await waiversOf(tx, contractId, 1)).find((waiver) => waiver.ruleId === ruleId);
  const { state, events } = waive(contract, known ?? blank, { office, by: tx.by, reason }, tx.now);
  await saveWaiver(tx, state, contract.vendorId);
  tx.publish(events);
  return { contractId, ruleId, isWaived: isWaived(state) };
});
