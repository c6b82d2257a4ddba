import { Type } from '@sinclair/typebox';
import { clauseRefs, id, nullable } from './fields';

/** What every event of the public feed carries beside its own fields. */
export const published = {
  contractId: id,
  vendorId: id,
  amountMinor: Type.String({ pattern: '^-?\\d+$' }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  contractVersion: Type.Integer({ minimum: 1 }),
  clauseRefs,
  /** Where the figure is explained, relative to the console. */
  traceUrl: Type.String(),
  /** The id of the settlement or event that this one corrects. */
  correctionOf: nullable(id),
};
