import { decimalString, ratio } from '@steward/money';
import { breaks, inForce } from './contract.fixture';
import { expire } from './lifecycle';
import {
  attachedByContract,
  breach,
  progressOf,
  recordEvidence,
  verifiedOf,
  verifyEvidence,
} from './obligation';
import type { Obligation } from './obligation';
import { ensureOwed, type Owed } from './owed';

const owed: Owed = {
  ...{ code: 'TRAIN', kind: 'TRAINING', what: '完成智能巡检培训的工程师', quantity: 20 },
  dueOn: '2026-12-31',
};
const now = new Date('2026-12-01T02:00:00.000Z');
/** 1 January 2027 00:00 in Shanghai. */
const newYear = new Date('2026-12-31T16:00:00.000Z');
const [training] = attachedByContract(
  { ...inForce, status: 'draft' },
  { ...inForce, obligations: [owed] },
  () => 'o',
  now,
).state as [Obligation];
const piece = (n: number, recordedAt = now) => ({
  ...{ id: `e${n}`, reference: `证书 ${n}`, quantity: 1, fileHash: 'a'.repeat(64) },
  ...{ recordedAt, recordedBy: 'zhao' },
});
const yes = { isAccepted: true, reason: null, by: 'ji' };
/** So many certificates, recorded and accepted. */
const proven = (count: number, at = now, from: Obligation = training): Obligation =>
  Array.from({ length: count }, (_, n) => n).reduce((obligation, n) => {
    const recorded = recordEvidence(obligation, piece(n + from.evidence.length, at));
    return verifyEvidence(recorded, `e${n + from.evidence.length}`, yes, at).state;
  }, from);

it('1.3.4: 18 certificates of 20 engineers are 90 %, and breached on 2027-01-01, once', () => {
  const known = proven(18);
  expect(progressOf(verifiedOf(known), 20).equals(ratio(9n, 10n))).toBe(true);
  expect(decimalString(progressOf(18, 20).mul(100n), 2, 'DOWN')).toBe('90.00');
  expect(breach(known, inForce, new Date(newYear.getTime() - 1)).events).toEqual([]);
  const { state, events } = breach(known, inForce, newYear);
  expect(state).toMatchObject({ status: 'breached', breachedAt: newYear });
  expect(events).toMatchObject([
    {
      type: 'contracts.obligation.breached.v1',
      data: { verifiedQuantity: 18, quantity: 20, breachedAt: newYear },
    },
  ]);
  expect(breach(state, inForce, newYear).events).toEqual([]);
});

it('1.3.4: the twentieth certificate fulfils it, and nothing is breached any more', () => {
  const known = proven(19);
  const recorded = recordEvidence(known, piece(19));
  const { state, events } = verifyEvidence(recorded, 'e19', yes, now);
  expect(state).toMatchObject({ status: 'fulfilled', fulfilledAt: now, breachedAt: null });
  expect(events).toMatchObject([
    { type: 'contracts.obligation.fulfilled.v1', data: { verifiedQuantity: 20, isInTime: true } },
  ]);
  expect(breach(state, inForce, newYear).events).toEqual([]);
  expect(() => recordEvidence(state, piece(20))).toThrow(breaks('obligation.fulfilled'));
});

it('1.3.4: what was recorded by the due day and verified later takes the breach back', () => {
  const pending = [18, 19].reduce((o, n) => recordEvidence(o, piece(n)), proven(18));
  const breached = breach(pending, inForce, newYear).state;
  const later = new Date('2027-01-05T02:00:00.000Z');
  const nineteen = verifyEvidence(breached, 'e18', yes, later).state;
  expect(nineteen.status).toBe('breached');
  const { state, events } = verifyEvidence(nineteen, 'e19', yes, later);
  expect(state).toMatchObject({ status: 'fulfilled', fulfilledAt: later, breachedAt: newYear });
  expect(events).toMatchObject([{ data: { isInTime: true } }]);
});

it('1.3.4: what was recorded only after the due day fulfils it late', () => {
  const breached = breach(proven(19), inForce, newYear).state;
  const { state, events } = verifyEvidence(recordEvidence(breached, piece(19, newYear)), 'e19', yes, newYear);
  expect(state.status).toBe('fulfilled');
  expect(events).toMatchObject([{ data: { isInTime: false } }]);
});

it('1.3.4: a piece that is not accepted does not count, and may be handed in again', () => {
  const recorded = recordEvidence(training, piece(0));
  const no = { isAccepted: false, reason: '证书编号查无此人', by: 'ji' };
  const { state } = verifyEvidence(recorded, 'e0', no, now);
  expect(verifiedOf(state)).toBe(0);
  expect(() => verifyEvidence(state, 'e0', yes, now)).toThrow(breaks('evidence.decided'));
  const again = recordEvidence(state, { ...piece(1), reference: '证书 0' });
  expect(verifiedOf(verifyEvidence(again, 'e1', yes, now).state)).toBe(1);
});

it('1.3.4: nobody verifies what he recorded, a reason stands where it belongs, no piece counts twice', () => {
  const recorded = recordEvidence(training, piece(0));
  const own = () => verifyEvidence(recorded, 'e0', { ...yes, by: 'zhao' }, now);
  expect(own).toThrow(breaks('evidence.same-person'));
  const silent = () => verifyEvidence(recorded, 'e0', { ...yes, isAccepted: false }, now);
  expect(silent).toThrow(breaks('evidence.reason-misplaced'));
  const twice = () => recordEvidence(recorded, { ...piece(1), reference: '证书 0' });
  expect(twice).toThrow(breaks('evidence.repeated'));
  const missing = () => verifyEvidence(recorded, 'e9', yes, now);
  expect(missing).toThrow(expect.objectContaining({ code: 'evidence.not-found' }));
});

it('1.3.4: owed to the end of the contract’s last day, and not any more once it ended before', () => {
  const known = proven(18);
  const over = expire(inForce, inForce, newYear).state;
  expect(breach(known, over, newYear).events).toHaveLength(1);
  const earlier = expire(inForce, { ...inForce, endOn: '2026-12-30' }, newYear).state;
  expect(breach(known, earlier, newYear)).toEqual({ state: known, events: [] });
});

it('1.3.4: a version’s obligations have codes of their own and fall due on its days', () => {
  const check = (owing: Owed[], known: Owed[] = []) => ensureOwed(owing, known, '2026-11-01', '2026-12-31');
  expect(() => check([owed, { ...owed, code: 'TOOLS' }])).not.toThrow();
  expect(() => check([owed, owed])).toThrow(breaks('obligation.repeated'));
  expect(() => check([owed], [owed])).toThrow(breaks('obligation.repeated'));
  expect(() => check([{ ...owed, dueOn: '2026-10-31' }])).toThrow(breaks('obligation.due-outside'));
  expect(() => check([{ ...owed, dueOn: '2027-01-01' }])).toThrow(breaks('obligation.due-outside'));
});
