/** What the vendor keeps to itself, and how. Clause 2.2.3. */
export type Confidentiality = {
  /** How long it lasts after the contract's end. */
  readonly monthsAfterEnd: number;
  /** Whether each of the vendor's people signs an undertaking before he is let in. */
  readonly isUndertakingRequired: boolean;
  /** Within how many hours of learning of it the vendor tells of a breach. */
  readonly breachNoticeHours: number;
};

/** How much a piece of data matters; where several fit, the last. 数据安全法 21, 个人信息保护法 4. */
export const DATA_CLASSIFICATIONS = ['GENERAL', 'PERSONAL', 'IMPORTANT', 'CORE'] as const;
export type DataClassification = (typeof DATA_CLASSIFICATIONS)[number];

/** What becomes of the enterprise's data at the contract's end. To keep it is no choice. Clause 2.2.3a. */
export const CUSTODY_ENDS = ['RETURN', 'DELETION'] as const;
export type CustodyEnd = (typeof CUSTODY_ENDS)[number];

/** The enterprise's data that the vendor is given. Clause 2.2.3a. */
export type DataCustodyItem = {
  /** The parties' own name of it, once in a contract. */
  readonly code: string;
  readonly name: string;
  readonly classification: DataClassification;
  readonly atEnd: CustodyEnd;
  /** Whether the vendor certifies that it has been returned or deleted, item by item. */
  readonly isCertificateRequired: boolean;
};
