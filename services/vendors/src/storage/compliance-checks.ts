import type { ReadTx, Tx } from '@steward/messaging';
import { EntitySchema } from 'typeorm';
import type { ComplianceCheck, Jurisdiction } from '../domain/compliance-check';

type Row = {
  id: string;
  /** The order of recording: instants may be equal. */
  position?: string;
  vendorId: string;
  isDataPassed: boolean;
  dataEvidence: string;
  isEnvironmentPassed: boolean;
  environmentEvidence: string;
  isLabourPassed: boolean;
  labourEvidence: string;
  jurisdictions: string[];
  checkedOn: string;
  checkedAt: Date;
  checkedBy: string;
};

export const complianceChecks = new EntitySchema<Row>({
  name: 'compliance-check',
  tableName: 'compliance_checks',
  columns: {
    id: { type: 'uuid', primary: true },
    position: { type: 'bigint', generated: true },
    vendorId: { type: 'uuid', name: 'vendor_id' },
    isDataPassed: { type: 'boolean', name: 'is_data_passed' },
    dataEvidence: { type: 'text', name: 'data_evidence' },
    isEnvironmentPassed: { type: 'boolean', name: 'is_environment_passed' },
    environmentEvidence: { type: 'text', name: 'environment_evidence' },
    isLabourPassed: { type: 'boolean', name: 'is_labour_passed' },
    labourEvidence: { type: 'text', name: 'labour_evidence' },
    jurisdictions: { type: 'text', array: true },
    checkedOn: { type: 'date', name: 'checked_on' },
    checkedAt: { type: 'timestamptz', precision: 3, name: 'checked_at' },
    checkedBy: { type: 'text', name: 'checked_by' },
  },
  foreignKeys: [
    {
      name: 'compliance_checks_vendor',
      target: 'vendor',
      columnNames: ['vendorId'],
      referencedColumnNames: ['id'],
    },
  ],
  indices: [{ name: 'compliance_checks_of_vendor', columns: ['vendorId', 'position'] }],
});

/** The check that counts. */
export async function lastCheckOf(tx: ReadTx, vendorId: string): Promise<ComplianceCheck | null> {
  const row = await tx.manager.findOne(complianceChecks, {
    where: { vendorId },
    order: { position: 'DESC' },
  });
  return row && fromRow(row);
}

export async function insertCheck(tx: Tx, check: ComplianceCheck): Promise<void> {
  await tx.manager.insert(complianceChecks, toRow(check));
}

export function toRow({ findings, jurisdictions, ...check }: ComplianceCheck): Row {
  const { DATA, ENVIRONMENT, LABOUR } = findings;
  return {
    ...check,
    isDataPassed: DATA.isPassed,
    dataEvidence: DATA.evidence,
    isEnvironmentPassed: ENVIRONMENT.isPassed,
    environmentEvidence: ENVIRONMENT.evidence,
    isLabourPassed: LABOUR.isPassed,
    labourEvidence: LABOUR.evidence,
    jurisdictions: [...jurisdictions],
  };
}

export function fromRow(row: Row): ComplianceCheck {
  const { id, vendorId, jurisdictions, checkedOn, checkedAt, checkedBy } = row;
  return {
    ...{ id, vendorId, checkedOn, checkedAt, checkedBy },
    findings: {
      DATA: { isPassed: row.isDataPassed, evidence: row.dataEvidence },
      ENVIRONMENT: { isPassed: row.isEnvironmentPassed, evidence: row.environmentEvidence },
      LABOUR: { isPassed: row.isLabourPassed, evidence: row.labourEvidence },
    },
    jurisdictions: jurisdictions as Jurisdiction[],
  };
}
