import type { ReadTx, Tx } from '@steward/messaging';
import type { Waiver } from '../domain/waiver';

type Row = Pick<Waiver, 'contractId' | 'contractVersion' | 'ruleId'> & {
  officeHeadBy: string | null;
  officeHeadReason: string | null;
  legalBy: string | null;
  legalReason: string | null;
};

/** What is recorded of a version's findings. Whoever decides on them holds the contract's lock. */
export async function waiversOf(
  tx: ReadTx,
  contractId: string,
  contractVersion: number,
): Promise<readonly Waiver[]> {
  const rows = await tx.manager.query<Row[]>(
    `SELECT contract_id AS "contractId", contract_version AS "contractVersion", rule_id AS "ruleId",
            office_head_by AS "officeHeadBy", office_head_reason AS "officeHeadReason",
            legal_by AS "legalBy", legal_reason AS "legalReason"
     FROM waivers WHERE contract_id = $1 AND contract_version = $2 ORDER BY rule_id`,
    [contractId, contractVersion],
  );
  return rows.map(fromRow);
}

/** Keeps who waived; the table's CHECK refuses one person for both offices. */
export function saveWaiver(tx: Tx, waiver: Waiver, vendorId: string): void {
  const { contractId, contractVersion, ruleId, by, reasons } = waiver;
  tx.write(
    `INSERT INTO waivers (contract_id, contract_version, rule_id, vendor_id, office_head_by, office_head_reason,
       legal_by, legal_reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (contract_id, contract_version, rule_id) DO UPDATE SET
       office_head_by = excluded.office_head_by, office_head_reason = excluded.office_head_reason,
       legal_by = excluded.legal_by, legal_reason = excluded.legal_reason`,
    [
      ...[contractId, contractVersion, ruleId, vendorId],
      ...[by.OFFICE_HEAD ?? null, reasons.OFFICE_HEAD ?? null, by.LEGAL ?? null, reasons.LEGAL ?? null],
    ],
  );
}

function fromRow({ officeHeadBy, officeHeadReason, legalBy, legalReason, ...of }: Row): Waiver {
  return {
    ...of,
    by: { ...(officeHeadBy && { OFFICE_HEAD: officeHeadBy }), ...(legalBy && { LEGAL: legalBy }) },
    reasons: {
      ...(officeHeadReason && { OFFICE_HEAD: officeHeadReason }),
      ...(legalReason && { LEGAL: legalReason }),
    },
  };
}
