import { localDateOf } from '@steward/calendar';
import { policyInForce, useCase } from '@steward/messaging';
import { IsISO8601, IsUUID } from 'class-validator';
import { loadReadiness } from '../storage/readiness';
import { setCadence } from './miss-drill';

export class RecordAdmission {
  @IsUUID() vendorId!: string;
  @IsISO8601() admittedAt!: string;
}

/** Joint drills count from the day of the admission. Clause 2.3.3c. */
export const recordAdmission = useCase(RecordAdmission, async (tx, { vendorId, admittedAt }) => {
  const timezone = await policyInForce(tx, 'enterprise-timezone');
  const admittedOn = localDateOf({ timezone }, new Date(admittedAt).getTime());
  await setCadence(tx, { ...(await loadReadiness(tx, vendorId)), admittedOn });
  return { vendorId };
});
