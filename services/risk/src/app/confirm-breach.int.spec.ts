import { breachesPage } from '../storage/breach-views';
import { riskQueue } from '../storage/risk-views';
import { confirmBreach } from './confirm-breach';
import { dismissBreach } from './dismiss-breach';
import { investigateBreach } from './investigate-breach';
import { recordContract } from './record-contract';
import { reportBreach } from './report-breach';
import { contractId, startTimed, vendor, vendorId } from './timed.fixture';

let risk: Awaited<ReturnType<typeof startTimed>>;
beforeAll(async () => {
  risk = await startTimed('2026-03-02T01:00:00.000Z');
  await risk.useCases.run(recordContract, { contractId, vendorId }, risk.fact());
});
afterAll(() => risk?.database.stop());

const report = (more: object = {}) =>
  risk.useCases.run(
    reportBreach,
    { contractId, what: '客户清单外传', occurredOn: '2026-03-01', ...more },
    risk.as('rui'),
  );
const seenBy = async (actor: typeof vendor | 'enterprise') =>
  (await risk.useCases.read(breachesPage, { limit: 50 }, actor)).items;

it('2.2.3c: a confirmed leak is told with its loss, is an EXTREME risk, and only then the vendor’s to see', async () => {
  const { breachId } = await report();
  const loss = { amountMinor: '5000000', currency: 'CNY' };
  const found = { breachId, findings: '日志证实', lossEstimate: loss };
  await risk.useCases.run(investigateBreach, found, risk.as('wang'));
  await risk.useCases.run(confirmBreach, { breachId, judge: 'LEGAL' }, risk.as('fa'));
  const self = risk.useCases.run(confirmBreach, { breachId, judge: 'TECHNICAL' }, risk.as('fa'));
  await expect(self).rejects.toMatchObject({ code: 'breach.same-person' });
  expect(await seenBy(vendor)).toEqual([]);
  await risk.useCases.run(confirmBreach, { breachId, judge: 'TECHNICAL' }, risk.as('ji'));

  expect(await seenBy(vendor)).toMatchObject([{ breachId, status: 'confirmed' }]);
  expect(await seenBy('vendor:0195540a-0000-7000-8000-00000000000b')).toEqual([]);
  expect(await risk.dataOf('risk.confidentiality-breach.confirmed.v1')).toEqual([
    {
      ...{ confidentialityBreachId: breachId, contractId, vendorId, what: '客户清单外传' },
      ...{ occurredOn: '2026-03-01', lossEstimate: loss, confirmedAt: '2026-03-02T01:00:00.000Z' },
    },
  ]);
  const { items } = await risk.useCases.read(riskQueue, { status: 'open', limit: 10 }, 'enterprise');
  expect(items).toMatchObject([{ source: 'SECURITY_INCIDENT', band: 'EXTREME', contractId }]);
});

it('2.2.3c: a leak that was none is dismissed by another person and tells nothing', async () => {
  const { breachId } = await report();
  const dismissal = { breachId, reason: '系误报' };
  const self = risk.useCases.run(dismissBreach, dismissal, risk.as('rui'));
  await expect(self).rejects.toMatchObject({ code: 'breach.same-person' });
  await risk.useCases.run(dismissBreach, dismissal, risk.as('fa'));
  expect(await risk.told('confidentiality-breach.confirmed%')).toHaveLength(1); // the one before
});

it('2.2.3c: what does not fit is refused and nothing is stored', async () => {
  const before = (await seenBy('enterprise')).length;
  await expect(report({ contractId: vendorId })).rejects.toMatchObject({ code: 'contract.not-found' });
  const early = { code: 'breach.in-future', path: '/occurredOn' };
  await expect(report({ occurredOn: '2026-03-03' })).rejects.toMatchObject(early);
  await expect(report({ what: '' })).rejects.toMatchObject({ errors: [{ path: '/what' }] });
  expect(await seenBy('enterprise')).toHaveLength(before);
});

it.each([
  ['confidentiality_breaches_two_persons', `status = 'investigated', legal_by = 'fa', technical_by = 'fa'`],
  ['confidentiality_breaches_not_reporter', `status = 'dismissed', dismissed_by = 'rui'`],
  ['confidentiality_breaches_confirmation', `status = 'confirmed', legal_by = 'fa', legal_at = now()`],
  ['confidentiality_breaches_loss', `loss_minor = 1`],
])('2.2.3c: the database refuses what breaks %s', async (constraint, change) => {
  const { breachId } = await report();
  const findings = `findings = 'x', investigated_by = 'w', investigated_at = now()`;
  const forged = risk.database.owner.query(
    `UPDATE confidentiality_breaches SET ${change}${constraint.endsWith('loss') ? '' : `, ${findings}`}
     WHERE id = $1`,
    [breachId],
  );
  await expect(forged).rejects.toThrow(/violates check constraint/);
});
