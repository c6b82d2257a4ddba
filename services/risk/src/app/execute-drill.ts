import { useCase } from '@steward/messaging';
import { ArrayMaxSize, IsArray, IsInt, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { executeDrill as execute, failureOf } from '../domain/drill';
import { weigh } from '../domain/weigh';
import { loadDrill, saveDrill } from '../storage/drills';
import { endOf, numberInForce, todayOf } from '../storage/norms';
import { fileOccurrence } from '../storage/occurrences';
import { loadReadiness } from '../storage/readiness';
import { keepRisks } from './mark-review-overdue';
import { setCadence } from './miss-drill';
import { missRetest } from './miss-retest';

export class ExecuteDrill {
  @IsUUID() drillId!: string;
  /** After how many minutes service was back. */
  @IsInt() @Min(0) @Max(1_000_000) actualMinutes!: number;
  @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) @Length(2, 500, { each: true }) findings!: string[];
}

/** Keeps how a drill went; one that failed is to be repeated and feeds the register. 2.3.3c, 4.1.1. */
export const executeDrill = useCase(ExecuteDrill, async (tx, { drillId, ...held }) => {
  const terms = { today: await todayOf(tx), retestDays: await numberInForce(tx, 'drill-retest-days') };
  const { state, events } = execute(await loadDrill(tx, drillId), held, terms, tx);
  saveDrill(tx, state);
  tx.publish(events);
  await keepRisks(tx, weigh(await fileOccurrence(tx, failureOf(state)), tx));
  await setCadence(tx, { ...(await loadReadiness(tx, state.vendorId)), lastDrillOn: terms.today });
  const retestDueOn = state.status === 'failed' ? state.retestDueOn : null;
  if (retestDueOn) {
    const dueAt = await endOf(tx, retestDueOn);
    await tx.schedule([{ useCase: missRetest, key: drillId, dueAt, input: { drillId } }]);
  }
  return { drillId, status: state.status, findings: state.findings, retestDueOn };
});
