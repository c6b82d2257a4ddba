import { startOfLocalDay } from '@steward/calendar';
import { Identity, type Login } from '../console/identity';
import { loginWith, readLogins, saveLogins } from '../console/logins';
import { Failure } from '../failure';
import { admitVendor } from '../play/admit-vendor';
import { Cast, vendorLogin } from '../play/cast';
import { concludeContract } from '../play/conclude-contract';
import { runSteps, show, spoken, steps, writeFile } from '../play/play';
import type { Party } from '../play/run-import';
import type { Company } from './company';
import { daysBetween, type Day } from './days';
import { appealScore, claimDamages, disputeLine } from './disputes';
import { headlineOf } from './headline';
import { HouseClock, provideClock } from './house-clock';
import { holdMeetings, orderChange, settle } from './scenes';
import { CALENDAR, PLAYED_UNTIL, PREPARED_FROM, REPORTED_FROM, yearScript } from './script';
import { tellUntil, type Told } from './tell-story';
import { YEAR } from './vendors';

export type YearStage = {
  readonly consoleUrl: string;
  readonly issuer: string;
  readonly loginsFile: string;
  /** The file by which the house's clock is set, and where its services are. */
  readonly clockFile: string;
  readonly services: Readonly<Record<string, string>>;
};
/** Puts the clock of a house that has none yet to where the year begins. */
export const provideYearClock = (file: string): void => provideClock(file, at(PREPARED_FROM));

/** Writes the vendors and what happens to their work orders. Gives how many there are. Throws a Failure. */
export function writeYearScript(file: string): number {
  const stories = yearScript();
  writeFile(file, JSON.stringify({ vendors: YEAR.vendors, slots: YEAR.slots, stories }));
  return stories.length;
}

const at = (day: string): number => startOfLocalDay(day, YEAR.timezone);
/** What happens beside the work orders. */
const SCENES = [holdMeetings, settle, orderChange, claimDamages, disputeLine, appealScore];
const QUARTERS = ['2025Q1', '2025Q2', '2025Q3', '2025Q4'];

/**
 * Plays the sample year by the public API: twelve vendors, their contracts, work orders, meetings, scores and
 * settlements, day by day on a clock of its own, then lets the clock run. A year that was interrupted goes on
 * where the clock stands; one that was played is only shown. Throws a Failure. Design rule 16.
 */
export async function playYear(stage: YearStage, json: string | undefined): Promise<void> {
  const { consoleUrl, issuer, loginsFile, clockFile, services } = stage;
  const identity = new Identity(issuer);
  const logins = readLogins(loginsFile);
  const cast = new Cast(consoleUrl, identity, logins);
  const administrator = loginWith(logins, 'platform-admin');
  const clock = new HouseClock(clockFile, services, () => identity.tokenOf(administrator));
  if (clock.stands() < at(PLAYED_UNTIL)) {
    const company = await prepare(stage, cast, clock);
    await live(company, clock);
    clock.letRun();
  }
  await show(cast, 'live', QUARTERS, json);
}

/** Vendors are admitted and their contracts come into force before the year begins. */
async function prepare({ consoleUrl, issuer, loginsFile }: YearStage, cast: Cast, clock: HouseClock) {
  const then = cast.playedAt(new Date(at(PREPARED_FROM)));
  const parties = new Map<string, Party>();
  const added = new Map<string, Login>();
  const vendors = steps(
    'Vendors are admitted, contracts signed, deposits paid',
    YEAR.vendors,
    async (vendor) => {
      const vendorId = await admitVendor(then, YEAR.log, vendor);
      added.set(vendor.code, vendorLogin(vendor, vendorId));
      saveLogins(loginsFile, [...added.values()]); // it signs for itself
      const contractId = await concludeContract(then, YEAR, vendor, vendorId);
      parties.set(vendor.code, { code: vendor.code, contractId });
    },
  );
  await runSteps([vendors]);
  saveLogins(
    loginsFile,
    YEAR.vendors.map(({ code }) => added.get(code)!),
  );
  if (clock.stands() < at(REPORTED_FROM)) await clock.moveTo(at(REPORTED_FROM));
  const all = new Cast(consoleUrl, new Identity(issuer), readLogins(loginsFile));
  return {
    cast: all,
    parties: YEAR.vendors.map(({ code }) => parties.get(code)!),
    vendors: new Map([...added].map(([code, login]) => [code, all.by(login)])),
  };
}

async function live(company: Company, clock: HouseClock): Promise<void> {
  const days = daysBetween(clock.stands(), at(PLAYED_UNTIL), CALENDAR);
  const stories = new Stories(company, clock.stands());
  const months = [...new Set(days.map(({ month }) => month))];
  await runSteps(
    months.map((month) => ({
      title: month,
      task: async (_, task) => {
        const tell = spoken((text) => (task.output = text));
        const itsDays = days.filter((day) => day.month === month);
        for (const day of itsDays) {
          tell(day.date);
          const scenes = SCENES.map((scene) => scene(day, company));
          await Promise.all([stories.tell(day), ...scenes]);
          await clock.moveTo(day.endsAt);
        }
        task.title = await headlineOf(itsDays, company);
      },
    })),
  );
}

/** The work orders of the year, of which each day sees a few. */
class Stories {
  private readonly untold: Told[];
  private open: Told[] = [];

  /** What was over before the clock stood `from` has been told. */
  constructor(
    private readonly company: Company,
    from: number,
  ) {
    const stories = yearScript().filter(({ acts }) => acts.at(-1)!.at >= from);
    this.untold = stories.map((story) => {
      const party = company.parties.find(({ code }) => code === story.vendor);
      if (!party) throw new Failure(`${story.vendor} of ${story.number} is not there.`);
      return { story, party, workOrderId: null, next: 0 };
    });
  }

  /** Tells what happens on a day: work orders side by side, each in its own order. */
  async tell({ endsAt }: Day): Promise<void> {
    const { cast, vendors } = this.company;
    while (this.untold[0] && this.untold[0].story.reportedAt < endsAt) this.open.push(this.untold.shift()!);
    await Promise.all(
      this.open.map((told) => tellUntil(told, endsAt, cast, vendors.get(told.story.vendor)!)),
    );
    this.open = this.open.filter(({ story, next }) => next < story.acts.length);
  }
}
