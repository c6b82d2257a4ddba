import { readConfig } from '@steward/platform';
import Ajv from 'ajv';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import { configOf, namesReadBy, SERVICES, textOf } from './environment.fixture';

type Container = {
  readonly image: string;
  readonly build?: { readonly args?: Record<string, string>; readonly target?: string };
  readonly command?: readonly string[];
  readonly environment?: Record<string, string | number>;
  readonly depends_on?: Record<string, { readonly condition: string }>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly profiles?: readonly string[];
  readonly ports?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
};

/** The values that the example of `.env` gives. */
const given = new Map(
  textOf('deploy/.env.example')
    .split('\n')
    .filter((line) => /^[A-Z_]+=/.test(line))
    .map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]),
);
const text = textOf('docker-compose.yml');
const asked = [...text.matchAll(/\$\{([A-Z_]+)/g)].map(([, name = '']) => name);
const composed = (yaml: string) =>
  load(
    yaml.replace(/\$\{([A-Z_]+)[^}]*\}/g, (_, name: string) => given.get(name) ?? ''),
    { schema: CORE_SCHEMA.withTags(mergeTag) },
  ) as { readonly services: Record<string, Container> };
const { services } = composed(text);

// The Compose Specification's own schema, as a linter brings it; at no depth does it take unknown keys.
const linter = dirname(require.resolve('dclint/package.json'));
const specification = JSON.parse(readFileSync(join(linter, 'schemas/compose.schema.json'), 'utf8')) as object;
const follows = new Ajv({ strict: false, validateSchema: false, allErrors: true }).compile(specification);

function errorsOf(yaml: string): string[] {
  follows(composed(yaml));
  return (follows.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath, message, JSON.stringify(params)].join(' '),
  );
}

function container(name: string): Container {
  const found = services[name];
  if (!found) throw new Error(`docker-compose.yml has no ${name}.`);
  return found;
}

const environmentOf = (name: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(container(name).environment ?? {}).map(([key, value]) => [key, String(value)]),
  );

describe('docker-compose.yml', () => {
  it('says what the Compose Specification knows, and nothing else', () => {
    expect(errorsOf(text)).toEqual([]);
  });

  it.each([
    ['a key that is none', 'volumes:\n  postgres:', 'volume:\n  postgres:', /"volume"/],
    ['a service’s misspelt key', 'read_only: true', 'readonly: true', /\/console .*"readonly"/],
    ['a key misspelt at depth', 'start_period:', 'start_periode:', /\/healthcheck .*"start_periode"/],
    ['a build’s misspelt key', 'target: identity', 'targets: identity', /\/build .*"targets"/],
    ['a word for a number', 'retries: 6', 'retries: [6]', /\/retries must be number/],
    ['a condition that is none', 'condition: service_healthy', 'condition: healthy', /allowed values/],
    ['no condition', '{ condition: service_healthy }', '{}', /required property 'condition'/],
  ])('may not say %s', (_, before, after, why) => {
    expect(text).toContain(before);
    expect(errorsOf(text.replace(before, after)).join('\n')).toMatch(why);
  });

  it('asks for nothing that the example does not give, by its own name', () => {
    expect(asked.filter((name) => !given.has(name))).toEqual([]);
    expect(given.get('COMPOSE_PROFILES')).toBe('local');
    expect(given.get('COMPOSE_PROJECT_NAME')).toBe('steward');
  });

  it('has every service, its migration, and nothing unknown', () => {
    const others = ['postgres', 'nats', 'provision', 'provision-again', 'identity', 'sample-log', 'play'];
    const wanted = [...SERVICES, ...SERVICES.map((name) => `migrate-${name}`), ...others];
    expect(Object.keys(services).sort()).toEqual(wanted.sort());
  });

  it.each(SERVICES)('%s is given all that it must read, and no more', (name) => {
    const environment = environmentOf(name);
    expect(Object.keys(environment).filter((variable) => !namesReadBy(name).has(variable))).toEqual([]);
    expect(readConfig(configOf(name), environment)).toMatchObject({ STEWARD_PROFILE: 'local' });
  });

  it.each(SERVICES)('%s has a database of its own, made by one role and used by another', (name) => {
    const sqlName = name.replaceAll('-', '_');
    const url = (role: string) =>
      `postgres://${sqlName}_${role}:change-me-${role}@postgres:5432/steward_${sqlName}`;
    expect(environmentOf(name)['DATABASE_URL']).toBe(url('app'));
    expect(environmentOf(`migrate-${name}`)['DATABASE_URL']).toBe(url('owner'));
    expect(textOf('deploy/postgres/databases.sh')).toMatch(
      new RegExp(`^for service in .*\\b${sqlName}\\b`, 'm'),
    );
  });

  it.each(SERVICES)('%s starts after its migration and the streams, and says when it is ready', (name) => {
    const done = { condition: 'service_completed_successfully' };
    expect(container(name)).toMatchObject({
      image: `steward-${name}`,
      build: { args: { SERVICE: name } },
      depends_on: { [`migrate-${name}`]: done, provision: done },
    });
    expect(container(name).healthcheck?.test.slice(0, 3)).toEqual(['CMD', 'node', '-e']);
    expect(container(name).healthcheck?.test[3]).toContain(':3000/health/ready');
    expect(container(`migrate-${name}`)).toMatchObject({
      image: `steward-${name}`,
      command: ['migrate'],
      depends_on: { postgres: { condition: 'service_healthy' } },
    });
  });

  it('tells the console where every other service is', () => {
    const urls = JSON.parse(environmentOf('console')['SERVICE_URLS'] ?? '') as object;
    const others = SERVICES.filter((name) => name !== 'console');
    expect(urls).toEqual(Object.fromEntries(others.map((name) => [name, `http://${name}:3000`])));
  });

  it('opens ports to this machine alone', () => {
    const ports = Object.values(services).flatMap(({ ports: those = [] }) => those);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    expect(container('console').ports).toEqual(['127.0.0.1:8080:3000']);
  });

  it('confines what is ours, and waits for nothing that does not exist', () => {
    const ours = Object.entries(services).filter(([name]) => !['postgres', 'nats'].includes(name));
    for (const [, one] of ours) expect(one).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    const awaited = Object.values(services).flatMap(({ depends_on = {} }) => Object.keys(depends_on));
    expect(awaited.filter((name) => !(name in services))).toEqual([]);
  });

  it('provides the streams before any service starts, and again where the broker loses them', () => {
    expect(container('provision')).toMatchObject({ command: ['provision'] });
    expect(container('provision-again')).toMatchObject({
      image: 'steward-cli',
      command: ['provision', '--every', '15'],
      restart: 'unless-stopped',
    });
  });

  it('keeps the demo’s identity out of every run but the local one', () => {
    expect(container('identity')).toMatchObject({ profiles: ['local'], build: { target: 'identity' } });
    expect(container('play')).toMatchObject({ profiles: ['play'], image: 'steward-identity' });
  });
});
