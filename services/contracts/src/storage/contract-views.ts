import { NotFound } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import type { Contract } from '../domain/contract';

export type ContractSummary = {
  readonly contractId: string;
  readonly code: string;
  readonly vendorId: string;
  readonly status: Contract['status'];
  /** A year's fee without tax, minor units, as text. */
  readonly yearlyAmountMinor: string;
  readonly currency: string;
  readonly startOn: string;
  readonly endOn: string;
};
export type ContractDetail = ContractSummary & {
  readonly performanceShareBps: number;
  readonly curve: string;
  readonly categories: readonly string[];
  readonly workingTime: object;
  readonly slaTargets: object;
  readonly availability: object;
  readonly clauses: object;
  readonly legal: object;
  readonly creditRegime: object | null;
  readonly damages: object | null;
  readonly confidentiality: object | null;
  readonly dataCustody: object;
  readonly scope: object;
  readonly rateCard: object;
  readonly obligations: object;
  readonly waiver: string | null;
  readonly templateId: string | null;
  readonly templateVersion: number | null;
  readonly depositRequiredMinor: string;
  readonly escrowedMinor: string;
  readonly hasLiaison: boolean;
  readonly approvals: readonly string[];
  readonly signatures: readonly string[];
  readonly signedAt: Date | null;
  readonly activatedAt: Date | null;
  readonly suspendedAt: Date | null;
  readonly suspensionReason: string | null;
  /** When it was terminated or expired. */
  readonly endedAt: Date | null;
};

const SUMMARY = `id AS "contractId", code, vendor_id AS "vendorId", status,
  yearly_amount_minor AS "yearlyAmountMinor", currency,
  to_char(start_on, 'YYYY-MM-DD') AS "startOn", to_char(end_on, 'YYYY-MM-DD') AS "endOn"`;

/** Contracts in the order of their ids, that is of their drafting. `next` is the `after` of the next page. */
export const contractsPage = view(Page, async ({ manager }, { after, limit }) => {
  const items = await manager.query<ContractSummary[]>(
    `SELECT ${SUMMARY} FROM contracts WHERE ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
    [after ?? null, limit],
  );
  return { items, next: items.length === limit ? items.at(-1)!.contractId : null };
});

export class OneContract {
  @IsUUID() contractId!: string;
}

/** One contract with all its terms. Throws NotFound, for another vendor's contract as for a missing one. */
export const oneContract = view(OneContract, async ({ manager }, { contractId }) => {
  const [contract] = await manager.query<ContractDetail[]>(
    `SELECT ${SUMMARY}, performance_share_bps AS "performanceShareBps", curve, categories,
            working_time AS "workingTime", sla_targets AS "slaTargets", clauses, legal, scope,
            coalesce(availability, '[]') AS availability, credit_regime AS "creditRegime", damages,
            confidentiality, coalesce(data_custody, '[]') AS "dataCustody",
            rate_card AS "rateCard", obligations, waiver,
            template_id AS "templateId", template_version AS "templateVersion",
            deposit_required_minor AS "depositRequiredMinor", escrowed_minor AS "escrowedMinor",
            has_liaison AS "hasLiaison", signed_at AS "signedAt", activated_at AS "activatedAt",
            suspended_at AS "suspendedAt", suspension_reason AS "suspensionReason", ended_at AS "endedAt",
            array_remove(ARRAY[CASE WHEN legal_by IS NOT NULL THEN 'LEGAL' END,
              CASE WHEN finance_by IS NOT NULL THEN 'FINANCE' END,
              CASE WHEN technical_by IS NOT NULL THEN 'TECHNICAL' END], NULL) AS approvals,
            array_remove(ARRAY[CASE WHEN enterprise_signed_by IS NOT NULL THEN 'ENTERPRISE' END,
              CASE WHEN vendor_signed_by IS NOT NULL THEN 'VENDOR' END], NULL) AS signatures
     FROM contracts WHERE id = $1`,
    [contractId],
  );
  if (!contract) throw new NotFound('contract', contractId);
  return contract;
});
