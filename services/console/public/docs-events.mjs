import { DOCS_WORDS } from './docs-words.mjs';
import { speech } from './speech.mjs';

const { document, location } = globalThis;
const part = (id) => document.getElementById(id);

/** The AsyncAPI document; null until it is here. */
let events = null;
const { say, speak } = speech(DOCS_WORDS, () => events && showCatalogue());

/** An element with attributes, and texts or elements in it. */
function made(tag, attributes, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

/** A doc comment's words; what stands between backquotes is code. */
const wordsOf = (text) => text.split('`').map((words, n) => (n % 2 === 0 ? words : made('code', {}, words)));

function showCatalogue() {
  const streams = events.info.tags.flatMap(({ name, description }) => [
    made('h2', {}, name),
    made('p', { class: 'note', lang: 'en' }, description),
    ...Object.keys(events.channels)
      .filter((type) => streamOf(type) === name)
      .map(eventOf),
  ]);
  const headers = made(
    'details',
    {},
    made('summary', {}, say('headers')),
    tableOf(events.components.schemas.CloudEventHeaders, say('headers')),
  );
  part('catalogue').replaceChildren(headers, ...streams);
}

const streamOf = (type) => events.channels[type].tags[0].name;

function eventOf(type) {
  const { description, payload, examples } = events.components.messages[type];
  const services = (action) =>
    Object.values(events.operations)
      .filter((operation) => operation.action === action && operation.channel.$ref === `#/channels/${type}`)
      .map(({ tags }) => tags[0].name)
      .join(', ');
  return made(
    'details',
    { id: type, ...(location.hash === `#${type}` && { open: '' }) },
    made('summary', {}, made('code', {}, type)),
    made('p', { lang: 'en' }, ...wordsOf(description)),
    made('p', {}, `${say('announcedBy')}: ${services('send')}`),
    made('p', {}, `${say('readBy')}: ${services('receive') || say('nobody')}`),
    tableOf(payload, type),
    made('p', {}, say('example')),
    made('pre', { class: 'wide', tabindex: '0' }, JSON.stringify(examples[0].payload, null, 2)),
  );
}

function tableOf(schema, label) {
  const titles = ['field', 'type', 'meaning'].map((word) => made('th', { scope: 'col' }, say(word)));
  const rows = fieldsOf(schema, '').map(({ name, type, description, isOptional }) =>
    made(
      'tr',
      {},
      made('th', { scope: 'row' }, made('code', {}, name), ...(isOptional ? [` (${say('optional')})`] : [])),
      made('td', {}, made('code', {}, type)),
      made('td', { class: 'words', lang: 'en' }, ...wordsOf(description)),
    ),
  );
  const table = made('table', {}, made('thead', {}, made('tr', {}, ...titles)), made('tbody', {}, ...rows));
  return made('div', { class: 'wide', role: 'region', tabindex: '0', 'aria-label': label }, table);
}

/** A schema's fields, and after an object or a list of objects what is in it, as `total.currency`. */
function fieldsOf({ properties = {}, required = [] }, before) {
  return Object.entries(properties).flatMap(([field, schema]) => {
    const name = `${before}${field}`;
    const { description = '' } = schema;
    const isList = schema.type === 'array' && !Array.isArray(schema.items);
    return [
      { name, type: typeOf(schema), description, isOptional: !required.includes(field) },
      ...fieldsOf(isList ? schema.items : schema, `${name}${isList ? '[]' : ''}.`),
    ];
  });
}

/** A type as it is said: `uuid`, `"MET" | "OPEN"`, `[string, string][]`. */
function typeOf({ type, const: value, anyOf, items, format, pattern, minimum, maximum }) {
  if (value !== undefined) return JSON.stringify(value);
  if (anyOf) return anyOf.map(typeOf).join(' | ');
  if (Array.isArray(items)) return `[${items.map(typeOf).join(', ')}]`;
  if (items) return items.anyOf ? `(${typeOf(items)})[]` : `${typeOf(items)}[]`;
  if (minimum !== undefined) return `${type} ${minimum}–${maximum ?? '…'}`;
  return format ?? (pattern ? `${type} ${pattern}` : type);
}

part('state').textContent = say('loading');
speak();
try {
  events = await (await fetch('/docs/events.asyncapi.json')).json();
  part('state').textContent = '';
  showCatalogue();
  if (location.hash) part(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
} catch {
  part('state').textContent = say('failed');
  part('state').setAttribute('role', 'alert');
}
