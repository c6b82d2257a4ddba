import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { shapeViolations } from './shape';

/** A small house without a fault. */
const sound: Readonly<Record<string, string>> = {
  'libs/events/src/contracts.ts': `export const contractSigned = event('contracts.contract.signed.v1', {});`,
  'libs/events/src/finance.ts': `
    export const depositReceived = event('finance.deposit.received.v1', {});
    export const settlementPosted = event('pub.finance.settlement.posted.v1', {});`,
  'services/contracts/README.md': '',
  'services/contracts/src/main.ts': '',
  'services/contracts/src/contracts.module.ts': '',
  'services/contracts/src/schedule.ts': '',
  'services/contracts/src/permissions.ts': '',
  'services/contracts/src/problems.zh.ts': '',
  'services/contracts/src/domain/contract.ts': `
    import { contractSigned } from '@steward/events';
    export const sign = () => ({ events: [contractSigned({})] });`,
  'services/contracts/src/app/sign-contract.ts': `export const signContract = useCase(SignContract, run);`,
  'services/contracts/src/app/sign-contract.spec.ts': '',
  'services/contracts/src/storage/data-source.ts': '',
  'services/contracts/src/storage/migrations/1764000000000-create-contracts.ts': '',
  'services/contracts/src/http/contracts.controller.ts': '',
  'services/contracts/src/http/deposits.controller.ts': '',
  'services/contracts/src/bus/contracts.subscriber.ts': `
    import { depositReceived } from '@steward/events';
    class Subscriber { @EventPattern(depositReceived.type) depositReceived() {} }`,
  'services/cli/src/anything.ts': '',
};

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'steward-shape-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** The violations of the sound house with one fault planted; a null removes a file. */
function violationsWith(planted: Readonly<Record<string, string | null>>): string[] {
  for (const [path, text] of Object.entries({ ...sound, ...planted })) {
    if (text === null) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return shapeViolations(root);
}

it('this checkout has the shape of the house', () => {
  expect(shapeViolations(resolve(__dirname, '../../..'))).toEqual([]);
});

it('a sound house passes', () => {
  expect(violationsWith({})).toEqual([]);
});

it('a service that listens to nothing needs no bus/', () => {
  expect(violationsWith({ 'services/contracts/src/bus/contracts.subscriber.ts': null })).toEqual([]);
});

it('a subscriber under another name is seen', () => {
  const renamed = {
    'services/contracts/src/bus/contracts.subscriber.ts': null,
    'services/contracts/src/bus/deposits.subscriber.ts': '',
  };
  expect(violationsWith(renamed)).toEqual([
    'services/contracts: src/bus/contracts.subscriber.ts is missing.',
  ]);
});

it.each([
  ['a service without a part that the others have', 'services/contracts/src/schedule.ts', null, 'is missing'],
  ['a service without its page', 'services/contracts/README.md', null, 'README.md is missing'],
  [
    'a controller under another name',
    'services/contracts/src/http/contracts.controller.ts',
    null,
    'is missing',
  ],
  ['a folder that the others do not have', 'services/contracts/src/utils/x.ts', '', 'no place in a service'],
  ['a folder within a folder', 'services/contracts/src/domain/deep/x.ts', '', 'no place in a service'],
  [
    'a use case named other than its file',
    'services/contracts/src/app/sign-contract.ts',
    'export const sealContract = useCase(SignContract, run);',
    'must hold one use case, signContract',
  ],
  [
    'an input class named other than its file',
    'services/contracts/src/app/sign-contract.ts',
    'export const signContract = useCase(Signature, run);',
    'with the input class SignContract',
  ],
  [
    'a file in app/ without a use case',
    'services/contracts/src/app/shared-inputs.ts',
    '',
    'must hold one use case',
  ],
  [
    'a use case outside app/',
    'services/contracts/src/http/seal.ts',
    'export const seal = useCase(Seal, run);',
    'its place is app/',
  ],
  [
    "an announcement of another's event",
    'services/contracts/src/domain/contract.ts',
    `import { depositReceived as received } from '@steward/events';
     export const secure = () => ({ events: [received({})] });`,
    "announces depositReceived, which is another service's event",
  ],
  [
    "an announcement of finance's public event",
    'services/contracts/src/domain/contract.ts',
    `import { settlementPosted } from '@steward/events'; export const post = () => settlementPosted({});`,
    "announces settlementPosted, which is another service's event",
  ],
  [
    "an event defined in another producer's file",
    'libs/events/src/contracts.ts',
    `export const riskOpened = event('risk.risk.opened.v1', {});`,
    'riskOpened belongs in risk.ts',
  ],
])('%s is seen', (_, path, text, complaint) => {
  expect(violationsWith({ [path]: text })).toEqual([expect.stringContaining(complaint)]);
});
