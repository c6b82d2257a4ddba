import { incidentsPage, oneIncident } from '../storage/incident-views';
import { closeIncident } from './close-incident';
import { declareBackupTeam } from './declare-backup-team';
import { declareIncident } from './declare-incident';
import { noteIncident } from './note-incident';
import { recordContract } from './record-contract';
import { recordMilestone } from './record-milestone';
import { contractId, startTimed, vendor, vendorId } from './timed.fixture';

let risk: Awaited<ReturnType<typeof startTimed>>;
const START = '2026-03-02T01:00:00.000Z';
beforeAll(async () => {
  risk = await startTimed(START);
  await risk.useCases.run(recordContract, { contractId, vendorId }, risk.fact());
});
afterAll(() => risk?.database.stop());
beforeEach(async () => {
  risk.clock.set(START);
  await risk.database.owner.query(
    `TRUNCATE major_incidents, incident_entries, backup_teams, vendor_readiness, risks, risk_assessments,
       risk_treatments, risk_occurrences, vendor_bands, timers, requests, aggregate_versions, outbox, audit`,
  );
});

const workOrderId = '0195540a-0000-7000-8000-0000000d0001';
const breach = (n: number, more: object = {}) =>
  risk.useCases.run(
    recordMilestone,
    {
      ...{ milestoneId: `0195540a-0000-7000-8000-0000000f000${n}`, workOrderId, vendorId, contractId },
      ...{ severity: 1 as const, verdict: 'BREACHED' as const, version: 1 },
      ...{ decidedAt: '2026-03-01T01:00:00.000Z', ...more },
    },
    risk.fact(),
  );
const team = (name: string, responseMinutes: number) =>
  risk.useCases.run(
    declareBackupTeam,
    { name, members: [{ role: '工程师', count: 2 }], skills: ['电源'], responseMinutes },
    risk.as('v', vendor),
  );
const incidents = async (
  actor: typeof vendor | 'enterprise' | 'vendor:0195540a-0000-7000-8000-00000000000b',
) => (await risk.useCases.read(incidentsPage, { limit: 50 }, actor)).items;

it('2.3.3a: a grave breach calls the readiest backup team, once for its work order', async () => {
  await team('慢', 120);
  const { backupTeamId } = await team('快', 45);
  await breach(1);
  await breach(2); // the closure of the same work order
  const [incident, ...more] = await incidents(vendor);
  expect(more).toEqual([]);
  expect(incident).toMatchObject({ cause: 'L1_BREACH', workOrderId, backupTeamId, status: 'active' });
  expect(await incidents('vendor:0195540a-0000-7000-8000-00000000000b')).toEqual([]);
  expect(await risk.dataOf('risk.backup-team.activated.v1')).toMatchObject([
    { backupTeamId, activatedAt: START, responseDueAt: '2026-03-02T01:45:00.000Z' },
  ]);
  await breach(1, { version: 2, verdict: 'MET' });
  const { incidentId } = incident!;
  const { timeline } = await risk.useCases.read(oneIncident, { incidentId }, 'enterprise');
  expect(timeline.map(({ kind }) => kind)).toEqual(['OPENED', 'TEAM_ACTIVATED', 'BREACH_RETRACTED']);
});

it('2.3.3a: a breach that was long ago, or a milder one, calls nobody', async () => {
  await breach(1, { decidedAt: '2026-02-27T00:59:59.999Z' }); // 72 hours and a millisecond
  await breach(2, { severity: 2 });
  expect(await incidents('enterprise')).toEqual([]);
  await breach(3, { decidedAt: '2026-02-27T01:00:00.000Z' });
  expect(await incidents('enterprise')).toMatchObject([{ backupTeamId: null }]);
});

it('2.3.3a: a declared incident has a timeline of those who took part, until it is closed', async () => {
  const declared = { contractId, what: '主用机房断电' };
  const { incidentId } = await risk.useCases.run(declareIncident, declared, risk.as('rui'));
  risk.clock.set('2026-03-02T03:00:00.000Z');
  const line = {
    incidentId,
    kind: 'TEAM_ARRIVED',
    note: '到场两人',
    at: '2026-03-02T02:00:00.000Z',
  } as const;
  await risk.useCases.run(noteIncident, line, risk.as('v', vendor));
  const early = risk.useCases.run(noteIncident, { ...line, at: '2026-03-02T00:00:00.000Z' }, risk.as('rui'));
  await expect(early).rejects.toMatchObject({ code: 'incident.outside', path: '/at' });
  const ending = { incidentId, note: '已恢复供电' };
  await risk.useCases.run(closeIncident, ending, risk.as('rui'));
  const { status, timeline } = await risk.useCases.read(oneIncident, { incidentId }, vendor);
  expect(status).toBe('closed');
  expect(timeline.map(({ kind, by }) => `${kind} ${by}`)).toEqual([
    ...['OPENED rui', 'NO_TEAM rui', 'TEAM_ARRIVED v', 'CLOSED rui'],
  ]);
  const closed = expect.objectContaining({ code: 'incident.closed' });
  await expect(risk.useCases.run(closeIncident, ending, risk.as('rui'))).rejects.toEqual(closed);
  await expect(risk.useCases.run(noteIncident, line, risk.as('rui'))).rejects.toEqual(closed);
  const stranger = risk.useCases.run(
    noteIncident,
    line,
    risk.as('v', 'vendor:0195540a-0000-7000-8000-00000000000b'),
  );
  await expect(stranger).rejects.toMatchObject({ code: 'incident.not-found' });
  expect(await risk.told('major-incident%')).toEqual(['major-incident.opened', 'major-incident.closed']);
  await expect(risk.database.owner.query(`UPDATE incident_entries SET note = 'x'`)).rejects.toThrow(
    'incident_entries is final',
  );
});
