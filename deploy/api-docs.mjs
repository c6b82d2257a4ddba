import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { docstringsOf } from './docstrings.mjs';
import { root } from './local/places.mjs';
import { SERVICES } from './local/services.mjs';

/*
 * `npm run docs:api`: writes docs/api, an OpenAPI document for each service and the AsyncAPI document of all
 * events, from what is built. The latter is also where the published schemas are kept: nothing is written
 * where an event changed so that its readers would break. With `--check` it writes nothing and fails where a
 * document is stale. A folder as argument stands in for docs/api; without one the list of the public feed's
 * events in docs/subscribers.md is written and checked too.
 */
const FOLDER = 'docs/api';
const EVENTS = 'events.asyncapi.json';
const FEED_PAGE = 'docs/subscribers.md';
const FEED_LIST = /<!-- events -->[^]*<!-- \/events -->/;

/** Modules read these when they are loaded; nothing is reached by them. */
Object.assign(process.env, {
  DATABASE_URL: 'postgres://nowhere',
  NATS_URL: 'nats://nowhere',
  OIDC_ISSUER: 'http://nowhere',
  STEWARD_PROFILE: 'production',
  SERVICE_URLS: '{}',
});
const require = createRequire(import.meta.url);
const { describeService } = require('@steward/platform');
const { asyncApi, brokenPromises, registry, streams } = require('@steward/events');

/** What each service offers and listens to, as its module says it. */
async function describeAll() {
  const described = [];
  for (const service of SERVICES) {
    const [module] = Object.values(require(join(root, `services/${service}/dist/${service}.module.js`)));
    described.push({ service, ...(await describeService(service, module)) });
  }
  return described;
}

/** The document of all events; what is not known of one is a fault, one sentence each. */
function describeEvents(services, words, faults) {
  return asyncApi([...registry.values()], streams, (type) => {
    const { description, fields } = words.get(type) ?? { description: '', fields: {} };
    const golden = join(root, 'libs/events/golden', `${type}.json`);
    if (!description) faults.push(`${type} has no doc comment in libs/events.`);
    if (!existsSync(golden)) faults.push(`${type} has no golden event: libs/events/golden/${type}.json.`);
    const receivers = services.filter(({ listensTo }) => listensTo.includes(type));
    return {
      description,
      fields,
      receivers: receivers.map(({ service }) => service),
      examples: existsSync(golden) ? JSON.parse(readFileSync(golden, 'utf8')) : [],
    };
  });
}

/** docs/subscribers.md with the list of the public feed's events as the catalogue has them. */
async function feedPage(words) {
  const page = readFileSync(join(root, FEED_PAGE), 'utf8');
  const types = [...registry.keys()].filter((type) => type.startsWith('pub.finance.')).toSorted();
  const rows = types.map((type) => `| \`${type}\` | ${words.get(type)?.description ?? ''} |`);
  const list = ['| event | what it says |', '| --- | --- |', ...rows].join('\n');
  const written = page.replace(FEED_LIST, `<!-- events -->\n\n${list}\n\n<!-- /events -->`);
  return format(written, { ...(await resolveConfig(join(root, FEED_PAGE))), parser: 'markdown' });
}

const schemasIn = ({ components }) =>
  new Map(Object.entries(components.messages).map(([type, { payload }]) => [type, payload]));

const isCheck = process.argv.includes('--check');
const [given] = process.argv.slice(2).filter((argument) => argument !== '--check');
const folder = resolve(given ?? join(root, FOLDER));
const kept = (file) => (existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : null);

const faults = [];
const services = await describeAll();
const words = docstringsOf(root);
const events = describeEvents(services, words, faults);
const published = kept(EVENTS);
const broken = published ? brokenPromises(schemasIn(JSON.parse(published)), schemasIn(events)) : [];
if (broken.length > 0) {
  faults.push(...broken, 'Readers of these events would break: announce a new version beside the old one.');
}

const style = { ...(await resolveConfig(join(root, FOLDER))), parser: 'json' };
const documents = [
  ...services.map(({ service, openApi }) => [`${service}.openapi.json`, openApi]),
  [EVENTS, events],
];
const texts = new Map();
for (const [file, document] of documents) texts.set(file, await format(JSON.stringify(document), style));

const surplus = existsSync(folder) ? readdirSync(folder).filter((file) => !texts.has(file)) : [];
if (isCheck) {
  const stale = [...[...texts.keys()].filter((file) => kept(file) !== texts.get(file)), ...surplus];
  faults.push(...stale.map((file) => `${FOLDER}/${file} is stale; run \`npm run docs:api\`.`));
} else if (faults.length === 0) {
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of texts) writeFileSync(join(folder, file), text);
  for (const file of surplus) rmSync(join(folder, file));
}
if (given === undefined) {
  const page = await feedPage(words);
  const isStale = page !== readFileSync(join(root, FEED_PAGE), 'utf8');
  if (isStale && isCheck) faults.push(`${FEED_PAGE} is stale; run \`npm run docs:api\`.`);
  else if (isStale && faults.length === 0) writeFileSync(join(root, FEED_PAGE), page);
}
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
