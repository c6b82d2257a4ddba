import { useCase } from '@steward/messaging';
import { IsString, Length } from 'class-validator';
import { register } from '../domain/vendor';
import { insertVendor } from '../storage/vendors';

export class RegisterVendor {
  /** The enterprise's own code of the vendor, unique. */
  @IsString() @Length(1, 64) code!: string;
  @IsString() @Length(1, 200) name!: string;
  /** The number under which the state knows the company, as its licence shows it. */
  @IsString() @Length(1, 64) registrationNumber!: string;
}

export const registerVendor = useCase(RegisterVendor, async (tx, company) => {
  const { state, events } = register({ ...company, id: tx.newId() }, tx.now);
  await insertVendor(tx, state);
  tx.publish(events);
  return { vendorId: state.id, status: state.status };
});
