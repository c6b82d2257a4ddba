import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { SAMPLE_ROWS, SAMPLE_SEED, writeSampleLog } from './commands/sample-log';
import type { WhatIfOptions } from './commands/what-if';
import { Failure, reasonOf } from './failure';
import { readProfile } from './profile/read-profile';
import { addTraces } from './trace-program';

/**
 * Runs the command that `args` ask for and gives its exit code: 0, 2 for wrong usage or input, 1 for the
 * rest.
 */
export async function run(args: readonly string[]): Promise<number> {
  try {
    await program().parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // it has printed what is wrong
    process.stderr.write(`steward: ${reasonOf(error)}\n`);
    return error instanceof Failure ? error.exitCode : 1;
  }
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const integer = (text: string): number => {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
};

/** Commands that talk to the suite load what they need when they run, so that the others start at once. */
function program(): Command {
  const steward = new Command('steward')
    .description('Steward’s command line: provisioning, the local driver, imports and reports.')
    .exitOverride()
    .showHelpAfterError('(steward --help lists the commands.)');

  steward
    .command('provision')
    .description('make or update the JetStream streams of the suite (NATS_URL)')
    .option('--replicas <n>', 'copies of each stream', integer, 1)
    .option('--every <seconds>', 'stay, and look again whether they are there', integer)
    .action(async ({ replicas, every }: { replicas: number; every?: number }) => {
      const { provision, provisionAgain } =
        require('./commands/provision') as typeof import('./commands/provision');
      const url = process.env['NATS_URL'];
      if (!every) return say(await provision(url, replicas));
      for await (const outcome of provisionAgain(url, replicas, every)) say(outcome);
    });

  steward
    .command('check-profile <file>')
    .description('check the profile of a log')
    .action((file: string) => {
      const { log, vendors } = readProfile(file);
      say(`${file} fits: the log ${log} with ${vendors.length} vendors.`);
    });

  steward
    .command('sample-log')
    .description('write a small log of our own making in ServiceNow’s format')
    .requiredOption('--out <file>', 'where to')
    .option('--seed <n>', 'another one gives another log', integer, SAMPLE_SEED)
    .option('--rows <n>', 'about how many rows', integer, SAMPLE_ROWS)
    .action(async ({ out, seed, rows }: { out: string; seed: number; rows: number }) => {
      say(`${out}: ${await writeSampleLog(out, seed, rows)} rows.`);
    });

  steward
    .command('calc <kind>')
    .description('answer a question in JSON: deadline, availability, workingDays, score, pay or allocate')
    .action(async (kind: string) => {
      const { calculate } = require('./commands/calculate') as typeof import('./commands/calculate');
      say(await calculate(kind, process.stdin));
    });

  addFeed(steward);
  addPlay(steward);
  addYear(steward);
  addReports(steward);
  addWhatIf(steward);
  addExports(steward);
  addTraces(steward, say);
  addParkedEvents(steward);
  return steward;
}

type ConformanceOptions = { url: string; report?: string; answer?: string; timeout: number };

function addFeed(steward: Command): void {
  steward
    .command('conformance')
    .description('try a subscriber of the public feed on a broker of its own: docs/subscribers.md')
    .requiredOption('--url <url>', 'the broker, as nats://127.0.0.1:4222')
    .option('--report <file>', 'write the outcome there, as JSON')
    .option('--answer <file>', 'where the subscriber writes its answer; default: it is asked over the bus')
    .option('--timeout <seconds>', 'how long it may take for a step', integer, 30)
    .action(async ({ url, report, answer, timeout }: ConformanceOptions) => {
      const { conformance } = require('./commands/conformance') as typeof import('./commands/conformance');
      const { text, failed } = await conformance(url, {
        report,
        answerFile: answer ?? null,
        seconds: timeout,
      });
      say(text);
      if (failed > 0) throw new Failure(`${failed} scenarios failed.`);
    });
}

type PlayOptions = Record<'console' | 'issuer' | 'logins' | 'profile', string> &
  Partial<Record<'import' | 'asOf' | 'json', string>>;

function addPlay(steward: Command): void {
  steward
    .command('play')
    .description(
      'admit the vendors of a profile, conclude their contracts, import a log and settle its quarters',
    )
    .requiredOption('--console <url>', 'the console')
    .requiredOption('--issuer <url>', 'who signs the logins in')
    .requiredOption('--logins <file>', 'the local logins; vendors get theirs')
    .requiredOption('--profile <file>', 'the profile of the log')
    .option('--import <file>', 'the log, CSV or gzipped CSV')
    .option('--as-of <instant>', 'judge open clocks there, as 2016-04-01T00:00:00+08:00')
    .option('--json <file>', 'write the quarters’ reports there')
    .action(
      async ({
        console: consoleUrl,
        issuer,
        logins: loginsFile,
        import: file,
        asOf,
        json,
        ...rest
      }: PlayOptions) => {
        const { play } = require('./play/play') as typeof import('./play/play');
        const profile = readProfile(rest.profile);
        await play({ consoleUrl, issuer, loginsFile, profile }, { file, asOf, json });
      },
    );

  steward
    .command('import')
    .description('import a log whose vendors and contracts are there')
    .command('servicenow <file>')
    .description('a ServiceNow incident log, CSV or gzipped CSV')
    .requiredOption('--profile <file>', 'the profile of the log')
    .option('--as-of <instant>', 'judge open clocks there, as 2016-04-01T00:00:00+08:00')
    .option('--json <file>', 'write the quarters’ reports there')
    .action(
      async (
        file: string,
        { profile: profileFile, asOf, json }: { profile: string; asOf?: string; json?: string },
      ) => {
        const { importLog } = require('./play/play') as typeof import('./play/play');
        const { consoleUrl, issuerOf, LOGINS_FILE } =
          require('./commands/place') as typeof import('./commands/place');
        const profile = readProfile(profileFile);
        const url = consoleUrl();
        const stage = { consoleUrl: url, issuer: await issuerOf(url), loginsFile: LOGINS_FILE, profile };
        await importLog(stage, { file, asOf, json });
      },
    );
}

type YearOptions = Record<'console' | 'issuer' | 'logins' | 'clock' | 'services', string> & {
  readonly json?: string;
};

function addYear(steward: Command): void {
  const year = steward.command('year').description('the sample year: twelve vendors on a clock of their own');
  year
    .command('clock <file>')
    .description('put a house’s clock to the beginning of the year, where it has none yet')
    .action((file: string) => {
      const { provideYearClock } = require('./year/play-year') as typeof import('./year/play-year');
      provideYearClock(file);
    });
  year
    .command('script <file>')
    .description('write what happens to its work orders, as JSON')
    .action((file: string) => {
      const { writeYearScript } = require('./year/play-year') as typeof import('./year/play-year');
      say(`${file}: ${writeYearScript(file)} work orders.`);
    });
  year
    .command('play')
    .description('play it, or go on where it was interrupted')
    .requiredOption('--console <url>', 'the console')
    .requiredOption('--issuer <url>', 'who signs the logins in')
    .requiredOption('--logins <file>', 'the local logins; vendors get theirs')
    .requiredOption('--clock <file>', 'the house’s clock')
    .requiredOption('--services <json>', 'the address of each service by its name')
    .option('--json <file>', 'write the quarters’ reports there')
    .action(async ({ console: consoleUrl, issuer, logins, clock, json, ...given }: YearOptions) => {
      const { playYear } = require('./year/play-year') as typeof import('./year/play-year');
      const services = JSON.parse(given.services) as Record<string, string>;
      await playYear({ consoleUrl, issuer, loginsFile: logins, clockFile: clock, services }, json);
    });
}

function addReports(steward: Command): void {
  steward
    .command('report')
    .description('what came of it (STEWARD_URL, STEWARD_LOGIN, STEWARD_PASSWORD)')
    .command('quarter <quarter>')
    .description('a quarter, as 2016Q1: scores and settlements of every vendor')
    .option('--json', 'as JSON, money in minor units')
    .option('--log <name>', 'default: the log imported last')
    .action(async (quarter: string, { json = false, log }: { json?: boolean; log?: string }) => {
      const { reportQuarter } = require('./commands/report') as typeof import('./commands/report');
      const { text, open } = await reportQuarter(quarter, json, log);
      say(text);
      if (open) process.stderr.write(`steward: ${quarter} is not settled yet: ${open} is to come.\n`);
    });
}

function addWhatIf(steward: Command): void {
  steward
    .command('what-if')
    .description('what past months would have come to under draft terms (STEWARD_URL, …_LOGIN, …_PASSWORD)')
    .requiredOption('--terms <file>', 'the draft, JSON; what it leaves out stays as it was signed')
    .requiredOption('--from <day>', 'the first day, as 2026-01-01')
    .requiredOption('--to <day>', 'the last day')
    .option('--vendor <id>', 'only this vendor’s contracts')
    .option('--contract <id>', 'only this contract')
    .option('--lang <language>', 'of the table, zh or en', 'zh')
    .option('--json', 'as JSON, money in minor units')
    .action(async (options: WhatIfOptions) => {
      const { askWhatIf } = require('./commands/what-if') as typeof import('./commands/what-if');
      say(await askWhatIf(options));
    });
}

type ExportOptions = { from: string; to: string; out: string; bom?: true };

function addExports(steward: Command): void {
  steward
    .command('export')
    .description('files for other systems (STEWARD_URL, STEWARD_LOGIN, STEWARD_PASSWORD)')
    .command('postings')
    .description('the ledger’s postings of a period that has ended, as CSV')
    .requiredOption('--from <instant>', 'the first instant, as 2026-10-01T00:00:00+08:00')
    .requiredOption('--to <instant>', 'the first instant beyond the period')
    .requiredOption('--out <file>', 'where to; it is replaced in one step')
    .option('--bom', 'begin with a byte order mark, for Excel')
    .action(async ({ out, ...period }: ExportOptions) => {
      const { exportPostings } =
        require('./commands/export-postings') as typeof import('./commands/export-postings');
      say(`${out}: SHA-256 ${await exportPostings(period, out)}.`);
    });
}

function addParkedEvents(steward: Command): void {
  const parked = steward
    .command('events')
    .description('events between the services')
    .command('parked')
    .description('events that could not be applied (STEWARD_URL, STEWARD_LOGIN, STEWARD_PASSWORD)');
  const commands = () => require('./commands/parked-events') as typeof import('./commands/parked-events');

  parked
    .command('list')
    .requiredOption('--service <name>', 'the service that could not apply them')
    .action(async ({ service }: { service: string }) => say(await commands().listParked(service)));
  parked
    .command('redrive <event>')
    .description('apply it again, and then what waits behind it')
    .requiredOption('--service <name>', 'the service that could not apply it')
    .action(async (event: string, { service }: { service: string }) => {
      say(await commands().decideParked(service, event, null));
    });
  parked
    .command('discard <event>')
    .description('pass over it for good')
    .requiredOption('--service <name>', 'the service that could not apply it')
    .requiredOption('--reason <text>', 'why; it stays on record')
    .action(async (event: string, { service, reason }: { service: string; reason: string }) => {
      say(await commands().decideParked(service, event, reason));
    });
}
