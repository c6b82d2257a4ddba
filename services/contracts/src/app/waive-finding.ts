import { useCase } from '@steward/messaging';
import { IsIn, IsInt, IsString, IsUUID, Length, Min } from 'class-validator';
import { isWaived, waive, WAIVING_OFFICES, type WaivingOffice } from '../domain/waiver';
import { versionOf } from '../storage/amendments';
import { loadContract } from '../storage/contracts';
import { saveWaiver, waiversOf } from '../storage/waivers';

export class WaiveFinding {
  @IsUUID() contractId!: string;
  /** 1 is the contract itself, the others its amendments. */
  @IsInt() @Min(1) contractVersion: number = 1;
  /** As the finding shows it, `jurisdiction.not-recipient-seat`. */
  @IsString() @Length(1, 60) ruleId!: string;
  @IsIn(WAIVING_OFFICES) office!: WaivingOffice;
  @IsString() @Length(3, 500) reason!: string;
}

/** One of the two offices answers for what the linter warned of. Clause 3.3.2b. */
export const waiveFinding = useCase(
  WaiveFinding,
  async (tx, { contractId, contractVersion, ruleId, office, reason }) => {
    await loadContract(tx, contractId); // the lock
    const version = await versionOf(tx, contractId, contractVersion);
    const known = await waiversOf(tx, contractId, contractVersion);
    const blank = { contractId, contractVersion, ruleId, by: {}, reasons: {} };
    const waiver = known.find((each) => each.ruleId === ruleId) ?? blank;
    const { state, events } = waive(version, waiver, { office, by: tx.by, reason }, tx.now);
    saveWaiver(tx, state, version.terms.vendorId);
    tx.publish(events);
    return { contractId, contractVersion, ruleId, isWaived: isWaived(state) };
  },
);
