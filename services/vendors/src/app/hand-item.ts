import { useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsISO8601,
  IsObject,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { ensureGoesOn } from '../domain/exit';
import { hand, ITEM_KINDS, type ItemKind, type Proof } from '../domain/handover-item';
import { loadCase } from '../storage/exit-cases';
import { itemIn, saveItem } from '../storage/handover-items';

export class ProofInput {
  @IsIn(ITEM_KINDS) kind!: ItemKind;
  /** Where the document is, the access check's record, or who goes on with the work order. */
  @IsString() @Length(1, 500) reference!: string;
  /** Of a document: its SHA-256, hexadecimal. */
  @ValidateIf(({ kind }: ProofInput) => kind === 'DOCUMENT') @Matches(/^[0-9a-f]{64}$/) fileHash?: string;
  /** Of a permission: whether the access that was tried with it was denied. */
  @ValidateIf(({ kind }: ProofInput) => kind === 'PERMISSION') @IsBoolean() isAccessDenied?: boolean;
  /** Of a permission: when that was. */
  @ValidateIf(({ kind }: ProofInput) => kind === 'PERMISSION')
  @IsISO8601({ strict: true })
  checkedAt?: string;
  /** Of a work order. */
  @ValidateIf(({ kind }: ProofInput) => kind === 'WORK_ORDER')
  @IsIn(['TRANSFERRED', 'CLOSED'])
  outcome?: 'TRANSFERRED' | 'CLOSED';
}

export class HandItem {
  @IsUUID() exitId!: string;
  @IsUUID() itemId!: string;
  @IsObject() @ValidateNested() @Type(() => ProofInput) proof!: ProofInput;
}

/** Hands an item over with what shows it; the receiver is to accept it. Clause 2.4.2a. */
export const handItem = useCase(HandItem, async (tx, { exitId, itemId, proof }) => {
  const { exit, items } = await loadCase(tx, exitId);
  ensureGoesOn(exit);
  const state = hand(itemIn(items, itemId), proofOf(proof), tx.by, tx.now);
  saveItem(tx, state);
  return { itemId, status: state.status };
});

/** What was sent as the proof that its kind asks for; the input class has checked that it is there. */
function proofOf({ kind, reference, ...sent }: ProofInput): Proof {
  switch (kind) {
    case 'DOCUMENT':
      return { kind, reference, fileHash: sent.fileHash! };
    case 'PERMISSION':
      return { kind, reference, isAccessDenied: sent.isAccessDenied!, checkedAt: new Date(sent.checkedAt!) };
    case 'WORK_ORDER':
      return { kind, reference, outcome: sent.outcome! };
  }
}
