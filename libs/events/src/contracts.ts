import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { category, code, day, id, instant, money, slaTargets, workingTime } from './fields';

const price = {
  /** A year's fee without tax. */
  yearlyAmount: money,
  /** The part that follows the score, in hundredths of a per cent. Clause 2.2.2a. */
  performanceShareBps: Type.Integer({ minimum: 0, maximum: 10_000 }),
  /** Name of the pay curve in libs/terms. */
  curve: Type.String(),
};

/** A contract was opened for negotiation. */
export const contractDrafted = event('contracts.contract.drafted.v1', {
  contractId: id,
  code,
  vendorId: id,
  yearlyAmount: money,
  startOn: day,
  endOn: day,
  draftedAt: instant,
});
export type ContractDrafted = ReturnType<typeof contractDrafted>;

/** One of the three disciplines approved. Clause 3.1.1. */
export const contractApproved = event('contracts.contract.approved.v1', {
  contractId: id,
  discipline: Type.Union([Type.Literal('LEGAL'), Type.Literal('FINANCE'), Type.Literal('TECHNICAL')]),
  approvedAt: instant,
});
export type ContractApproved = ReturnType<typeof contractApproved>;

/** Both sides signed. Finance asks the vendor for `depositRequired`. Clause 3.3.1a. */
export const contractSigned = event('contracts.contract.signed.v1', {
  contractId: id,
  code,
  vendorId: id,
  depositRequired: money,
  ...price,
  startOn: day,
  endOn: day,
  signedAt: instant,
});
export type ContractSigned = ReturnType<typeof contractSigned>;

/**
 * The contract binds. What it promises is in the event, so that nobody has to ask back. Clauses 2.2, 3.3.1.
 */
export const contractActivated = event('contracts.contract.activated.v1', {
  contractId: id,
  code,
  vendorId: id,
  /** Counts amendments from 1. */
  contractVersion: Type.Integer({ minimum: 1 }),
  /** From when on this version counts; a work order keeps the version in force at its report. */
  effectiveAt: instant,
  ...price,
  startOn: day,
  endOn: day,
  categories: Type.Array(category),
  workingTime,
  slaTargets,
  activatedAt: instant,
});
export type ContractActivated = ReturnType<typeof contractActivated>;

export type ContractSignedWire = Wire<typeof contractSigned>;
export type ContractActivatedWire = Wire<typeof contractActivated>;
