import { at, Availability } from './availability.fixture';
import { decideUnknownTime } from './decide-unknown-time';

const HOUR = 3600;
let house: Availability;
/** What 1 % of 30 days is, and a second more. */
const TOO_LONG = after('09-10 10:00', 25_921);
const dark = (from: string, to: string) => house.outage(from, to, { affects: 'MONITORING' });
const last = async () => (await house.computed()).at(-1);

function after(from: string, seconds: number): string {
  return new Date(Date.parse(at(from)) + seconds * 1000).toISOString();
}

beforeAll(async () => {
  house = await Availability.start();
});
afterAll(() => house?.live.database.stop());
beforeEach(async () => {
  await house.begin({ startOn: '2026-09-01', effectiveAt: '2026-08-31T16:00:00.000Z' });
  await house.goTo('09-20 18:00');
});

it.each([
  ['UP', { isMet: true, displayPercent: '100.000', downSeconds: 0 }],
  ['DOWN', { isMet: false, displayPercent: '98.999', downSeconds: 25_921 }],
] as const)(
  '2.2.1c, A9: above one per cent somebody decides that the time was %s',
  async (countsAs, figures) => {
    await dark(at('09-10 10:00'), TOO_LONG);
    await house.goTo('10-02 00:00');
    expect(await house.months({ needsDecision: true })).toMatchObject([
      { unknownSeconds: 25_921, isMet: true, status: 'PROVISIONAL' },
    ]);
    const [{ availabilityId } = { availabilityId: '' }] = await house.months();
    const decision = { availabilityId, revision: 1, countsAs, reason: '按日志认定' };
    await house.run(decideUnknownTime, decision, house.office('lin'));
    expect(await last()).toMatchObject({
      ...{ revision: 2, unknownSeconds: 0, status: 'COMPLETE', needsDecision: false, ...figures },
    });
    expect((await house.month('2026-09')).decisions).toMatchObject([
      { countsAs, decidedBy: 'lin', spans: [{ from: '2026-09-10T02:00:00.000Z' }] },
    ]);
    const stale = house.run(decideUnknownTime, decision, house.office());
    await expect(stale).rejects.toMatchObject({ code: 'availability.revised' });
    // What turns out to be unknown later was not decided.
    await dark(at('09-15 10:00'), at('09-15 18:00'));
    await house.goTo('10-02 00:01');
    expect(await last()).toMatchObject({ revision: 3, unknownSeconds: 8 * HOUR, needsDecision: true });
  },
);

it('2.2.1c, A9: where no more than one per cent is unknown there is nothing to decide', async () => {
  await dark(at('09-10 10:00'), after('09-10 10:00', 25_920));
  await house.goTo('10-02 00:00');
  const { availabilityId, revision } = await house.month('2026-09');
  const decision = { availabilityId, revision, countsAs: 'UP' as const, reason: '另有日志' };
  const idle = house.run(decideUnknownTime, decision, house.office());
  await expect(idle).rejects.toMatchObject({ code: 'availability.nothing-to-decide' });
  expect(await house.computed()).toHaveLength(1);
});

it('2.2.1c, A9: of ten who decide at once, one does', async () => {
  await dark(at('09-10 10:00'), TOO_LONG);
  await house.goTo('10-02 00:00');
  const { availabilityId } = await house.month('2026-09');
  const decision = { availabilityId, revision: 1, countsAs: 'DOWN' as const, reason: '无日志可证' };
  const answers = await Promise.allSettled(
    Array.from({ length: 10 }, () => house.run(decideUnknownTime, decision, house.office())),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await last()).toMatchObject({ revision: 2, downSeconds: 25_921 });
});
