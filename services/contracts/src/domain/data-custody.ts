import { ensure, NotFound, type Decision } from '@steward/domain';
import { dataItemCertified, dataItemHanded } from '@steward/events';
import type { DataItemCertified, DataItemHanded } from '@steward/events';
import type { DataCustodyItem } from './confidentiality';
import type { Contract, Terms } from './contract';
import { ensureInForce } from './lifecycle';
import type { Verdict } from './obligation';

/** A piece of the enterprise's data that the vendor was given. Clause 2.2.3a. */
export type HandedData = Omit<DataCustodyItem, 'name'> & {
  readonly id: string;
  readonly contractId: string;
  readonly vendorId: string;
  /** What exactly, as the file or the medium. */
  readonly what: string;
  readonly handedAt: Date;
  readonly handedBy: string;
  readonly certificates: readonly Certificate[];
};
/** By which the vendor says that it keeps nothing of a piece; it counts once the enterprise accepts it. */
export type Certificate = {
  readonly id: string;
  /** The vendor's number of it. */
  readonly reference: string;
  /** SHA-256 of the file, hexadecimal. */
  readonly fileHash: string;
  readonly recordedAt: Date;
  readonly recordedBy: string;
  readonly verdict: Verdict | null;
};

/** Whether the enterprise has accepted a certificate of it. */
export const isCertified = ({ certificates }: HandedData): boolean =>
  certificates.some(({ verdict }) => verdict?.isAccepted);

/** What the vendor must certify and has not yet: while there is any, its exit does not close. 2.2.3a. */
export const missingOf = (items: readonly HandedData[]): readonly HandedData[] =>
  items.filter((item) => item.isCertificateRequired && !isCertified(item));

type Handing = Pick<HandedData, 'id' | 'code' | 'what' | 'handedBy'>;

/**
 * Gives the vendor a piece of data, of a kind that the terms in force name. Breaks `contract.not-in-force`
 * and `data-item.not-agreed`. Clause 2.2.3a.
 */
export function hand(
  contract: Contract,
  { dataCustody = [] }: Terms,
  items: readonly HandedData[],
  { id, code, what, handedBy }: Handing,
  now: Date,
): Decision<HandedData, DataItemHanded> {
  ensureInForce(contract);
  const agreed = dataCustody.find((item) => item.code === code);
  ensure(
    agreed !== undefined,
    'data-item.not-agreed',
    `The contract names no data ${code} that the vendor may be given.`,
    '/code',
  );
  const { classification, atEnd, isCertificateRequired } = agreed;
  const { id: contractId, vendorId } = contract;
  const state: HandedData = {
    ...{ id, contractId, vendorId, code, classification, atEnd, isCertificateRequired, what },
    ...{ handedAt: now, handedBy, certificates: [] },
  };
  const missing = missingOf([...items, state]).length;
  return {
    state,
    events: [
      dataItemHanded({ dataItemId: id, contractId, vendorId, code, classification, missing, handedAt: now }),
    ],
  };
}

/** Keeps a certificate of the vendor's. Breaks `data-item.certified` and `data-item.certificate-open`. */
export function certify(item: HandedData, certificate: Omit<Certificate, 'verdict'>): HandedData {
  ensure(
    !isCertified(item),
    'data-item.certified',
    `A certificate of ${item.code} has been accepted already.`,
  );
  const open = item.certificates.find(({ verdict }) => verdict === null);
  ensure(
    open === undefined,
    'data-item.certificate-open',
    `The certificate ${open?.reference} of ${item.code} waits to be verified.`,
  );
  return { ...item, certificates: [...item.certificates, { ...certificate, verdict: null }] };
}

/**
 * The enterprise accepts a certificate, or says why not; `items` are all of the contract. Breaks
 * `data-item.certificate-decided`, `evidence.reason-misplaced` and `evidence.same-person`; throws NotFound.
 * Clause 2.2.3a.
 */
export function verifyCertificate(
  items: readonly HandedData[],
  itemId: string,
  certificateId: string,
  verdict: Omit<Verdict, 'at'>,
  now: Date,
): Decision<HandedData, DataItemCertified> {
  const item = itemNamed(items, itemId);
  const certificate = item.certificates.find(({ id }) => id === certificateId);
  if (!certificate) throw new NotFound('certificate', certificateId);
  ensure(
    certificate.verdict === null,
    'data-item.certificate-decided',
    `${certificate.reference} has been decided on already.`,
  );
  ensure(
    verdict.isAccepted === (verdict.reason === null),
    'evidence.reason-misplaced',
    'A reason is given where a piece is not accepted, and only there.',
    '/reason',
  );
  ensure(certificate.recordedBy !== verdict.by, 'evidence.same-person', 'Another person must verify it.');
  const decided = { ...certificate, verdict: { ...verdict, at: now } };
  const certificates = item.certificates.map((each) => (each === certificate ? decided : each));
  const state = { ...item, certificates };
  if (!verdict.isAccepted) return { state, events: [] };
  const { contractId, vendorId, code, atEnd: end } = item;
  const missing = missingOf(items.map((each) => (each === item ? state : each))).length;
  const told = { dataItemId: itemId, contractId, vendorId, code, end, missing, certifiedAt: now };
  return { state, events: [dataItemCertified(told)] };
}

/** Throws NotFound. */
export function itemNamed(items: readonly HandedData[], itemId: string): HandedData {
  const item = items.find(({ id }) => id === itemId);
  if (!item) throw new NotFound('data-item', itemId);
  return item;
}
