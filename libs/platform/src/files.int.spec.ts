import { startBus, startDatabase, startIdentity, eventually } from '@steward/testing';
import type { TestBus, TestDatabase, TestIdentity } from '@steward/testing';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchJson, notesDatabase, startNotes, type Notes, type ProblemBody } from './notes.fixture';

const MIB = 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'steward-files-'));
const kept = () => readdirSync(folder);
let database: TestDatabase;
let bus: TestBus;
let identity: TestIdentity;
let notes: Notes;
let authorization: string;

beforeAll(async () => {
  [database, bus, identity] = await Promise.all([
    startDatabase({ service: 'notes', options: notesDatabase }),
    startBus(),
    startIdentity(),
  ]);
  authorization = `Bearer ${await identity.token({ subject: 'zhao-min', roles: ['vendor-manager'] })}`;
  const urls = { DATABASE_URL: database.appUrl, NATS_URL: bus.url, OIDC_ISSUER: identity.issuer };
  notes = await startNotes({ env: { ...urls, FILES_DIR: folder } });
});
afterAll(async () => {
  await notes?.stop();
  await Promise.all([database, bus, identity].map((each) => each?.stop()));
  rmSync(folder, { recursive: true });
});
afterEach(() => kept().forEach((file) => rmSync(join(folder, file))));

/** That many MiB of zeros, made as they are sent, with no length announced. */
function zeros(mebibytes: number): ReadableStream<Uint8Array> {
  const chunk = new Uint8Array(MIB);
  let left = mebibytes;
  return new ReadableStream({
    pull: (controller) => ((left -= 1) >= 0 ? controller.enqueue(chunk) : controller.close()),
  });
}
const upload = <Answer = ProblemBody>(
  body: NonNullable<RequestInit['body']>,
  type = 'application/octet-stream',
) =>
  fetchJson<Answer>(`${notes.url}/v1/files`, {
    method: 'POST',
    headers: { authorization, 'content-type': type, 'accept-language': 'en' },
    body,
    duplex: 'half',
  });
const download = (fileId: string) => fetch(`${notes.url}/v1/files/${fileId}`, { headers: { authorization } });

it.each(['text/csv', 'application/gzip', 'application/octet-stream'])(
  'a file sent as %s is kept under its SHA-256 and comes back to the byte',
  async (type) => {
    const content = Buffer.from([0, 255, 10, 13, 34, 44, 128]);
    const { status, body } = await upload<object>(content, type);
    const fileId = createHash('sha256').update(content).digest('hex');
    expect({ status, body }).toEqual({ status: 201, body: { fileId, sizeBytes: 7 } });
    expect(Buffer.from(await (await download(fileId)).arrayBuffer())).toEqual(content);
  },
);

it('the same file, also sent many times at once, is kept once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => upload<{ fileId: string }>('a,b\n1,2\n')),
  );
  const [fileId, ...others] = new Set(answers.map(({ body }) => body.fileId));
  expect(others).toEqual([]);
  expect(kept()).toEqual([fileId]);
});

it('64 MiB are taken in, and 65 MiB are refused while they come, with nothing left behind', async () => {
  const sum = createHash('sha256')
    .update(Buffer.alloc(64 * MIB))
    .digest('hex');
  expect(await upload(zeros(64))).toMatchObject({ status: 201, body: { fileId: sum, sizeBytes: 64 * MIB } });
  expect(await upload(zeros(65))).toMatchObject({ status: 413, body: { code: 'file.too-large' } });
  expect(kept()).toEqual([sum]);
});

it('an upload that breaks off leaves nothing behind', async () => {
  const sending = request(`${notes.url}/v1/files`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'text/csv', 'content-length': 1000 },
  });
  sending.on('error', () => undefined);
  sending.write('half a li');
  await eventually(() => expect(kept()).toEqual([expect.stringMatching(/^incoming-/)]));
  sending.destroy();
  await eventually(() => expect(kept()).toEqual([]));
  expect(await upload('a,b\n')).toMatchObject({ status: 201 });
});

it('what is no file is no upload', async () => {
  const unsupported = { status: 415, body: { code: 'request.media-type' } };
  expect(await upload('{"a": 1}', 'application/json')).toMatchObject(unsupported);
  const empty = await fetchJson(`${notes.url}/v1/files`, { method: 'POST', headers: { authorization } });
  expect(empty).toMatchObject(unsupported);
  expect(kept()).toEqual([]);
});

it.each(['0'.repeat(64), '7', '..%2f..%2fetc%2fpasswd'])('there is no file %s', async (fileId) => {
  const answer = await download(fileId);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ code: 'file.not-found' });
});
