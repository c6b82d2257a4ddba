import { NotFound } from '@steward/domain';
import type { ReadTx, Tx } from '@steward/messaging';
import { EntitySchema } from 'typeorm';
import type { Evidence, Qualification, ReferenceProject } from '../domain/evidence';

type Row = {
  id: string;
  vendorId: string;
  kind: Evidence['kind'];
  number: string | null;
  issuer: string | null;
  validTo: string | null;
  documentHash: string | null;
  title: string | null;
  customer: string | null;
  completedOn: string | null;
  isSimilar: boolean | null;
  submittedAt: Date;
  submittedBy: string;
  verifiedAt: Date | null;
  verifiedBy: string | null;
};

export const evidence = new EntitySchema<Row>({
  name: 'evidence',
  tableName: 'evidence',
  columns: {
    id: { type: 'uuid', primary: true },
    vendorId: { type: 'uuid', name: 'vendor_id' },
    kind: { type: 'text' },
    number: { type: 'text', nullable: true },
    issuer: { type: 'text', nullable: true },
    validTo: { type: 'date', name: 'valid_to', nullable: true },
    documentHash: { type: 'text', name: 'document_hash', nullable: true },
    title: { type: 'text', nullable: true },
    customer: { type: 'text', nullable: true },
    completedOn: { type: 'date', name: 'completed_on', nullable: true },
    isSimilar: { type: 'boolean', name: 'is_similar', nullable: true },
    submittedAt: { type: 'timestamptz', precision: 3, name: 'submitted_at' },
    submittedBy: { type: 'text', name: 'submitted_by' },
    verifiedAt: { type: 'timestamptz', precision: 3, name: 'verified_at', nullable: true },
    verifiedBy: { type: 'text', name: 'verified_by', nullable: true },
  },
  foreignKeys: [
    { name: 'evidence_vendor', target: 'vendor', columnNames: ['vendorId'], referencedColumnNames: ['id'] },
  ],
  indices: [{ name: 'evidence_of_vendor', columns: ['vendorId'] }],
});

/** Loads and locks one of a vendor's items. Throws NotFound, also where it is another vendor's. */
export async function loadEvidence(tx: Tx, vendorId: string, id: string): Promise<Evidence> {
  const row = await tx.manager.findOne(evidence, {
    where: { id, vendorId },
    lock: { mode: 'pessimistic_write' },
  });
  if (!row) throw new NotFound('evidence', id);
  return fromRow(row);
}

/** All that a vendor handed in. */
export async function evidenceOf(tx: ReadTx, vendorId: string): Promise<Evidence[]> {
  return (await tx.manager.find(evidence, { where: { vendorId } })).map(fromRow);
}

export async function insertEvidence(tx: Tx, item: Evidence): Promise<void> {
  await tx.manager.insert(evidence, toRow(item));
}

/** Stores the verification; what was handed in never changes. */
export async function saveEvidence(tx: Tx, item: Evidence): Promise<void> {
  const { id, verifiedAt, verifiedBy } = toRow(item);
  await tx.manager.update(evidence, { id }, { verifiedAt, verifiedBy });
}

export function toRow({ status: _, ...item }: Evidence): Row {
  const qualification = { number: null, issuer: null, validTo: null, documentHash: null };
  const project = { title: null, customer: null, completedOn: null, isSimilar: null };
  return { ...qualification, ...project, verifiedAt: null, verifiedBy: null, ...item };
}

export function fromRow(row: Row): Evidence {
  const { id, vendorId, submittedAt, submittedBy, verifiedAt, verifiedBy } = row;
  const item = { id, vendorId, submittedAt, submittedBy, ...contentOf(row) };
  return verifiedAt === null
    ? { ...item, status: 'submitted' }
    : { ...item, status: 'verified', verifiedAt, verifiedBy: verifiedBy! };
}

/** The CHECKs evidence_qualification and evidence_project stand behind each `!`. */
function contentOf(row: Row): Qualification | ReferenceProject {
  const { kind, number, issuer, validTo, documentHash, title, customer, completedOn, isSimilar } = row;
  return kind === 'REFERENCE_PROJECT'
    ? { kind, title: title!, customer: customer!, completedOn: completedOn!, isSimilar: isSimilar! }
    : { kind, number: number!, issuer: issuer!, validTo, documentHash: documentHash! };
}
