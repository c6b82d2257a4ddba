import SwaggerParser from '@apidevtools/swagger-parser';
import { Parser } from '@asyncapi/parser';
import type { AsyncApi } from '@steward/events';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The same file is one, an alert is known by its content, and calculators keep nothing. */
const KEYLESS: Readonly<Record<string, readonly string[]>> = {
  'appraisal.openapi.json': ['post /v1/calculators/score'],
  'finance.openapi.json': ['post /v1/calculators/allocate', 'post /v1/calculators/pay'],
  'work-orders.openapi.json': [
    'post /v1/availability/alertmanager',
    'post /v1/calculators/availability',
    'post /v1/calculators/deadline',
    'post /v1/calculators/workingDays',
    'post /v1/contracts/what-if',
    'post /v1/files',
    'post /v1/work-order-batches/dry-run',
  ],
};

type Operation = {
  readonly summary?: string;
  readonly security: readonly object[];
  readonly parameters: readonly { readonly name: string; readonly description?: string }[];
  readonly responses: Readonly<Record<string, { readonly $ref?: string; readonly description?: string }>>;
  readonly 'x-permission'?: string;
};
type OpenApi = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: Readonly<Record<string, { readonly content: object }>> };
};
const EVENTS = 'events.asyncapi.json';
const docs = resolve(__dirname, '../docs/api');
const apis = readdirSync(docs).filter((file) => file.endsWith('.openapi.json'));
const textOf = (file: string, folder = docs) => readFileSync(join(folder, file), 'utf8');

it('each of the eight services has its API described', () => {
  const names = 'appraisal collaboration console contracts finance risk vendors work-orders'.split(' ');
  expect(apis).toEqual(names.map((name) => `${name}.openapi.json`));
});

describe.each(apis)('%s', (file) => {
  const { paths, components } = JSON.parse(textOf(file)) as OpenApi;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method} ${path}`,
      method,
      ...operation,
    })),
  );
  const without = (isThere: (operation: Operation & { readonly method: string }) => boolean) =>
    operations.filter((operation) => !isThere(operation)).map(({ name }) => name);

  it('is OpenAPI', async () => {
    await SwaggerParser.validate(JSON.parse(textOf(file)));
  });

  it('says of every operation what it does, who may, and what is answered', () => {
    expect(operations.length).toBeGreaterThan(0);
    expect(without(({ summary }) => /^[A-Z].*\.$/.test(summary ?? ''))).toEqual([]);
    expect(without(({ 'x-permission': permission }) => permission !== undefined)).toEqual([]);
    expect(without(({ responses }) => Boolean((responses['200'] ?? responses['201'])?.description))).toEqual(
      [],
    );
  });

  it('asks for a bearer token everywhere but at what is public, and for a key with commands', () => {
    const isOpen = ({ security }: Operation) => security.length === 0;
    const isPublic = (operation: Operation) => operation['x-permission'] === 'public';
    expect(without((operation) => isOpen(operation) === isPublic(operation))).toEqual([]);
    const keyless = without(
      ({ method, parameters }) =>
        method === 'get' ||
        parameters.some(({ name, description }) => name === 'Idempotency-Key' && description),
    );
    expect(keyless).toEqual(KEYLESS[file] ?? []);
  });

  it('describes every refusal as the one kind of problem', () => {
    const refusals = operations.flatMap(({ responses }) =>
      Object.entries(responses).filter(([status]) => !status.startsWith('2')),
    );
    expect(refusals.length).toBeGreaterThan(operations.length);
    for (const [, { $ref }] of refusals) {
      expect(components.responses[$ref!.replace('#/components/responses/', '')]!.content).toEqual({
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
      });
    }
  });
});

describe('the document of all events', () => {
  /** What the parser finds fault with; that there is a newer AsyncAPI is none. */
  const faultsIn = async (text: string) => {
    const { diagnostics } = await new Parser().parse(text);
    return diagnostics
      .filter(({ code }) => code !== 'asyncapi-latest-version')
      .map(({ message, path }) => `${path.join('/')}: ${message}`);
  };
  const events = JSON.parse(textOf(EVENTS)) as AsyncApi;

  it('is AsyncAPI 3', async () => {
    expect(await faultsIn(textOf(EVENTS))).toEqual([]);
    const planted = textOf(EVENTS).replace('"type": "integer"', '"type": "count"');
    expect(await faultsIn(planted)).not.toEqual([]);
  });

  it('has examples of every event that are what it says', () => {
    const ajv = addFormats.default(new Ajv({ allErrors: true }));
    for (const { name, payload, examples } of Object.values(events.components.messages)) {
      expect([name, examples.length > 0]).toEqual([name, true]);
      for (const example of examples)
        expect([name, ajv.validate(payload, example.payload)]).toEqual([name, true]);
    }
  });

  it('tells who announces and who listens', () => {
    const operations = Object.keys(events.operations);
    const of = (type: string) => operations.filter((name) => name.endsWith(type));
    expect(of('contracts.contract.signed.v1')).toEqual([
      'send.contracts.contracts.contract.signed.v1',
      'receive.collaboration.contracts.contract.signed.v1',
      'receive.finance.contracts.contract.signed.v1',
    ]);
    expect(of('pub.finance.settlement.posted.v1')).toEqual(['send.finance.pub.finance.settlement.posted.v1']);
    const feed = Object.entries(events.channels).filter(([, { tags }]) =>
      tags.some(({ name }) => name === 'public'),
    );
    expect(feed.map(([type]) => type.split('.').slice(0, 2).join('.'))).toEqual(
      Array(13).fill('pub.finance'),
    );
  });
});

/** Each run describes every service. */
const PATIENCE_MS = 120_000;

describe('npm run docs:api', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'steward-api-docs-'));
    cpSync(docs, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const change = (file: string, from: string, to: string) => {
    expect(textOf(file, folder)).toContain(from);
    writeFileSync(join(folder, file), textOf(file, folder).replace(from, to));
  };
  const docsApi = (...options: string[]) => {
    const args = [resolve(__dirname, 'api-docs.mjs'), ...options, folder];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    return { status, faults: stderr.split('\n').filter((line) => line !== '') };
  };

  it(
    'a document that no longer says what the code says is stale, and a check leaves it so',
    () => {
      expect(docsApi('--check')).toEqual({ status: 0, faults: [] });
      change('risk.openapi.json', 'Closes an open risk', 'Opens a risk');
      rmSync(join(folder, 'console.openapi.json'));
      writeFileSync(join(folder, 'gone.openapi.json'), '{}');
      const stale = ['risk', 'console', 'gone'].map(
        (name) => `docs/api/${name}.openapi.json is stale; run \`npm run docs:api\`.`,
      );
      expect(docsApi('--check')).toEqual({ status: 1, faults: stale });
      expect(docsApi()).toEqual({ status: 0, faults: [] });
      expect(readdirSync(folder).map((file) => textOf(file, folder))).toEqual(
        readdirSync(docs).map((file) => textOf(file)),
      );
    },
    PATIENCE_MS,
  );

  it(
    'an event that its readers could not follow is refused, and nothing is written',
    () => {
      change(EVENTS, '"pattern": "^[0-9a-f]{64}$"', '"pattern": "^[0-9a-f]{40}$"');
      change('risk.openapi.json', 'Closes an open risk', 'Opens a risk');
      expect(docsApi()).toEqual({
        status: 1,
        faults: [
          'appraisal.appraisal.proposed.v1 /inputsHash: pattern was "^[0-9a-f]{40}$" and is "^[0-9a-f]{64}$".',
          'Readers of these events would break: announce a new version beside the old one.',
        ],
      });
      expect(textOf('risk.openapi.json', folder)).toContain('Opens a risk');
    },
    PATIENCE_MS,
  );
});
