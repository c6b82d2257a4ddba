import { money } from '@steward/money';
import { breachFromRow, breachToRow } from './confidentiality-breaches';
import {
  confirmBreach,
  dismissBreach,
  incidentOf,
  investigateBreach,
  reportBreach,
  type ConfidentialityBreach,
} from '../domain/confidentiality-breach';

const id = '0195540a-0000-7000-8000-0000000000e1';
const now = new Date('2026-03-02T01:00:00.000Z');
const by = (who: string) => ({ by: who, now });
const about = { id, contractId: id, vendorId: id, what: '客户清单外传', occurredOn: '2026-03-01' };
const reported = reportBreach(about, '2026-03-02', by('rui')).state;
const found = { findings: '日志证实', lossEstimate: money(5_000_000n, 'CNY') };
const investigated = investigateBreach(reported, found, by('wang')).state;
const half = confirmBreach(investigated, 'LEGAL', by('fa')).state;
const confirmed = confirmBreach(half, 'TECHNICAL', by('ji')).state;
const dismissed = dismissBreach(investigated, '系误报', by('fa')).state;
const breaks = (code: string) => expect.objectContaining({ code });

it('2.2.3c: legal and technical, two persons, confirm a leak; only then is it told with its loss', () => {
  expect(confirmBreach(investigated, 'LEGAL', by('fa')).events).toEqual([]);
  const { state, events } = confirmBreach(half, 'TECHNICAL', by('ji'));
  expect(state.status).toBe('confirmed');
  expect(events).toEqual([
    {
      type: 'risk.confidentiality-breach.confirmed.v1',
      data: {
        ...{ confidentialityBreachId: id, contractId: id, vendorId: id, what: '客户清单外传' },
        ...{ occurredOn: '2026-03-01', lossEstimate: money(5_000_000n, 'CNY'), confirmedAt: now },
      },
    },
  ]);
  expect(() => confirmBreach(half, 'TECHNICAL', by('fa'))).toThrow(breaks('breach.same-person'));
  expect(() => confirmBreach(half, 'LEGAL', by('ji'))).toThrow(breaks('breach.already-confirmed'));
  expect(incidentOf(half)).toBeNull();
  expect(incidentOf(confirmed)).toMatchObject({ source: 'SECURITY_INCIDENT', id, contractId: id });
});

it('2.2.3c: who reported a leak does not dismiss it, and none is reported before its day', () => {
  expect(() => dismissBreach(reported, '系误报', by('rui'))).toThrow(breaks('breach.same-person'));
  expect(() => reportBreach(about, '2026-02-28', by('rui'))).toThrow(breaks('breach.in-future'));
});

const STATES: Record<string, ConfidentialityBreach> = { reported, investigated, half, confirmed, dismissed };
it.each([
  ['reported', ['investigated', 'breach.not-investigated', 'dismissed']],
  ['investigated', ['breach.not-reported', 'investigated', 'dismissed']],
  ['half', ['breach.not-reported', 'confirmed', 'dismissed']],
  ['confirmed', ['breach.not-reported', 'breach.not-investigated', 'breach.decided']],
  ['dismissed', ['breach.not-reported', 'breach.not-investigated', 'breach.decided']],
])('2.2.3c: from %s investigating, confirming and dismissing lead to %j', (state, outcomes) => {
  const breach = STATES[state]!;
  const moves = [
    () => investigateBreach(breach, found, by('wang')).state.status,
    () => confirmBreach(breach, 'TECHNICAL', by('ji')).state.status,
    () => dismissBreach(breach, '系误报', by('li')).state.status,
  ];
  const seen = moves.map((move) => {
    try {
      return move();
    } catch (error) {
      return (error as { code: string }).code;
    }
  });
  expect(seen).toEqual(outcomes);
});

it.each([
  ...Object.values(STATES),
  dismissBreach(reported, '系误报', by('fa')).state,
  investigateBreach(reported, { ...found, lossEstimate: null }, by('wang')).state,
])('a breach that is $status is read back as it was stored', (breach) => {
  expect(breachFromRow(breachToRow(breach))).toEqual(breach);
});
