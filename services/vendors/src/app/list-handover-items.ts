import { useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsString,
  IsUUID,
  Length,
  ValidateNested,
} from 'class-validator';
import { ensureOpenLists } from '../domain/exit';
import { ITEM_KINDS, type ItemKind, type Listed } from '../domain/handover-item';
import { loadCase } from '../storage/exit-cases';
import { insertItems } from '../storage/handover-items';

export class HandoverItemInput {
  @IsIn(ITEM_KINDS) kind!: ItemKind;
  /** The enterprise's own; one of its kind within the exit. */
  @IsString() @Length(1, 64) code!: string;
  @IsString() @Length(1, 500) what!: string;
}

export class ListHandoverItems {
  @IsUUID() exitId!: string;
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => HandoverItemInput)
  items!: HandoverItemInput[];
}

/** Adds documents, permissions and open work orders to what is to be handed over. Clause 2.4.2a. */
export const listHandoverItems = useCase(ListHandoverItems, async (tx, { exitId, items }) => {
  const { exit } = await loadCase(tx, exitId);
  ensureOpenLists(exit);
  const listing = { exitId, vendorId: exit.vendorId, listedAt: tx.now, listedBy: tx.by, refusal: null };
  const listed = items.map((item): Listed => ({ ...listing, ...item, id: tx.newId(), status: 'listed' }));
  await insertItems(tx, listed);
  return { exitId, items: listed.map(({ id: itemId, kind, code }) => ({ itemId, kind, code })) };
});
