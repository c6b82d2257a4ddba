import { IsInstant } from '@steward/calculators';
import { CAPABILITY_CATEGORIES, SERVICE_KINDS, SEVERITIES } from '@steward/domain';
import type { CapabilityCategory, ServiceKind, Severity } from '@steward/domain';
import { useCase } from '@steward/messaging';
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { report } from '../domain/work-order';
import { assetNamed } from '../storage/sites';
import { insertWorkOrder } from '../storage/work-orders';

export class ReportWorkOrder {
  /** The enterprise's own number, unique. */
  @IsString() @Length(1, 64) number!: string;
  @IsIn(SEVERITIES) severity!: Severity;
  @IsIn(CAPABILITY_CATEGORIES) category!: CapabilityCategory;
  /** What is to be done: the contract's scope decides by it. Clause 1.1.2. */
  @IsOptional() @IsIn(SERVICE_KINDS) service?: ServiceKind;
  /** The enterprise's own name of the class of assets, as the contract's scope has it. */
  @IsOptional() @IsString() @Length(1, 64) assetClass?: string;
  /** When the fault was reported, where that was before now, as by phone. The clocks start here. */
  @IsOptional() @IsInstant() reportedAt?: string;
  /** What is out of order. An arrival there needs proof. Clause 2.3.1b. */
  @IsOptional() @IsUUID() assetId?: string;
}

export const reportWorkOrder = useCase(ReportWorkOrder, async (tx, { reportedAt, assetId, ...told }) => {
  const { service, assetClass, ...plain } = told;
  const asked = { ...(service && { service }), ...(assetClass && { assetClass }) };
  const asset = await assetNamed(tx, assetId);
  const reported = {
    ...plain,
    asked,
    ...{ id: tx.newId(), assetId: asset?.id ?? null },
    reportedAt: reportedAt ? new Date(reportedAt) : tx.now,
  };
  const { state, events } = report(reported, tx.now);
  await insertWorkOrder(tx, state);
  tx.publish(events);
  return { workOrderId: state.id, status: state.status, reportedAt: reported.reportedAt.toISOString() };
});
