import { eventually } from '@steward/testing';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { House, root } from './house';
import { yearReportOf } from './year-oracle';

const cli = join(root, 'services/cli/dist/main.js');
let folder: string;
let script: string;
const houses: House[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'steward-e2e-year-'));
  script = join(folder, 'script.json');
  execFileSync(process.execPath, [cli, 'year', 'script', script]);
});
afterAll(() => {
  for (const house of houses) house.remove();
  rmSync(folder, { recursive: true, force: true });
});

it('the sample year comes to what a walk over its minutes gives, also interrupted, and wherever it is played', async () => {
  const house = new House();
  houses.push(house);
  const begun = house.start(['--once'], { TZ: 'America/St_Johns' });
  await eventually(() => expect(begun.said()).toMatch(/✔ 2025-01: /), { withinMs: 300_000 });
  begun.process.kill('SIGINT');
  expect(await begun.ended).not.toBe(0);

  const { said, report } = await house.year({ TZ: 'Pacific/Apia' });
  expect(report).toEqual(yearReportOf(script));
  expect(said).not.toMatch(/✔ 2025-01: /); // it went on where the clock stood
  expect(said.match(/✔ 202\d-\d\d: /g)).toHaveLength(12); // one headline a month
  expect(said).toMatch(/✔ 2025-05: .* 11 of 12 meetings held/);
  expect(said.match(/\w+ procedure opened for \w+/g)).toEqual(['DOWNGRADE procedure opened for s02']);
  // Work outside the scope is paid at the rate card's cap, and once (2.2.2b).
  expect(said.match(/a change order charged .*?; a claim of .*? posted/g)).toEqual([
    'a change order charged ¥2,000.00; a claim of ¥2,000.00 posted',
  ]);
  // ¥100,000.00 at 70 %, less the ¥16,000.00 of the credit; ¥4,000.00 of ¥10,000.00 contested are due (D6).
  expect(said).toMatch(
    /✔ 2025-03: .*; damages of ¥54,000.00 after ¥16,000.00 of credits; of ¥54,000.00 held/,
  );
  expect(said).toMatch(/✔ 2025-03: .* held ¥48,000.00 deducted and ¥6,000.00 freed/);
  // An appeal that was granted after the pay was posted adjusts it (1.3.1).
  expect(said.match(/an adjustment of ¥[\d,.]+ posted/g)).toHaveLength(1);
  expect(said).toMatch(/✔ 2025-10: .* procedure opened/); // with the score of the second failing quarter

  const again = await house.year({ TZ: 'Asia/Kathmandu' });
  expect(again.said).not.toContain('✔ 202'); // a year that was played is only shown
  expect(again.report).toEqual(report);
}, 600_000);
