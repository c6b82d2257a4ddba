import { writeFileSync } from 'node:fs';
import { Listr, type ListrTask } from 'listr2';
import { Identity, type Login } from '../console/identity';
import { readLogins, saveLogins } from '../console/logins';
import { Failure, misuse, reasonOf } from '../failure';
import type { Profile, VendorProfile } from '../profile/profile';
import { quarterText, type QuarterTable } from '../report/quarter-table';
import { admitVendor } from './admit-vendor';
import { Cast, vendorLogin } from './cast';
import { concludeContract, contractCode } from './conclude-contract';
import { checkAsOf, checkFile, runImport, type EndedImport, type Party } from './run-import';
import { settleQuarters } from './settle-quarters';

export type Stage = {
  readonly consoleUrl: string;
  readonly issuer: string;
  readonly loginsFile: string;
  readonly profile: Profile;
};
export type LogFile = {
  /** The log's file; without one only vendors and contracts are made. */
  readonly file?: string | undefined;
  readonly asOf?: string | undefined;
  /** Where the quarters' reports are written to, as a JSON array. */
  readonly json?: string | undefined;
};

/** Plays it all by the public API: vendors, contracts, the import of a log, to the last posted settlement. */
export async function play(stage: Stage, log: LogFile): Promise<void> {
  const { profile, loginsFile } = stage;
  checkInput(log);
  const cast = castOf(stage);
  const parties = new Map<string, Party>();
  const added = new Map<string, Login>();
  const vendors = steps(
    'Vendors are admitted and their contracts brought into force',
    profile.vendors,
    async (vendor) => {
      const vendorId = await admitVendor(cast, profile.log, vendor);
      added.set(vendor.code, vendorLogin(vendor, vendorId));
      saveLogins(loginsFile, [...added.values()]); // it signs for itself
      const contractId = await concludeContract(cast, profile, vendor, vendorId);
      parties.set(vendor.code, { code: vendor.code, contractId });
    },
  );
  await runSteps([
    vendors,
    { title: 'Vendors get their logins', task: () => saveLogins(loginsFile, inOrder(profile, added)) },
  ]);
  await importAndSettle(stage, log, inOrder(profile, parties));
}

/** Vendors are played at once; what came of each stands in the order of the profile again. */
const inOrder = <T>({ vendors }: Profile, byCode: ReadonlyMap<string, T>): T[] =>
  vendors.flatMap(({ code }) => byCode.get(code) ?? []);

/** A log is of the past: its contract may be over by now. */
const IMPORTABLE = ['in-force', 'expired', 'terminated'];

/** The import alone, with vendors and contracts that a play has made. It is made anew each time. */
export async function importLog(stage: Stage, log: LogFile): Promise<void> {
  checkInput(log);
  const { profile } = stage;
  type Contract = { readonly contractId: string; readonly code: string; readonly status: string };
  const contracts = await castOf(stage).as('auditor').all<Contract>('contracts/v1/contracts');
  const parties = profile.vendors.map(({ code }) => {
    const contract = contracts.find((each) => each.code === contractCode(profile.log, code));
    if (!contract || !IMPORTABLE.includes(contract.status))
      throw new Failure(`There is no contract in force with ${code} for ${profile.log}.`);
    return { code, contractId: contract.contractId };
  });
  await importAndSettle(stage, log, parties, new Date().toISOString());
}

async function importAndSettle(
  stage: Stage,
  { file, asOf, json }: LogFile,
  parties: readonly Party[],
  nonce?: string,
): Promise<void> {
  if (file === undefined) return;
  const { profile, loginsFile } = stage;
  const cast = castOf(stage);
  const logins = readLogins(loginsFile);
  const vendors = new Map(
    profile.vendors.map((vendor) => {
      const { login } = vendorLogin(vendor, '');
      const own = logins.find((each) => each.login === login);
      if (!own) throw new Failure(`${loginsFile} has no login ${login}.`);
      return [vendor.code, cast.by(own)];
    }),
  );
  let ended: EndedImport | null = null;
  let quarters: string[] = [];
  await runSteps([
    {
      title: `The log ${profile.log} is imported`,
      task: async (_, task) => {
        ended = await runImport(
          cast,
          { profile, parties, file, asOf, nonce },
          spoken((text) => (task.output = text)),
        );
        const { read, applied, refused, warned } = ended.counts;
        task.title = `The log ${profile.log}: ${read} rows read, ${applied} applied, ${refused} refused, ${warned} warned`;
      },
    },
    {
      title: 'Quarters are scored, settled and posted',
      task: async (_, task) => {
        quarters = await settleQuarters(
          cast,
          { log: profile.log, parties, vendors },
          ended?.revision ?? 1,
          spoken((text) => (task.output = text)),
        );
      },
    },
  ]);
  await show(cast, profile.log, quarters, json);
}

/** Prints the quarters' tables; `json` names the file of their reports, if any. */
export async function show(
  cast: Cast,
  log: string,
  quarters: readonly string[],
  json: string | undefined,
): Promise<void> {
  const auditor = cast.as('auditor');
  const reports: object[] = [];
  const tables: QuarterTable[] = [];
  for (const quarter of quarters) {
    reports.push(await auditor.get<object>(`console/v1/quarters/${quarter}?log=${log}`));
    tables.push(await auditor.get<QuarterTable>(`console/v1/quarters/${quarter}/table?log=${log}`));
  }
  if (json !== undefined) writeFile(json, `${JSON.stringify(reports, null, 2)}\n`);
  for (const table of tables) process.stdout.write(`\n${quarterText(table)}\n`);
}

/** Throws a Failure that names the file. */
export function writeFile(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new Failure(`${file} cannot be written: ${reasonOf(error)}.`);
  }
}

function checkInput({ file, asOf, json }: LogFile): void {
  if (file !== undefined) checkFile(file);
  checkAsOf(asOf);
  if (file === undefined && (asOf !== undefined || json !== undefined))
    throw misuse('--as-of and --json need --import.');
}

const castOf = ({ consoleUrl, issuer, loginsFile }: Stage): Cast =>
  new Cast(consoleUrl, new Identity(issuer), readLogins(loginsFile));

/** One task for each vendor, all at once. */
export function steps(
  title: string,
  vendors: readonly VendorProfile[],
  each: (vendor: VendorProfile) => Promise<void>,
): ListrTask {
  const tasks = vendors.map((vendor) => ({
    title: `${vendor.code} ${vendor.name}`,
    task: () => each(vendor),
  }));
  return { title, task: (_, task) => task.newListr(tasks, { concurrent: true }) };
}

/** Shown as they go; in a file or a pipe as plain lines. */
export async function runSteps(tasks: ListrTask[]): Promise<void> {
  const options = { rendererOptions: { collapseSubtasks: false }, fallbackRenderer: 'simple' as const };
  await new Listr(tasks, { ...options, registerSignalListeners: false }).run();
}

/** On a terminal every word replaces the last; elsewhere it is a new line, so that there are fewer. */
export function spoken(tell: (text: string) => void): (text: string) => void {
  const spacing = process.stdout.isTTY ? 100 : 5000;
  let last = { text: '', at: 0 };
  return (text) => {
    if (text === last.text || Date.now() < last.at + spacing) return;
    last = { text, at: Date.now() };
    tell(text);
  };
}
