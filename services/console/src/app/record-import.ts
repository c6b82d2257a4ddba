import { useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsISO8601, IsString, IsUUID, Matches, ValidateNested } from 'class-validator';
import { saveImport } from '../storage/facts';

export class ImportedContract {
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @IsString() vendorCode!: string;
}
export class RecordImport {
  @IsString() log!: string;
  /** Counts the ends of this log's imports. */
  @IsInt() revision!: number;
  @IsISO8601() asOf!: string;
  @IsString() timezone!: string;
  @IsInt() read!: number;
  @IsInt() applied!: number;
  @IsInt() refused!: number;
  @IsInt() warned!: number;
  /** In the order of the profile. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => ImportedContract) contracts!: ImportedContract[];
  @IsArray() @Matches(/^\d{4}Q[1-4]$/, { each: true }) quarters!: string[];
  @IsISO8601() endedAt!: string;
}

/** Keeps which quarters a log touches, and whose. Clause 3.2.1a. */
export const recordImport = useCase(RecordImport, async (tx, { asOf, endedAt, ...ended }) => {
  await saveImport(tx, { ...ended, asOf: new Date(asOf), endedAt: new Date(endedAt) });
  return { log: ended.log, revision: ended.revision };
});
