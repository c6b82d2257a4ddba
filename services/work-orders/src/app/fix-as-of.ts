import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { asOfFor } from '../domain/import';
import { latestInstant, loadImport, saveAsOf, saveRefusal } from '../storage/imports';

export class FixAsOf {
  @IsUUID() importId!: string;
}

/**
 * Once the whole file is in, fixes the instant at which open clocks are judged, or refuses the import. Rule
 * 8.
 */
export const fixAsOf = useCase(FixAsOf, async (tx, { importId }) => {
  const { log, givenAsOf } = await loadImport(tx, importId);
  const asOf = asOfFor(givenAsOf, await latestInstant(tx, log));
  await (asOf.isFixed ? saveAsOf(tx, importId, asOf.at) : saveRefusal(tx, importId, asOf.reason));
  return { isFixed: asOf.isFixed };
});
