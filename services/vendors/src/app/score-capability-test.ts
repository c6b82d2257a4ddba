import { policyInForce, useCase } from '@steward/messaging';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsIn,
  IsInt,
  IsISO8601,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { isPassed, SCENARIOS, score, type Scenario } from '../domain/capability-test';
import { insertTest, lastTestOf } from '../storage/capability-tests';
import { todayOf } from '../storage/dossiers';
import { loadVendor } from '../storage/vendors';

export class ScoreCapabilityTest {
  @IsUUID() vendorId!: string;
  @IsIn(SCENARIOS) scenario!: Scenario;
  @IsInt() @Min(0) @Max(100) score!: number;
  /** Logins of at least two persons. */
  @ArrayMinSize(2)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  assessors!: string[];
  @Matches(/^[12]\d{3}-\d\d-\d\d$/) @IsISO8601({ strict: true }) heldOn!: string;
}

export const scoreCapabilityTest = useCase(ScoreCapabilityTest, async (tx, { vendorId, ...sheet }) => {
  const vendor = await loadVendor(tx, vendorId);
  const last = await lastTestOf(tx, vendor.id);
  const norms = {
    passScore: Number(await policyInForce(tx, 'capability-pass-score')),
    today: await todayOf(tx),
  };
  const { state, events } = score(
    { ...sheet, id: tx.newId(), vendorId: vendor.id },
    last,
    norms,
    tx.by,
    tx.now,
  );
  await insertTest(tx, state);
  tx.publish(events);
  return { testId: state.id, score: state.score, passScore: state.passScore, isPassed: isPassed(state) };
});
