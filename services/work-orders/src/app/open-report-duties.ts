import { policyInForce, useCase } from '@steward/messaging';
import { dutiesOpened } from '../domain/report-duty';
import { settledContracts } from '../storage/contract-versions';
import { insertDuties, lastReportedMonths } from '../storage/reports';
import { announceOverdueReport } from './announce-overdue-report';

/** Needs nothing: what is owed follows from the clock. */
export class OpenReportDuties {}

/** Puts down the reports that vendors have come to owe, each with its timer. Clause 1.1.3b. */
export const openReportDuties = useCase(OpenReportDuties, async (tx) => {
  const dueWorkingDay = Number(await policyInForce(tx, 'report-due-working-day'));
  const contracts = await settledContracts(tx);
  const owed = dutiesOpened(contracts, await lastReportedMonths(tx), dueWorkingDay, tx.now);
  const opened = await insertDuties(tx, owed);
  await tx.schedule(
    opened.map(({ id: reportId, dueAt }) => ({
      ...{ useCase: announceOverdueReport, key: reportId, dueAt },
      input: { reportId },
    })),
  );
  return { opened: opened.length };
});
