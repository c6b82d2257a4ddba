import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { end, periodsOf } from '../domain/import';
import { closeAll } from '../domain/period';
import { versionsOf } from '../storage/contract-versions';
import { countRows, endedImports, loadImport, saveEnd } from '../storage/imports';
import { closedPeriods, countPeriods, savePeriods, touchedQuarters } from '../storage/periods';

export class EndImport {
  @IsUUID() importId!: string;
}

/** Closes every quarter that the log touches, for all its contracts, and then the import. */
export const endImport = useCase(EndImport, async (tx, { importId }) => {
  const { log, profile, asOf } = await loadImport(tx, importId);
  const contractIds = profile.contracts.map(({ contractId }) => contractId);
  const versions = await versionsOf(tx, contractIds);
  const vendorIdOf = (id: string) => versions.find(({ contractId }) => contractId === id)!.vendorId;

  const quarters = await touchedQuarters(tx, contractIds);
  const closed = await closedPeriods(tx, contractIds);
  const counted = await countPeriods(tx, periodsOf(profile, vendorIdOf, quarters, closed));
  const closings = closeAll(closed, counted);
  savePeriods(
    tx,
    closings.map(({ state }) => state),
  );
  tx.publish(closings.map(({ event }) => event(tx.now)));

  const counts = await countRows(tx, log);
  const revision = (await endedImports(tx, log)) + 1;
  await saveEnd(tx, importId, counts, revision);
  tx.publish([end({ importId, log, revision, profile, vendorIdOf, counts, quarters, asOf: asOf! }, tx.now)]);
  return { importId, status: 'ended', ...counts };
});
