import { Type } from '@sinclair/typebox';
import { event } from './event';
import { code, count, id, instant } from './fields';

const item = { dataItemId: id, contractId: id, vendorId: id, code };

/** A vendor was given a piece of the enterprise's data. Clause 2.2.3a. */
export const dataItemHanded = event('contracts.data-item.handed.v1', {
  ...item,
  classification: Type.Union([
    Type.Literal('GENERAL'),
    Type.Literal('PERSONAL'),
    Type.Literal('IMPORTANT'),
    Type.Literal('CORE'),
  ]),
  /** How many pieces of the contract are still to be certified, this one among them where it is to be. */
  missing: count,
  handedAt: instant,
});
export type DataItemHanded = ReturnType<typeof dataItemHanded>;

/** The enterprise has accepted that the vendor returned or deleted a piece of its data. Clause 2.2.3a. */
export const dataItemCertified = event('contracts.data-item.certified.v1', {
  ...item,
  end: Type.Union([Type.Literal('RETURN'), Type.Literal('DELETION')]),
  /** How many pieces of the contract are still to be certified; with none left, its exit may close. */
  missing: count,
  certifiedAt: instant,
});
export type DataItemCertified = ReturnType<typeof dataItemCertified>;
