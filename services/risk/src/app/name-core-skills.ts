import { useCase } from '@steward/messaging';
import { ArrayMaxSize, ArrayUnique, IsArray, IsString, IsUUID, Length } from 'class-validator';
import { coverageOf, isWarning } from '../domain/readiness';
import { loadReadiness, recover } from '../storage/readiness';
import { fractionText } from '@steward/money';

export class NameCoreSkills {
  @IsUUID() vendorId!: string;
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  skills!: string[];
}

/** The enterprise names what a vendor's backup teams have to cover. Clause 2.3.3a. */
export const nameCoreSkills = useCase(NameCoreSkills, async (tx, { vendorId, skills }) => {
  const before = await loadReadiness(tx, vendorId);
  const after = await recover(tx, before, { coreSkills: skills });
  const coverage = coverageOf(after);
  return { vendorId, coverage: coverage && fractionText(coverage), isWarning: isWarning(after) };
});
