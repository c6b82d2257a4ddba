import { useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsInt, IsISO8601, IsObject, IsUUID, Matches, ValidateNested } from 'class-validator';
import { savePeriod } from '../storage/facts';

export class PeriodVerdicts {
  @IsInt() met!: number;
  @IsInt() breached!: number;
  @IsInt() open!: number;
}
export class RecordPeriod {
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @Matches(/^\d{4}Q[1-4]$/) quarter!: string;
  /** Counts the closings of this quarter; the highest holds. */
  @IsInt() revision!: number;
  @IsObject() @ValidateNested() @Type(() => PeriodVerdicts) onSite!: PeriodVerdicts;
  @IsObject() @ValidateNested() @Type(() => PeriodVerdicts) closure!: PeriodVerdicts;
  @IsInt() workOrders!: number;
  @IsISO8601() closedAt!: string;
}

/** Keeps the counts by which a contract's quarter was last closed. D3. */
export const recordPeriod = useCase(RecordPeriod, async (tx, { closedAt, ...period }) => {
  await savePeriod(tx, { ...period, closedAt: new Date(closedAt) });
  return { contractId: period.contractId, quarter: period.quarter, revision: period.revision };
});
