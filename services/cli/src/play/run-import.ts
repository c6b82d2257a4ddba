import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { whenPossible } from '../console/wait';
import { Failure, misuse, reasonOf } from '../failure';
import type { Profile } from '../profile/profile';
import type { Cast } from './cast';

/** A vendor of the profile and its contract, as the suite knows them. */
export type Party = { readonly code: string; readonly contractId: string };
export type EndedImport = {
  readonly importId: string;
  readonly revision: number;
  readonly counts: {
    readonly read: number;
    readonly applied: number;
    readonly refused: number;
    readonly warned: number;
  };
};
type Progress = Partial<EndedImport> & {
  readonly status: 'running' | 'ended' | 'refused';
  readonly reason?: string | null;
  readonly rowsRead: number;
  readonly workOrdersDone: number;
  readonly workOrdersTotal: number;
};
export type ImportRequest = {
  readonly profile: Profile;
  /** In the order of the profile. */
  readonly parties: readonly Party[];
  readonly file: string;
  /** ISO 8601; open clocks are judged there. Default: the latest instant of a good row. */
  readonly asOf?: string | undefined;
  /** What makes this import one that has not been made before; without it the same file is imported once. */
  readonly nonce?: string | undefined;
};

/** Throws a Failure of one sentence, exit code 2, where a file cannot be imported. */
export function checkFile(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) throw misuse(`There is no file ${file}.`);
  if (found.size === 0) throw misuse(`The file ${file} is empty.`);
}

/** An instant with its offset, or a Failure, exit code 2. */
export function checkAsOf(asOf: string | undefined): void {
  const isInstant =
    asOf === undefined || /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(asOf);
  if (!isInstant || (asOf !== undefined && Number.isNaN(Date.parse(asOf)))) {
    throw misuse(`--as-of ${asOf} is no instant; write it as 2016-04-01T00:00:00+08:00.`);
  }
}

/** Uploads the file, starts the import and follows it to its end. Throws a Failure where it is refused. */
export async function runImport(
  cast: Cast,
  request: ImportRequest,
  tell: (progress: string) => void,
): Promise<EndedImport> {
  const { profile, parties, file, asOf, nonce } = request;
  const office = cast.as('platform-admin');
  const hash = await hashOf(file);
  const { fileId } = await office.upload<{ fileId: string }>(
    'work-orders/v1/files',
    `${profile.log}/file/${hash}`,
    {
      type: (await isGzip(file)) ? 'application/gzip' : 'text/csv',
      open: () => Readable.toWeb(createReadStream(file)),
    },
  );
  const body = {
    ...{ log: profile.log, fileId, timezone: profile.timezone, pauseStates: profile.pauseStates },
    contracts: parties.map(({ code, contractId }) => {
      const { groups = [], default: isDefault = false } =
        profile.vendors.find((vendor) => vendor.code === code) ?? {};
      return { vendorCode: code, contractId, groups, isDefault };
    }),
    ...(asOf !== undefined && { asOf: new Date(asOf).toISOString() }),
  };
  const key = [profile.log, 'import', hash, asOf, nonce].filter(Boolean).join('/');
  const { importId } = await whenPossible(['import.contract-unknown', 'import.running'], () =>
    office.post<{ importId: string }>('work-orders/v1/imports', key, body),
  );
  for (;;) {
    const progress = await office.get<Progress>(`work-orders/v1/imports/${importId}`);
    tell(progressText(progress));
    const { status, reason, counts, revision } = progress;
    if (status === 'refused')
      throw new Failure(`The import of ${file} was refused: ${reason ?? 'no reason given'}`, 2);
    if (status === 'ended' && counts && revision !== undefined) return { importId, counts, revision };
    await pause(250);
  }
}

const progressText = ({ rowsRead, workOrdersDone, workOrdersTotal }: Progress): string =>
  `${rowsRead} rows read, ${workOrdersDone} of ${workOrdersTotal} work orders`;

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash);
  } catch (error) {
    throw misuse(`The file ${file} cannot be read: ${reasonOf(error)}.`);
  }
  return hash.digest('hex');
}

/** By its first two bytes: a name says little. */
async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}
