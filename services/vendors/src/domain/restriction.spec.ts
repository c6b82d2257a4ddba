import type { Evidence } from './evidence';
import { reconsider } from './restriction';
import type { Admitted, Registered, Restricted, Vendor } from './vendor';

const at = new Date('2026-03-02T01:00:00.000Z');
const now = new Date('2026-12-01T16:00:00.000Z');
const today = '2026-12-02';
const norms = {
  ...{ daysBefore: [90, 30, 7], requiredKinds: ['LICENCE', 'ISO9001'] as const },
  timezone: 'Asia/Shanghai',
};
const company = { id: 'v1', code: 'v1', name: 'Qinghe', registrationNumber: 'R1', registeredAt: at };
const registered: Registered = { ...company, status: 'registered' };
const admitted: Admitted = { ...company, status: 'admitted', admittedAt: at, admittedBy: 'office-head' };
function paper(id: string, kind: 'LICENCE' | 'ISO9001', validTo: string): Evidence {
  const verified = { status: 'verified', verifiedAt: at, verifiedBy: 'legal' } as const;
  const submission = { id, vendorId: 'v1', submittedAt: at, submittedBy: 'v1' };
  return { kind, validTo, number: id, issuer: 'B', documentHash: 'a'.repeat(64), ...submission, ...verified };
}
const certificate = paper('q1', 'ISO9001', '2026-12-01');
const licence = paper('l1', 'LICENCE', '2026-12-02');
const restricted: Restricted = {
  ...{ ...admitted, status: 'restricted', restrictedAt: now, expiredItems: ['q1'] },
};
const after = (vendor: Vendor, evidence: readonly Evidence[], on = today, instant = now) =>
  reconsider(vendor, evidence, norms, on, instant);

it('2.1.1: the vendor whose certificate ended on 1 December is restricted on the second', () => {
  expect(after(admitted, [certificate, licence], '2026-12-01')).toEqual({ state: admitted, events: [] });
  const { state, events } = after(admitted, [certificate, licence]);
  expect(state).toEqual(restricted);
  const told = { itemId: 'q1', kind: 'ISO9001', number: 'q1', validTo: '2026-12-01' };
  expect(events).toEqual([
    { type: 'vendors.vendor.restricted.v1', data: { vendorId: 'v1', expired: [told], restrictedAt: now } },
  ]);
});

it('2.1.1: a restriction is told again only where other papers are expired, and keeps its beginning', () => {
  expect(after(restricted, [certificate, licence])).toEqual({ state: restricted, events: [] });
  const later = new Date('2026-12-02T16:00:00.000Z');
  const { state, events } = after(restricted, [certificate, licence], '2026-12-03', later);
  expect(state).toEqual({ ...restricted, expiredItems: ['l1', 'q1'] });
  expect(events).toMatchObject([
    { data: { restrictedAt: now, expired: [{ itemId: 'q1' }, { itemId: 'l1' }] } },
  ]);
});

it('2.1.1: it is lifted when nothing is expired any more', () => {
  const later = new Date('2026-12-09T03:30:00.000Z');
  const renewed = paper('q2', 'ISO9001', '2029-12-01');
  expect(after(restricted, [certificate, renewed], today, later)).toEqual({
    state: admitted,
    events: [
      {
        type: 'vendors.vendor.restriction-lifted.v1',
        data: { vendorId: 'v1', restrictedAt: now, liftedAt: later },
      },
    ],
  });
});

it('2.1.1: a candidate is not restricted', () => {
  expect(after(registered, [certificate])).toEqual({ state: registered, events: [] });
});
