import type { ReadTx, Tx } from '@steward/messaging';
import { EntitySchema } from 'typeorm';
import type { CapabilityTest } from '../domain/capability-test';

type Row = {
  id: string;
  /** The order of recording: instants may be equal. */
  position?: string;
  vendorId: string;
  scenario: string;
  score: number;
  passScore: number;
  assessors: string[];
  heldOn: string;
  scoredAt: Date;
  scoredBy: string;
};

export const capabilityTests = new EntitySchema<Row>({
  name: 'capability-test',
  tableName: 'capability_tests',
  columns: {
    id: { type: 'uuid', primary: true },
    position: { type: 'bigint', generated: true },
    vendorId: { type: 'uuid', name: 'vendor_id' },
    scenario: { type: 'text' },
    score: { type: 'int' },
    passScore: { type: 'int', name: 'pass_score' },
    assessors: { type: 'text', array: true },
    heldOn: { type: 'date', name: 'held_on' },
    scoredAt: { type: 'timestamptz', precision: 3, name: 'scored_at' },
    scoredBy: { type: 'text', name: 'scored_by' },
  },
  foreignKeys: [
    {
      name: 'capability_tests_vendor',
      target: 'vendor',
      columnNames: ['vendorId'],
      referencedColumnNames: ['id'],
    },
  ],
  indices: [{ name: 'capability_tests_of_vendor', columns: ['vendorId', 'position'] }],
});

/** The test that counts. */
export async function lastTestOf(tx: ReadTx, vendorId: string): Promise<CapabilityTest | null> {
  const row = await tx.manager.findOne(capabilityTests, { where: { vendorId }, order: { position: 'DESC' } });
  return row && fromRow(row);
}

export async function insertTest(tx: Tx, test: CapabilityTest): Promise<void> {
  await tx.manager.insert(capabilityTests, toRow(test));
}

export const toRow = (test: CapabilityTest): Row => ({ ...test, assessors: [...test.assessors] });

export const fromRow = ({ position: _, scenario, ...row }: Row): CapabilityTest => ({
  ...row,
  scenario: scenario as CapabilityTest['scenario'],
});
