import { placeOf, registry } from '@steward/events';
import { connect } from 'nats';
import { writeFileSync } from 'node:fs';
import { provideFeed } from '../conformance/feed';
import { trySubscriber, type Asking, type Outcome } from '../conformance/try-subscriber';
import { Failure, reasonOf } from '../failure';

/** Tries the subscriber that reads the broker at `url`. Says how each scenario went, and how many failed. */
export async function conformance(
  url: string,
  { report, ...asking }: Asking & { readonly report: string | undefined },
): Promise<{ readonly text: string; readonly failed: number }> {
  const definitions = [...registry.values()].filter(({ type }) => placeOf(type).stream === 'PUB_FINANCE');
  const connection = await connect({ servers: url, name: 'steward-conformance', timeout: 5000 }).catch(
    (error: unknown) => {
      throw new Failure(`The broker at ${url} cannot be reached: ${reasonOf(error)}.`);
    },
  );
  try {
    await provideFeed(connection);
    const outcomes = await trySubscriber(connection, definitions, asking);
    const failed = outcomes.filter(({ passed }) => !passed).length;
    if (report) save(report, { passed: failed === 0, scenarios: outcomes });
    return { text: outcomes.map(lineOf).join('\n'), failed };
  } finally {
    await connection.close();
  }
}

/** As many reasons are shown at most; the report has all. */
const SHOWN = 3;

function lineOf({ name, demands, passed, reasons }: Outcome): string {
  const more = reasons.length > SHOWN ? [`… and ${reasons.length - SHOWN} more.`] : [];
  const shown = [...reasons.slice(0, SHOWN), ...more].map((reason) => `\n      ${reason}`);
  return `${passed ? 'pass' : 'FAIL'}  ${name}: ${demands}${shown.join('')}`;
}

function save(file: string, report: object): void {
  try {
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  } catch (error) {
    throw new Failure(`${file} cannot be written: ${reasonOf(error)}.`);
  }
}
