import { NotFound } from '@steward/domain';
import { view } from '@steward/messaging';
import { lint, type Finding } from '../domain/legal-rules';
import { isWaived } from '../domain/waiver';
import { contractOf } from './contracts';
import { OneContract } from './contract-views';
import { waiversOf } from './waivers';

export type ShownFinding = Finding & { readonly waivedBy: readonly string[]; readonly isWaived: boolean };

/** What the linter finds in a contract, and which offices answer for it. Throws NotFound. Clause 3.3.2. */
export const contractFindings = view(OneContract, async (tx, { contractId }) => {
  const contract = await contractOf(tx, contractId);
  if (!contract) throw new NotFound('contract', contractId);
  const waivers = new Map((await waiversOf(tx, contractId, 1)).map((waiver) => [waiver.ruleId, waiver]));
  const items = lint(contract).map((finding): ShownFinding => {
    const waiver = waivers.get(finding.id);
    return {
      ...finding,
      waivedBy: Object.keys(waiver?.by ?? {}).sort(),
      isWaived: waiver !== undefined && isWaived(waiver),
    };
  });
  return { items };
});
