import { moneyText } from './money.mjs';
import { canSignIn, leaveToSignIn, nameIn, tokenFromReturn } from './sign-in.mjs';
import { language, speech } from './speech.mjs';
import { WORDS } from './words.mjs';

const { document, Option } = globalThis;

const part = (id) => document.getElementById(id);
let token = null;
/**
 * What is on show: a word of the page's own, or a table. Kept, so that another language can show it again.
 */
let shown = { word: 'loading' };

const { say, speak } = speech(WORDS, () => show(shown));

/** An answer that is no success, by the service's own sentence. */
class Refused extends Error {}

async function ask(path) {
  const headers = { authorization: `Bearer ${token}`, 'accept-language': language };
  const answer = await fetch(`/api/console/v1/${path}`, { headers });
  if (answer.status === 401) {
    token = null;
    throw new Refused(say('expired'));
  }
  const body = await answer.json();
  if (!answer.ok) throw new Refused(body.detail ?? String(answer.status));
  return body;
}

async function quarters() {
  const found = [];
  for (let after = ''; after !== null;) {
    const { items, next } = await ask(`quarters?limit=100${after && `&after=${after}`}`);
    found.push(...items);
    after = next;
  }
  return found.map(({ quarter }) => quarter).reverse();
}

async function load() {
  show({ word: 'loading' });
  try {
    const list = await quarters();
    if (list.length === 0) return show({ word: 'empty' });
    part('quarters').replaceChildren(...list.map((quarter) => new Option(quarter, quarter)));
    await loadQuarter();
  } catch (error) {
    show({ problem: error.message });
  }
}

async function loadQuarter() {
  try {
    show({ table: await ask(`quarters/${part('quarters').value}/table`) });
  } catch (error) {
    show({ problem: error.message });
  }
}

function show(next) {
  shown = next;
  const { word, problem, table } = next;
  const state = part('state');
  state.textContent = problem === undefined ? (word ? say(word) : '') : `${say('failed')}${problem}`;
  state.setAttribute('role', problem === undefined ? 'status' : 'alert');
  part('sign-in').hidden = token !== null;
  part('quarter').hidden = !table;
  if (table) showTable(table);
}

const COLUMNS = [
  'vendor',
  'workOrders',
  'onSite',
  'closure',
  'score',
  'base',
  'performancePay',
  'total',
  'deposit',
];

function showTable({ quarter, log, asOf, isComplete, missing, vendors }) {
  const facts = missing
    .map(({ vendor, fact }) => `${vendor} ${say(fact)}`)
    .join(language === 'zh' ? '、' : ', ');
  part('standing').textContent = isComplete ? say('complete') : `${say('open')}${facts}`;
  part('caption').textContent =
    `${quarter} · ${log === 'live' ? say('live') : log} · ${say('asOf')} ${asOf.replace('T', ' ')}`;
  part('columns').replaceChildren(...COLUMNS.map((column, n) => cell('th', say(column), n > 0, 'col')));
  part('rows').replaceChildren(...vendors.map(rowOf));
}

function rowOf({ vendor, name, workOrders, onSite, closure, score, currency, ...money }) {
  const row = document.createElement('tr');
  const amount = (minor) => (minor === null || currency === null ? '–' : moneyText(minor, currency));
  const figures = [
    String(workOrders),
    `${onSite.met}/${onSite.breached}`,
    `${closure.met}/${closure.breached}`,
    score ?? say('notRated'),
    ...[money.base, money.performancePay, money.total, money.deposit].map(amount),
  ];
  row.append(
    cell('th', name === null ? vendor : `${vendor} ${name}`, false, 'row'),
    ...figures.map((figure) => cell('td', figure, true)),
  );
  return row;
}

function cell(tag, text, isFigure, scope) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (isFigure) made.className = 'figure';
  if (scope) made.scope = scope;
  return made;
}

part('sign-in').addEventListener('click', () => {
  leaveToSignIn().catch((error) => show({ problem: error.message }));
});
part('quarters').addEventListener('change', loadQuarter);

speak();
try {
  token = canSignIn() ? await tokenFromReturn() : null;
  if (token) {
    part('who').textContent = nameIn(token);
    await load();
  } else {
    show({ word: canSignIn() ? 'signInFirst' : 'insecure' });
  }
} catch {
  show({ word: 'refused' });
}
