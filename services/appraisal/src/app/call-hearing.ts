import { IsInstant } from '@steward/calculators';
import { policyInForce, useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { callHearing as call } from '../domain/hearing';
import { knownContract } from '../storage/contracts';
import { loadProcedure, saveProcedures } from '../storage/procedures';

export class CallHearing {
  @IsUUID() procedureId!: string;
  /** With its offset, as `2026-10-29T10:00:00+08:00`. */
  @IsInstant() hearingAt!: string;
}

/** Calls the vendor to the hearing of a procedure. Clause 1.3.2. */
export const callHearing = useCase(CallHearing, async (tx, { procedureId, hearingAt }) => {
  const procedure = await loadProcedure(tx, procedureId);
  const calling = {
    ...{ hearingAt: new Date(hearingAt), by: tx.by },
    contract: await knownContract(tx, procedure.contractId),
    noticeWorkingDays: Number(await policyInForce(tx, 'hearing-notice-working-days')),
    decisionWorkingDays: Number(await policyInForce(tx, 'procedure-decision-working-days')),
  };
  const { state, events } = call(procedure, calling, tx.now);
  saveProcedures(tx, [state]);
  tx.publish(events);
  return { procedureId, status: state.status, decisionDueAt: state.decisionDueAt.toISOString() };
});
