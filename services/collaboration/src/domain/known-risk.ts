export const BANDS = ['LOW', 'MEDIUM', 'HIGH', 'EXTREME'] as const;
export type Band = (typeof BANDS)[number];
/** What risk tells of an entry of its register. Clause 4.1.1. */
export type KnownRisk = {
  readonly id: string;
  readonly vendorId: string;
  /** Null where the risk is about the vendor as a whole. */
  readonly contractId: string | null;
  readonly category: string;
  readonly band: Band;
};
