import { NotFound } from '@steward/domain';
import { view } from '@steward/messaging';
import { IsInt, Max, Min } from 'class-validator';
import { lastTerms } from '../domain/amendment';
import { changesOf } from '../domain/deviations';
import { amendmentsOf } from './amendments';
import { contractOf } from './contracts';
import { OneContract } from './contract-views';

export type ShownAmendment = {
  readonly contractVersion: number;
  readonly status: string;
  readonly effectiveAt: Date;
  readonly reason: string;
  /** All terms of the version. */
  readonly terms: object;
  readonly depositRequiredMinor: string;
  readonly approvals: readonly string[];
  readonly signatures: readonly string[];
  readonly signedAt: Date | null;
};

/** The last hundred amendments of a contract, the newest first; none where it is not in sight. 1.3.3. */
export const contractAmendments = view(OneContract, async ({ manager }, { contractId }) => {
  const items = await manager.query<ShownAmendment[]>(
    `SELECT contract_version AS "contractVersion", status, effective_at AS "effectiveAt", reason, terms,
            deposit_required_minor AS "depositRequiredMinor", signed_at AS "signedAt",
            array_remove(ARRAY[CASE WHEN legal_by IS NOT NULL THEN 'LEGAL' END,
              CASE WHEN finance_by IS NOT NULL THEN 'FINANCE' END,
              CASE WHEN technical_by IS NOT NULL THEN 'TECHNICAL' END], NULL) AS approvals,
            array_remove(ARRAY[CASE WHEN enterprise_signed_by IS NOT NULL THEN 'ENTERPRISE' END,
              CASE WHEN vendor_signed_by IS NOT NULL THEN 'VENDOR' END], NULL) AS signatures
     FROM amendments WHERE contract_id = $1 ORDER BY contract_version DESC LIMIT 100`,
    [contractId],
  );
  return { items };
});

export class AmendmentChanges extends OneContract {
  @IsInt() @Min(2) @Max(1_000_000) contractVersion!: number;
}

/** What an amendment changes of what was agreed before it. Throws NotFound. Clause 1.3.3. */
export const amendmentChanges = view(AmendmentChanges, async (tx, { contractId, contractVersion }) => {
  const contract = await contractOf(tx, contractId);
  if (!contract) throw new NotFound('contract', contractId);
  const all = await amendmentsOf(tx, contractId);
  const amendment = all.find((each) => each.contractVersion === contractVersion);
  if (!amendment) throw new NotFound('amendment', `${contractId}/${contractVersion}`);
  const amendments = all.filter((each) => each.contractVersion < contractVersion);
  const before = lastTerms({ contract, amendments });
  const { status, effectiveAt } = amendment;
  return { contractId, contractVersion, status, effectiveAt, items: changesOf(before, amendment.terms) };
});
