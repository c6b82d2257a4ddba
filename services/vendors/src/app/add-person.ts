import { useCase } from '@steward/messaging';
import { IsIn, IsISO8601, IsUUID, Matches } from 'class-validator';
import { join, PERSON_ROLES, type Active } from '../domain/person';
import { insertPerson } from '../storage/personnel';
import { loadVendor } from '../storage/vendors';

export class AddPerson {
  @IsUUID() vendorId!: string;
  /** The vendor's pseudonym of the person, and no name. */
  @Matches(/^[A-Za-z0-9-]{1,32}$/) code!: string;
  @IsIn(PERSON_ROLES) role!: Active['role'];
  @Matches(/^[12]\d{3}-\d\d-\d\d$/) @IsISO8601({ strict: true }) joinedOn!: string;
}

/** Puts a person on the vendor's roster. Clause 2.2.3b. */
export const addPerson = useCase(AddPerson, async (tx, { vendorId, ...person }) => {
  await loadVendor(tx, vendorId); // the lock
  const { state, events } = join({ ...person, vendorId, id: tx.newId() }, tx.now);
  await insertPerson(tx, state);
  tx.publish(events);
  return { personId: state.id, code: state.code };
});
