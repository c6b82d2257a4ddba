import { drillsPage, equipmentPage, readinessPage, teamsPage } from '../storage/readiness-views';
import { oneRisk, riskQueue } from '../storage/risk-views';
import { confirmBackupTeam } from './confirm-backup-team';
import { declareBackupTeam } from './declare-backup-team';
import { executeDrill } from './execute-drill';
import { identifyRisk } from './identify-risk';
import { inspectEquipment } from './inspect-equipment';
import { nameCoreSkills } from './name-core-skills';
import { planDrill } from './plan-drill';
import { recordAdmission } from './record-admission';
import { recordTier } from './record-tier';
import { registerEquipment } from './register-equipment';
import { startTimed, vendor, vendorId } from './timed.fixture';

let risk: Awaited<ReturnType<typeof startTimed>>;
const START = '2026-01-15T02:00:00.000Z';
beforeAll(async () => {
  risk = await startTimed(START);
});
afterAll(() => risk?.database.stop());
beforeEach(async () => {
  risk.clock.set(START);
  await risk.database.owner.query(
    `TRUNCATE major_incidents, incident_entries, vendor_readiness, backup_teams, emergency_equipment, drills, risks, risk_assessments,
       risk_treatments, risk_occurrences, vendor_bands, timers, requests, aggregate_versions, outbox, audit`,
  );
});

const other = 'vendor:0195540a-0000-7000-8000-00000000000b' as const;
const tier = (name: 'STRATEGIC' | 'REGULAR' | 'TEMPORARY', effectiveOn = '2026-01-01') =>
  risk.useCases.run(recordTier, { vendorId, tier: name, effectiveOn }, risk.fact());
const admit = () => risk.useCases.run(recordAdmission, { vendorId, admittedAt: START }, risk.fact());
const readiness = async (actor: 'enterprise' | typeof vendor | typeof other = 'enterprise') =>
  (await risk.useCases.read(readinessPage, { limit: 50 }, actor)).items;
const team = (skills: string[]) =>
  risk.useCases.run(
    declareBackupTeam,
    { name: '夜班备勤', members: [{ role: '网络工程师', count: 2 }], skills, responseMinutes: 60 },
    risk.as('v', vendor),
  );
const drills = async () => (await risk.useCases.read(drillsPage, { limit: 50 }, 'enterprise')).items;
const plan = (more: object = {}) =>
  risk.useCases.run(
    planDrill,
    { vendorId, scenario: '核心交换机宕机', plannedOn: '2026-02-01', rtoTargetMinutes: 120, ...more },
    risk.as('rui'),
  );
const execute = (drillId: string, actualMinutes: number) =>
  risk.useCases.run(executeDrill, { drillId, actualMinutes, findings: [] }, risk.as('rui'));
const FIVE = ['核心网', '传输', '电源', '安全', '数据库'];

it('2.3.3a: one of five core skills uncovered is 80 %, and a warning for a STRATEGIC vendor', async () => {
  await tier('STRATEGIC');
  await risk.goTo(START);
  await risk.useCases.run(nameCoreSkills, { vendorId, skills: FIVE }, risk.as('rui'));
  await team(FIVE.slice(0, 4));
  expect(await readiness()).toMatchObject([
    { coverage: '4/5', percent: '80.0', missingSkills: ['数据库'], isWarning: true },
  ]);
  await team(['数据库']);
  expect(await readiness(vendor)).toMatchObject([{ coverage: '1', isWarning: false }]);
  expect(await readiness(other)).toEqual([]);
  expect(await risk.dataOf('risk.readiness.changed.v1')).toMatchObject([
    { tier: 'STRATEGIC', coverage: null },
    { coverage: '0', isWarning: true },
    { coverage: '4/5', isWarning: true, coreSkills: 5, coveredSkills: 4 },
    { coverage: '1', isWarning: false },
  ]);
});

it('2.3.3a: a team that nobody confirmed for 90 days counts no more, until it is confirmed', async () => {
  await risk.useCases.run(nameCoreSkills, { vendorId, skills: ['电源'] }, risk.as('rui'));
  const { backupTeamId } = await team(['电源']);
  await risk.goTo('2026-04-15T01:59:59.999Z');
  expect(await readiness()).toMatchObject([{ coverage: '1' }]);
  await risk.goTo('2026-04-15T02:00:00.000Z');
  await risk.goTo('2026-06-15T02:00:00.000Z');
  expect(await readiness()).toMatchObject([{ coverage: '0', missingSkills: ['电源'], isWarning: false }]);
  expect(await risk.told('backup-team.exp%')).toEqual(['backup-team.expired']);
  const stranger = risk.useCases.run(confirmBackupTeam, { backupTeamId }, risk.as('v', other));
  await expect(stranger).rejects.toMatchObject({ code: 'backup-team.not-found' });
  await risk.useCases.run(confirmBackupTeam, { backupTeamId }, risk.as('v', vendor));
  expect(await readiness()).toMatchObject([{ coverage: '1' }]);
  const { items } = await risk.useCases.read(teamsPage, { limit: 50 }, vendor);
  expect(items).toMatchObject([{ backupTeamId, isFresh: true, members: [{ role: '网络工程师', count: 2 }] }]);
});

it('2.3.3b: equipment inspected 91 days ago is due, told once; an inspection makes it good', async () => {
  const kept = { vendorId, name: '应急发电车', quantity: 2, location: '一号库' };
  const register = (inspectedAt: string) =>
    risk.useCases.run(registerEquipment, { ...kept, inspectedAt }, risk.as('rui'));
  const { equipmentId } = await register('2025-10-16T02:00:00.000Z'); // 91 days
  await register('2025-10-18T02:00:00.000Z'); // 89 days
  await risk.goTo(START);
  await risk.goTo('2026-01-15T03:00:00.000Z');
  expect(await risk.dataOf('risk.equipment.inspection-due.v1')).toMatchObject([{ equipmentId }]);
  const inspectedAt = '2026-01-15T02:30:00.000Z';
  await risk.useCases.run(inspectEquipment, { equipmentId, inspectedAt }, risk.as('ji'));
  const { items } = await risk.useCases.read(equipmentPage, { limit: 50, vendorId }, vendor);
  expect(items.map(({ isDue }) => isDue)).toEqual([false, false]);
  const early = register('2026-01-16T02:30:00.000Z');
  await expect(early).rejects.toMatchObject({ code: 'equipment.in-future', path: '/inspectedAt' });
});

it('2.3.3c: 135 minutes of 120 fail: a finding, a risk, and a repetition within 30 days', async () => {
  const { drillId } = await plan();
  expect(await execute(drillId, 135)).toMatchObject({
    ...{ status: 'failed', retestDueOn: '2026-02-14', findings: ['RTO 135 min > 120 min'] },
  });
  const queue = { status: 'open' as const, limit: 10 };
  expect((await risk.useCases.read(riskQueue, queue, 'enterprise')).items).toMatchObject([
    { source: 'FAILED_DRILL', category: 'TECHNICAL', vendorId },
  ]);
  await expect(execute(drillId, 1)).rejects.toMatchObject({ code: 'drill.executed' });
  await risk.goTo('2026-02-14T15:59:59.999Z');
  expect(await risk.told('drill.retest%')).toEqual([]);
  await risk.goTo('2026-02-14T16:00:00.000Z');
  await risk.goTo('2026-03-14T16:00:00.000Z');
  expect(await risk.dataOf('risk.drill.retest-overdue.v1')).toMatchObject([{ drillId }]);
  expect(await drills()).toMatchObject([{ isRetestOverdue: true, actualMinutes: 135 }]);
});

it('2.3.3c: exactly 120 minutes pass, and a failed drill that was repeated in time is not told of', async () => {
  const failed = await plan();
  await execute(failed.drillId, 121);
  const again = await plan({ retestOf: failed.drillId });
  expect(await execute(again.drillId, 120)).toMatchObject({ status: 'passed', retestDueOn: null });
  await risk.goTo('2026-03-14T16:00:00.000Z');
  expect(await risk.told('drill.retest%')).toEqual([]);
  const passed = plan({ retestOf: again.drillId, plannedOn: '2026-04-01' });
  await expect(passed).rejects.toMatchObject({ code: 'drill.not-failed', path: '/retestOf' });
  await expect(plan()).rejects.toMatchObject({ code: 'drill.planned-past', path: '/plannedOn' });
});

it.each([
  ['STRATEGIC', '2026-07-15'],
  ['REGULAR', '2027-01-15'],
] as const)('2.3.3c: a %s vendor drills by %s, and a missed day is told once', async (name, dueOn) => {
  await tier(name);
  await admit();
  await risk.goTo(START);
  expect(await readiness()).toMatchObject([{ drillDueOn: dueOn, isDrillOverdue: false }]);
  await risk.goTo(`${dueOn}T15:59:59.999Z`);
  expect(await risk.told('drill-cadence%')).toEqual([]);
  await risk.goTo(`${dueOn}T16:00:00.000Z`);
  await risk.goTo('2027-12-01T00:00:00.000Z');
  expect(await risk.dataOf('risk.drill-cadence.overdue.v1')).toMatchObject([{ vendorId, dueOn, tier: name }]);
  expect(await readiness()).toMatchObject([{ isDrillOverdue: true }]);
  const { drillId } = await plan({ plannedOn: '2027-12-01' });
  await execute(drillId, 100);
  expect((await readiness())[0]!.isDrillOverdue).toBe(false);
});

it('2.3.3c: a TEMPORARY vendor owes no drill', async () => {
  await tier('TEMPORARY');
  await admit();
  await risk.goTo(START);
  expect(await readiness()).toMatchObject([{ tier: 'TEMPORARY', drillDueOn: null }]);
});

it('D8: another tier brings the reviews of the vendor’s risks forward to 7 days, on its day', async () => {
  await tier('REGULAR');
  await risk.goTo(START);
  const about = { vendorId, category: 'COMMERCIAL', title: '客户集中', probability: 1, impact: 1 } as const;
  const { riskId } = await risk.useCases.run(identifyRisk, about, risk.as('rui'));
  await tier('STRATEGIC', '2026-02-01');
  await risk.goTo('2026-01-31T15:59:59.999Z');
  const due = async () =>
    (await risk.useCases.read(oneRisk, { riskId }, 'enterprise')).nextReviewAt.toISOString();
  expect(await due()).toBe('2026-07-14T02:00:00.000Z'); // 180 days
  await risk.goTo('2026-01-31T16:00:00.000Z');
  expect(await due()).toBe('2026-02-07T16:00:00.000Z');
  await tier('REGULAR', '2026-01-20'); // told late, of before
  await risk.goTo('2026-02-01T16:00:00.000Z');
  expect(await readiness()).toMatchObject([{ tier: 'STRATEGIC' }]);
});

it('2.3.3a: a vendor speaks of itself alone, the enterprise names one', async () => {
  const about = { name: 'A', members: [{ role: 'B', count: 1 }], skills: ['C'], responseMinutes: 1 };
  const foreign = risk.useCases.run(declareBackupTeam, { ...about, vendorId }, risk.as('v', other));
  await expect(foreign).rejects.toMatchObject({ code: 'vendor.not-found' });
  const nobody = risk.useCases.run(declareBackupTeam, about, risk.as('rui'));
  await expect(nobody).rejects.toMatchObject({ code: 'vendor.missing', path: '/vendorId' });
});
