import { mismatchesOf, refuse, type VendorRecord } from './mismatch';
import { tierSeveritiesIn } from './tier-severities';
import { report, type WorkOrder } from './work-order';

const at = new Date('2026-12-02T01:00:00.000Z');
const workOrder: WorkOrder = report(
  {
    ...{ id: 'w1', number: 'W-1', category: 'SECURITY', severity: 1, asked: {}, assetId: null },
    reportedAt: at,
  },
  at,
).state;
const fit: VendorRecord = { skills: ['HARDWARE', 'SECURITY'], tier: 'REGULAR', expired: [] };
const tiers = tierSeveritiesIn('STRATEGIC:1234 REGULAR:1234 TEMPORARY:34');
const expired = [
  { kind: 'ISO9001', number: 'Q1', validTo: '2026-12-01' },
  { kind: 'LICENCE', number: 'L1', validTo: '2026-11-30' },
];
const found = (vendor: Partial<VendorRecord>) => mismatchesOf(workOrder, { ...fit, ...vendor }, tiers);

it('1.2.3: against a vendor that is certified, of a fitting tier and not restricted speaks nothing', () => {
  expect(found({})).toEqual([]);
  expect(() => refuse(found({}))).not.toThrow();
});

it('1.2.3: the vendor must be certified for the category', () => {
  const sentence = 'The vendor is not certified for SECURITY; it is for HARDWARE.';
  expect(found({ skills: ['HARDWARE'] })).toEqual([
    { kind: 'CAPABILITY', code: 'work-order.capability-mismatch', sentence },
  ]);
});

it('1.2.1: a tier that is not given the severity is a mismatch, and so is an unknown one', () => {
  const [kind, code] = ['TIER', 'work-order.tier-mismatch'];
  const temporary = 'A TEMPORARY vendor is not given severity 1, but 3, 4.';
  expect(found({ tier: 'TEMPORARY' })).toEqual([{ kind, code, sentence: temporary }]);
  const unknown = 'A vendor whose tier is not known is not given severity 1, but 3, 4.';
  expect(found({ tier: null })).toEqual([{ kind, code, sentence: unknown }]);
});

it('2.1.1: a restricted vendor is refused by the papers that have expired', () => {
  const sentence =
    'The vendor is restricted: ISO9001 Q1 ended on 2026-12-01, LICENCE L1 ended on 2026-11-30.';
  expect(found({ expired })).toEqual([
    { kind: 'QUALIFICATION', code: 'work-order.vendor-restricted', sentence },
  ]);
});

it('1.2.3: the refusal has the code of the first mismatch and names all', () => {
  const all = found({ skills: [], tier: 'TEMPORARY', expired: expired.slice(0, 1) });
  expect(() => refuse(all)).toThrow(
    expect.objectContaining({
      code: 'work-order.capability-mismatch',
      message:
        'The vendor is not certified for SECURITY; it is for nothing. ' +
        'A TEMPORARY vendor is not given severity 1, but 3, 4. ' +
        'The vendor is restricted: ISO9001 Q1 ended on 2026-12-01.',
    }),
  );
});
