import { oneReport } from '../storage/report-views';
import { tally } from '../storage/tally-views';
import { clocksOf } from '../storage/clock-views';
import { oneWorkOrder, workOrdersPage } from '../storage/work-order-views';
import { acceptWorkOrder } from './accept-work-order';
import { applyWorkOrderBatch } from './apply-work-order-batch';
import { OPEN, row, workbook } from './batch.fixture';
import { closePeriods } from './close-periods';
import { contractId, LiveWorkOrders } from './live.fixture';
import { undoWorkOrderBatch } from './undo-work-order-batch';

let live: LiveWorkOrders;
const run: LiveWorkOrders['useCases']['run'] = (...call) => live.useCases.run(...call);
const apply = (...rows: Parameters<typeof workbook>) =>
  run(applyWorkOrderBatch, workbook(...rows), live.office('clerk'));
const undo = (batchId: string, by = 'head') =>
  run(undoWorkOrderBatch, { batchId, reason: '合同填错' }, live.office(by));
const numbered = async (number: string) => {
  const { items } = await live.useCases.read(workOrdersPage, { limit: 100 }, 'enterprise');
  return items.find((one) => one.number === number)!.workOrderId;
};
const shown = async (number: string) =>
  live.useCases.read(oneWorkOrder, { workOrderId: await numbered(number) }, 'enterprise');
const timers = async () => {
  const rows = await live.database.owner.query<{ key: string }[]>(
    `SELECT key FROM timers WHERE use_case IN ('judge-work-order', 'accept-by-silence') ORDER BY use_case, key`,
  );
  return rows.map(({ key }) => key);
};
const counts = async () => {
  const told = await live.told<{ quarter: string; revision: number }>('work-orders.period.closed.v1');
  return told.filter(({ quarter }) => quarter === '2026Q3').at(-1);
};

beforeAll(async () => {
  live = await LiveWorkOrders.start();
});
afterAll(() => live?.database.stop());
beforeEach(() => live.begin());

it('3.2.1a: a work order from a workbook is of grade C, by channel EXCEL, and counts for penalties', async () => {
  expect(await apply(row())).toMatchObject({ workOrders: 1 });
  const work = await shown('P-1');
  expect(work).toMatchObject({ status: 'closed', evidenceGrade: 'C', contractId });
  expect(work.facts).toHaveLength(6);
  expect(work.facts).toMatchObject(work.facts.map(() => ({ channel: 'EXCEL', evidenceGrade: 'C' })));
  expect(await live.verdicts()).toEqual([
    'ON_SITE BREACHED 2026-09-03T17:10:00.000Z',
    'CLOSURE MET 2026-09-04T01:10:00.000Z',
  ]);
  const told = await live.told<{ evidenceGrade: string }>('work-orders.milestone.decided.v1');
  expect(told.map(({ evidenceGrade }) => evidenceGrade)).toEqual(['C', 'C']);
  expect(await timers()).toEqual([]);
});

it('2.2.1b and 3.2.1a: what is still open goes on live: the vendor arrives, silence accepts', async () => {
  await apply(row({ ...OPEN, acceptedAt: '', reportedAt: '2026-10-01T22:00:00+08:00' }));
  const workOrderId = await numbered('P-1');
  expect(await timers()).toEqual([`${workOrderId}:CLOSURE`, `${workOrderId}:ON_SITE`]);
  expect(await live.told('work-orders.clock.warned.v1')).toMatchObject([{ kind: 'ON_SITE', percent: 50 }]);
  await run(acceptWorkOrder, { workOrderId }, live.vendor());
  await live.goTo('2026-10-01T16:00:01.000Z');
  expect(await live.verdicts()).toEqual(['ON_SITE BREACHED 2026-10-01T16:00:00.000Z']);
});

it('S9 and 3.2.1a: a resolution from a workbook is accepted by silence from when it was told', async () => {
  await apply(row({ closedAt: '' }));
  await live.goTo('2026-10-10T15:59:59.999Z'); // the 8th, the 9th and the 10th, which is made up
  expect(await shown('P-1')).toMatchObject({ status: 'resolved' });
  await live.goTo('2026-10-10T16:00:00.000Z');
  expect(await shown('P-1')).toMatchObject({ status: 'closed' });
});

it('3.2.1a: where one row is wrong none is stored', async () => {
  const told = apply(row(), row({ number: 'P-2', severity: '7' }, 3));
  await expect(told).rejects.toMatchObject({
    errors: [{ path: '/rows/3/severity', rule: 'work-order-batch.cell-wrong' }],
  });
  const [stored] = await live.database.owner.query(
    `SELECT (SELECT count(*) FROM work_orders) + (SELECT count(*) FROM work_order_batches)
       + (SELECT count(*) FROM outbox WHERE stream = 'WORK_ORDERS') AS rows`,
  );
  expect(stored).toEqual({ rows: '0' });
});

it('3.2.1a: the same workbook is known, and so is the same command', async () => {
  const told = workbook(row());
  const asked = live.office('clerk');
  const first = await run(applyWorkOrderBatch, told, asked);
  expect(await run(applyWorkOrderBatch, told, asked)).toEqual(first);
  await expect(run(applyWorkOrderBatch, told, live.office('clerk'))).rejects.toMatchObject({
    code: 'work-order-batch.known',
  });
});

it('3.2.1a: an undone batch counts nowhere any more', async () => {
  const { batchId } = await apply(
    row(),
    row({ ...OPEN, number: 'P-2' }, 3),
    row({ number: 'P-3', closedAt: '' }, 4),
  );
  await live.goTo('2026-10-15T16:00:00.000Z'); // past the cut-off of the 5th working day
  await run(closePeriods, {}, live.as('service'));
  expect(await counts()).toMatchObject({
    ...{ onSite: { met: 0, breached: 3, open: 0 }, closure: { met: 2, breached: 1, open: 0 }, workOrders: 3 },
  });
  await expect(undo(batchId)).rejects.toMatchObject({ code: 'work-order-batch.changed-since' }); // by silence
});

it('3.2.1a: undone verdicts are taken back, quarters counted again, reports and tallies made without', async () => {
  const { batchId } = await apply(row(), row({ ...OPEN, number: 'P-2' }, 3));
  await live.goTo('2026-10-15T16:00:00.000Z');
  await run(closePeriods, {}, live.as('service'));
  const none = { met: 0, breached: 0, open: 0 };
  expect(await counts()).toMatchObject({
    ...{ onSite: { ...none, breached: 2 }, closure: { ...none, met: 1, breached: 1 }, workOrders: 2 },
  });
  expect(await undo(batchId)).toEqual({ batchId, workOrders: 2 });
  const corrections = (await live.told('work-orders.milestone.decided.v1')).slice(4);
  expect(corrections).toHaveLength(4);
  for (const correction of corrections) {
    expect(correction).toMatchObject({ verdict: 'OPEN', correctionOf: expect.any(String) });
  }
  await run(closePeriods, {}, live.as('service'));
  expect(await counts()).toMatchObject({ revision: 2, onSite: none, closure: none, workOrders: 0 });
  expect(await live.told('work-orders.work-order.cancelled.v1')).toMatchObject([
    { reason: '合同填错', cancelledAt: '2026-10-15T16:00:00.000Z' },
    { reason: '合同填错' },
  ]);
  const report = {
    contractId,
    period: '2026-09',
    now: '2026-10-15T16:00:01.000Z',
    asOf: '2026-10-15T16:00:00.000Z',
  };
  expect(await live.useCases.read(oneReport, report, 'enterprise')).toMatchObject({
    ...{ counts: { reported: 0, closed: 0, open: 0 }, milestones: [], workOrders: [] },
  });
  const stretch = { from: '2026-09-01T00:00:00Z', to: '2026-10-01T00:00:00Z' };
  expect(await live.useCases.read(tally, stretch, 'enterprise')).toMatchObject({
    ...{ reported: 0, closed: 0, onSite: { met: 0, breached: 0 } },
  });
});

it('D1 and 3.2.1a: a cancelled work order has no clock, no timer, and no further fact', async () => {
  const open = row({ ...OPEN, acceptedAt: '', reportedAt: '2026-10-01T22:50:00+08:00' });
  const { batchId } = await apply(open, row({ number: 'P-2', closedAt: '' }, 3));
  const workOrderId = await numbered('P-1');
  expect(await timers()).toHaveLength(3); // both clocks, and the silence on P-2
  await undo(batchId);
  expect(await timers()).toEqual([]);
  expect(await live.useCases.read(clocksOf, { workOrderId }, 'enterprise')).toMatchObject({
    items: [
      { state: 'CANCELLED', dueAt: null },
      { state: 'CANCELLED', dueAt: null },
    ],
  });
  const accepted = run(acceptWorkOrder, { workOrderId }, live.vendor());
  await expect(accepted).rejects.toMatchObject({ code: 'work-order.wrong-state' });
  await live.goTo('2026-10-20T00:00:00.000Z');
  expect(await live.verdicts()).toEqual([
    'ON_SITE BREACHED 2026-09-03T17:10:00.000Z',
    'ON_SITE OPEN 2026-10-01T15:10:00.000Z', // taken back, and nothing after
  ]);
});

it('3.2.1a: who applied a batch does not undo it, and nobody undoes it twice', async () => {
  const { batchId } = await apply(row());
  await expect(undo(batchId, 'clerk')).rejects.toMatchObject({ code: 'work-order-batch.same-person' });
  await undo(batchId);
  await expect(undo(batchId)).rejects.toMatchObject({ code: 'work-order-batch.undone' });
  const direct = live.database.owner.query(
    `SELECT set_config('app.actor', 'enterprise', false); UPDATE work_order_batches SET undone_by = applied_by`,
  );
  await expect(direct).rejects.toMatchObject({ constraint: 'work_order_batches_two_persons' });
});

it('3.2.1a: what was undone leaves its numbers and its workbook to another batch', async () => {
  const told = workbook(row());
  const { batchId } = await run(applyWorkOrderBatch, told, live.office('clerk'));
  await expect(apply(row({ ...OPEN }))).rejects.toMatchObject({
    errors: [{ rule: 'work-order.number-taken' }],
  });
  await undo(batchId);
  await run(applyWorkOrderBatch, told, live.office('clerk'));
  const { items } = await live.useCases.read(workOrdersPage, { limit: 9 }, 'enterprise');
  expect(items.map(({ number, status }) => `${number} ${status}`).toSorted()).toEqual([
    'P-1 cancelled',
    'P-1 closed',
  ]);
});

it('3.2.1a: a batch to which something was added since is not undone', async () => {
  const { batchId } = await apply(row({ ...OPEN, acceptedAt: '', reportedAt: '2026-10-01T22:50:00+08:00' }));
  await run(acceptWorkOrder, { workOrderId: await numbered('P-1') }, live.vendor());
  await expect(undo(batchId)).rejects.toMatchObject({
    ...{ code: 'work-order-batch.changed-since', message: 'Something happened since to P-1.' },
  });
});
