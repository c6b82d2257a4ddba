import { ensure } from '@steward/domain';

export const ITEM_KINDS = ['DOCUMENT', 'PERMISSION', 'WORK_ORDER'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];
export const ITEM_STATES = ['listed', 'handed', 'accepted'] as const;

/** What shows that an item was handed over, by the item's kind. Clause 2.4.2a, D7. */
export type Proof =
  /** Where the document is, and the SHA-256 of it, hexadecimal. */
  | { readonly kind: 'DOCUMENT'; readonly reference: string; readonly fileHash: string }
  /** An access was tried with what was revoked. */
  | {
      readonly kind: 'PERMISSION';
      readonly reference: string;
      readonly isAccessDenied: boolean;
      readonly checkedAt: Date;
    }
  /** The reference names who goes on with it, or its closure. */
  | { readonly kind: 'WORK_ORDER'; readonly reference: string; readonly outcome: 'TRANSFERRED' | 'CLOSED' };

export type Listing = {
  readonly id: string;
  readonly exitId: string;
  readonly vendorId: string;
  readonly kind: ItemKind;
  /** The enterprise's own; one of its kind within the exit. */
  readonly code: string;
  readonly what: string;
  readonly listedAt: Date;
  readonly listedBy: string;
};
/** Why the receiver last refused it; null where nobody did. */
type Refusable = Listing & { readonly refusal: string | null };
type WithProof = Refusable & {
  readonly proof: Proof;
  readonly handedAt: Date;
  readonly handedBy: string;
};
export type Listed = Refusable & { readonly status: 'listed' };
export type Handed = WithProof & { readonly status: 'handed' };
export type Accepted = WithProof & {
  readonly status: 'accepted';
  readonly acceptedAt: Date;
  readonly acceptedBy: string;
};
export type HandoverItem = Listed | Handed | Accepted;
type ItemState = HandoverItem['status'];

/** Which step may follow in which state, and where it leads. Clause 2.4.2a. */
export const ITEM_MOVES = {
  HAND: { from: 'listed', to: 'handed', code: 'handover-item.not-listed' },
  ACCEPT: { from: 'handed', to: 'accepted', code: 'handover-item.not-handed' },
  REFUSE: { from: 'handed', to: 'listed', code: 'handover-item.not-handed' },
} as const satisfies Record<string, { from: ItemState; to: ItemState; code: `handover-item.${string}` }>;

/**
 * Hands an item over with its proof. Breaks `handover-item.not-listed`, `handover-item.wrong-proof`,
 * `handover-item.access-not-revoked` and `handover-item.checked-in-future`. Clause 2.4.2a, D7.
 */
export function hand(item: HandoverItem, proof: Proof, by: string, now: Date): Handed {
  ensureState(item, 'HAND');
  ensure(
    proof.kind === item.kind,
    'handover-item.wrong-proof',
    `${item.code} is a ${item.kind}; a proof of a ${proof.kind} does not show it.`,
    '/proof',
  );
  if (proof.kind === 'PERMISSION') {
    ensure(
      proof.isAccessDenied,
      'handover-item.access-not-revoked',
      `The access check of ${item.code} still got in: it is not revoked.`,
    );
    ensure(
      proof.checkedAt <= now,
      'handover-item.checked-in-future',
      `The access check of ${item.code} is still to come.`,
      '/proof/checkedAt',
    );
  }
  return { ...listingOf(item), status: 'handed', proof, handedAt: now, handedBy: by, refusal: null };
}

/**
 * Takes over what another person handed. Breaks `handover-item.not-handed` and `handover-item.same-person`.
 * Clause 2.4.2a.
 */
export function accept(item: HandoverItem, by: string, now: Date): Accepted {
  ensureState(item, 'ACCEPT');
  ensureOther(item, by);
  return { ...item, status: 'accepted', acceptedAt: now, acceptedBy: by };
}

/** Gives back what does not hold, with the reason. Breaks as `accept` does. Clause 2.4.2a. */
export function refuse(item: HandoverItem, reason: string, by: string): Listed {
  ensureState(item, 'REFUSE');
  ensureOther(item, by);
  return { ...listingOf(item), status: 'listed', refusal: reason };
}

/** How many items are still to be accepted, by kind. */
export function missingOf(items: readonly HandoverItem[]): Readonly<Record<ItemKind, number>> {
  const open = (kind: ItemKind) =>
    items.filter((item) => item.kind === kind && item.status !== 'accepted').length;
  return { DOCUMENT: open('DOCUMENT'), PERMISSION: open('PERMISSION'), WORK_ORDER: open('WORK_ORDER') };
}

function ensureState<M extends keyof typeof ITEM_MOVES>(
  item: HandoverItem,
  move: M,
): asserts item is Extract<HandoverItem, { status: (typeof ITEM_MOVES)[M]['from'] }> {
  const { from, code } = ITEM_MOVES[move];
  ensure(item.status === from, code, `Item ${item.code} is ${item.status}, and not ${from}.`);
}

const ensureOther = ({ code, handedBy }: Handed, by: string): void =>
  ensure(by !== handedBy, 'handover-item.same-person', `${code} was handed by the one who is to receive it.`);

function listingOf(item: HandoverItem): Listing {
  const { id, exitId, vendorId, kind, code, what, listedAt, listedBy } = item;
  return { id, exitId, vendorId, kind, code, what, listedAt, listedBy };
}
