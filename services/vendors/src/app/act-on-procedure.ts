import { localDateOf } from '@steward/calendar';
import { policyInForce, useCase } from '@steward/messaging';
import { IsBoolean, IsIn, IsISO8601, IsUUID, Matches } from 'class-validator';
import { act, PROCEDURE_KINDS, type ProcedureDecision } from '../domain/procedure';
import { classificationOn, insertClassification } from '../storage/classifications';
import { contractsInForce } from '../storage/contract-facts';
import { insertDecision, outcomeOf } from '../storage/procedure-decisions';
import { loadVendor, saveVendor } from '../storage/vendors';
import { startExit } from './start-exit';

export class ActOnProcedure {
  @IsUUID() procedureId!: string;
  @IsUUID() vendorId!: string;
  @IsUUID() contractId!: string;
  @IsIn(PROCEDURE_KINDS) kind!: ProcedureDecision['kind'];
  @Matches(/^\d{4}Q[1-4]$/) quarter!: string;
  @IsBoolean() isUpheld!: boolean;
  @IsISO8601() decidedAt!: string;
}

/**
 * What appraisal's hearing decided is done, once: a lower tier, or the elimination, by which the exits of all
 * the vendor's contracts begin, each in a transaction of its own. Clause 1.3.2, D7 E2.
 */
export const actOnProcedure = useCase(ActOnProcedure, async (tx, told) => {
  const decision = { ...told, decidedAt: new Date(told.decidedAt) };
  const { procedureId, vendorId, contractId, decidedAt } = decision;
  const vendor = await loadVendor(tx, vendorId);
  const known = await outcomeOf(tx, procedureId);
  if (known) return { vendorId, outcome: known };

  const timezone = await policyInForce(tx, 'enterprise-timezone');
  const decidedOn = localDateOf({ timezone }, decidedAt.getTime());
  const lockMonths = Number(await policyInForce(tx, 'readmission-lock-months'));
  const current = await classificationOn(tx, vendorId, decidedOn);
  const acted = act(vendor, current, decision, { decidedOn, lockMonths }, { ...tx, id: tx.newId() });
  await saveVendor(tx, acted.state);
  for (const added of acted.classification ? [acted.classification] : [])
    await insertClassification(tx, added);
  insertDecision(tx, decision, acted.outcome);
  tx.publish(acted.events);
  const left = acted.outcome === 'ELIMINATED' ? await contractsInForce(tx, vendorId) : [];
  const leaving = new Set(acted.outcome === 'ELIMINATED' ? [contractId, ...left] : []);
  await tx.schedule([...leaving].map((each) => exitOf(each, vendorId, decidedAt, tx.now)));
  return { vendorId, outcome: acted.outcome };
});

/** Work ends with the decision; support does not. */
function exitOf(contractId: string, vendorId: string, decidedAt: Date, dueAt: Date) {
  const input = { contractId, vendorId, cause: 'ELIMINATION', workEndsAt: decidedAt.toISOString() };
  return { useCase: startExit, key: contractId, dueAt, input };
}
