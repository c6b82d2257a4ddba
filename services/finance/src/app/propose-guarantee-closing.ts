import { useCase } from '@steward/messaging';
import { IsIn, IsString, IsUUID, Length } from 'class-validator';
import { CLOSINGS, proposeClosing, type Closing } from '../domain/guarantee';
import { loadGuarantee, saveGuarantees } from '../storage/guarantees';

export class ProposeGuaranteeClosing {
  @IsUUID() guaranteeId!: string;
  /** CALLED: the bank is to pay into escrow. ENDED: the deposit is released. */
  @IsIn(CLOSINGS) kind!: Closing;
  @IsString() @Length(1, 2000) reason!: string;
}

/** The first of two persons asks to call a guarantee, or to end it. Clause 3.3.1a. */
export const proposeGuaranteeClosing = useCase(
  ProposeGuaranteeClosing,
  async (tx, { guaranteeId, kind, reason }) => {
    const guarantee = await loadGuarantee(tx, guaranteeId);
    saveGuarantees(tx, [proposeClosing(guarantee, kind, reason, tx.by, tx.now)]);
    return { guaranteeId };
  },
);
