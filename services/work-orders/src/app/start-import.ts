import { ensure } from '@steward/domain';
import { useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsISO8601,
  IsOptional,
  IsString,
  IsTimeZone,
  IsUUID,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { checkProfile } from '../domain/import';
import { versionsOf } from '../storage/contract-versions';
import { insertImport, isRunning } from '../storage/imports';

export class ImportContractInput {
  /** The vendor's code, by which the report names it. */
  @IsString() @Length(1, 64) vendorCode!: string;
  @IsUUID() contractId!: string;
  /** Assignment groups that the vendor answers for. */
  @IsArray() @ArrayMaxSize(1000) @IsString({ each: true }) groups!: string[];
  /** Answers for every group not named, and for `?`. */
  @IsBoolean() isDefault: boolean = false;
}

export class StartImport {
  /** Files of one log add up. */
  @IsString() @Length(1, 64) log!: string;
  @Matches(/^[0-9a-f]{64}$/) fileId!: string;
  /** The file's dates are local to it. */
  @IsTimeZone() timezone!: string;
  /** States in which the closure clock waits for the customer. */
  @IsArray() @IsString({ each: true }) pauseStates: string[] = ['Awaiting User Info', 'Awaiting Evidence'];
  /** In the order of the report. */
  @ValidateNested({ each: true })
  @Type(() => ImportContractInput)
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  contracts!: ImportContractInput[];
  /** Open clocks are judged at this instant; default: the latest instant of a good row. */
  @IsOptional() @IsISO8601({ strict: true, strictSeparator: true }) asOf?: string;
}

export const startImport = useCase(StartImport, async (tx, { log, fileId, asOf, ...profile }) => {
  ensure(
    !(await isRunning(tx, log)),
    'import.running',
    `An import of ${log} is under way; wait for its end.`,
  );
  const versions = await versionsOf(
    tx,
    profile.contracts.map(({ contractId }) => contractId),
  );
  checkProfile(profile, versions);
  const vendorIdOf = (id: string) => versions.find(({ contractId }) => contractId === id)!.vendorId;
  const givenAsOf = asOf ? new Date(asOf) : null;
  const started = { id: tx.newId(), log, fileId, status: 'running', profile, givenAsOf, asOf: null } as const;
  insertImport(tx, { ...started, startedBy: tx.by }, vendorIdOf);
  return { importId: started.id, status: started.status };
});
