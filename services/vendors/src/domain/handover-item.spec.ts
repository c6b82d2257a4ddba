import {
  accept,
  hand,
  ITEM_MOVES,
  ITEM_STATES,
  missingOf,
  refuse,
  type HandoverItem,
  type Proof,
} from './handover-item';

const at = new Date('2027-01-29T02:00:00.000Z');
const listed: HandoverItem = {
  ...{ id: 'i1', exitId: 'e1', vendorId: 'v1', kind: 'DOCUMENT', code: 'DOC-1', what: '拓扑图' },
  ...{ listedAt: at, listedBy: 'vendor-manager', refusal: null, status: 'listed' },
};
const paper: Proof = { kind: 'DOCUMENT', reference: 'archive 7', fileHash: 'a'.repeat(64) };
const handed = hand(listed, paper, 'wang', at);
const accepted = accept(handed, 'technical', at);
const items: Record<HandoverItem['status'], HandoverItem> = { listed, handed, accepted };
const moves: Record<keyof typeof ITEM_MOVES, (item: HandoverItem) => HandoverItem> = {
  HAND: (item) => hand(item, paper, 'wang', at),
  ACCEPT: (item) => accept(item, 'technical', at),
  REFUSE: (item) => refuse(item, '打不开', 'technical'),
};
const table = (['HAND', 'ACCEPT', 'REFUSE'] as const).flatMap((move) =>
  ITEM_STATES.map((state) => [move, state] as const),
);

it.each(table)('2.4.2a: %s of an item that is %s is allowed or refused by its code', (move, state) => {
  const { from, to, code } = ITEM_MOVES[move];
  const made = () => moves[move](items[state]);
  if (state === from) expect(made().status).toBe(to);
  else expect(made).toThrow(expect.objectContaining({ code }));
});

it('2.4.2a: nobody receives, or gives back, what they handed over themselves', () => {
  const own = expect.objectContaining({ code: 'handover-item.same-person' }) as Error;
  expect(() => accept(handed, 'wang', at)).toThrow(own);
  expect(() => refuse(handed, '打不开', 'wang')).toThrow(own);
});

it('2.4.2a: a permission is handed over by an access check that was denied, made before now', () => {
  const permission: HandoverItem = { ...listed, kind: 'PERMISSION', code: 'VPN' };
  const check = { kind: 'PERMISSION', reference: 'check 3', isAccessDenied: true, checkedAt: at } as const;
  const refused = (proof: Proof) => {
    try {
      return hand(permission, proof, 'wang', at).status;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  expect(refused(check)).toBe('handed');
  expect(refused({ ...check, isAccessDenied: false })).toBe('handover-item.access-not-revoked');
  const later = new Date(at.getTime() + 1);
  expect(refused({ ...check, checkedAt: later })).toBe('handover-item.checked-in-future');
  expect(refused(paper)).toBe('handover-item.wrong-proof');
});

it('2.4.2a: an item that was given back keeps the reason until it is handed over again', () => {
  const back = refuse(handed, '打不开', 'technical');
  expect(back).toMatchObject({ status: 'listed', refusal: '打不开' });
  expect(back).not.toHaveProperty('proof');
  expect(hand(back, paper, 'wang', at).refusal).toBeNull();
});

it('2.4.2a: what is not accepted is missing, by kind', () => {
  const order = { ...listed, kind: 'WORK_ORDER' } as const;
  expect(missingOf([listed, handed, accepted, order])).toEqual({ DOCUMENT: 2, PERMISSION: 0, WORK_ORDER: 1 });
});
