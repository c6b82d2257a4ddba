import { localDateOf } from '@steward/calendar';
import { policyInForce, useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsInt, Min } from 'class-validator';
import { publishKpiSet as publish } from '../domain/kpi-set-version';
import { kpiSetHashOf, loadKpiSet, saveKpiSetPublication } from '../storage/kpi-sets';

export class PublishKpiSet {
  @Type(() => Number) @IsInt() @Min(1) version!: number;
}

/** Another person than who drafted it publishes a KPI set. Clauses 1.1.3a and 1.3.1. */
export const publishKpiSet = useCase(PublishKpiSet, async (tx, { version }) => {
  const drafted = await loadKpiSet(tx, version);
  const timezone = await policyInForce(tx, 'enterprise-timezone');
  const today = localDateOf({ timezone }, tx.now.getTime());
  const publishing = { by: tx.by, contentHash: kpiSetHashOf(drafted), today };
  const { state, events } = publish(drafted, publishing, tx.now);
  saveKpiSetPublication(tx, state);
  tx.publish(events);
  return { version, status: state.status, contentHash: state.contentHash };
});
