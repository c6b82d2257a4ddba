/** What collaboration knows of a signed contract. Instants of it are read in its zone. */
export type KnownContract = {
  readonly id: string;
  readonly vendorId: string;
  readonly code: string;
  readonly startOn: string;
  readonly endOn: string;
  /** Null until the contract is in force. */
  readonly timezone: string | null;
};
