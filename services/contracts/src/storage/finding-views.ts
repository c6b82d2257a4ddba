import { view } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsInt, IsUUID, Min } from 'class-validator';
import { lint, type Finding } from '../domain/legal-rules';
import { isWaived } from '../domain/waiver';
import { versionOf } from './amendments';
import { waiversOf } from './waivers';

export type ShownFinding = Finding & { readonly waivedBy: readonly string[]; readonly isWaived: boolean };

export class OneVersion {
  @IsUUID() contractId!: string;
  /** 1 is the contract itself, the others its amendments. */
  @Type(() => Number) @IsInt() @Min(1) contractVersion: number = 1;
}

/** What the linter finds in a version, and which offices answer for it. Throws NotFound. Clause 3.3.2. */
export const contractFindings = view(OneVersion, async (tx, { contractId, contractVersion }) => {
  const { terms } = await versionOf(tx, contractId, contractVersion);
  const known = await waiversOf(tx, contractId, contractVersion);
  const items = lint(terms).map((finding): ShownFinding => {
    const waiver = known.find(({ ruleId }) => ruleId === finding.id);
    return {
      ...finding,
      waivedBy: Object.keys(waiver?.by ?? {}).sort(),
      isWaived: waiver !== undefined && isWaived(waiver),
    };
  });
  return { items };
});
