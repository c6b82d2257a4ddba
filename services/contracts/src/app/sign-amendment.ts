import { useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsString, IsUUID, Length, Min } from 'class-validator';
import { signAmendment as sign } from '../domain/amendment';
import { attachedByAmendment } from '../domain/obligation';
import { SIDES, type Side } from '../domain/sides';
import { loadAmendment, saveAmendment } from '../storage/amendments';
import { insertObligations } from '../storage/obligations';
import { waiversOf } from '../storage/waivers';
import { breachesOf } from './breach-obligation';
import { expiryOf } from './expire-contract';

export class SignAmendment {
  @IsUUID() contractId!: string;
  @Type(() => Number) @IsInt() @Min(2) contractVersion!: number;
  @IsIn(SIDES) side!: Side;
  /** The signatory's name as it stands on the paper. */
  @IsString() @Length(1, 100) signedBy!: string;
}

/** Each side signs for itself; the second signature makes the version. Clause 1.3.3. */
export const signAmendment = useCase(
  SignAmendment,
  async (tx, { contractId, contractVersion, side, signedBy }) => {
    const considered = await loadAmendment(tx, contractId, contractVersion);
    const waivers = await waiversOf(tx, contractId, contractVersion);
    const { state, events } = sign(considered, side, signedBy, waivers, tx.now);
    saveAmendment(tx, state);
    tx.publish(events);
    const attached = attachedByAmendment(state, tx.newId, tx.now);
    insertObligations(tx, attached.state);
    tx.publish(attached.events);
    // A timer of an end that is not agreed yet finds nothing to do.
    await tx.schedule([...expiryOf(considered.contract, state.terms), ...breachesOf(attached.state)]);
    return { contractId, contractVersion, status: state.status };
  },
);
