import { useCase } from '@steward/messaging';
import { IsString, Length } from 'class-validator';
import { ensureUnlocked, register } from '../domain/vendor';
import { todayOf } from '../storage/dossiers';
import { insertVendor, lockOf } from '../storage/vendors';

export class RegisterVendor {
  /** The enterprise's own code of the vendor, unique. */
  @IsString() @Length(1, 64) code!: string;
  @IsString() @Length(1, 200) name!: string;
  /** The number under which the state knows the company, as its licence shows it. */
  @IsString() @Length(1, 64) registrationNumber!: string;
}

/** Takes a company in; the number of one that was eliminated is locked, under whatever code. 2.1.1, D7 E2. */
export const registerVendor = useCase(RegisterVendor, async (tx, company) => {
  ensureUnlocked(company.code, await lockOf(tx, company.registrationNumber), await todayOf(tx));
  const { state, events } = register({ ...company, id: tx.newId() }, tx.now);
  await insertVendor(tx, state);
  tx.publish(events);
  return { vendorId: state.id, status: state.status };
});
