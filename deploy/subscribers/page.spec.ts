import { placeOf, registry } from '@steward/events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scenariosOf } from '../../services/cli/src/conformance/scenarios';

const page = readFileSync(join(__dirname, '../../docs/subscribers.md'), 'utf8');
const firstColumn = [...page.matchAll(/^\| `([^`]+)`/gm)].map(([, cell]) => cell!);
const feed = [...registry.values()].filter(({ type }) => placeOf(type).stream === 'PUB_FINANCE');

it('the page of the feed lists the events of the catalogue: npm run docs:api', () => {
  const listed = firstColumn.filter((cell) => cell.startsWith('pub.finance.'));
  expect(listed).toEqual(feed.map(({ type }) => type).toSorted());
});

it('the page of the feed describes every scenario of the conformance kit', () => {
  expect(firstColumn).toEqual(expect.arrayContaining(scenariosOf(feed).map(({ name }) => name)));
});
