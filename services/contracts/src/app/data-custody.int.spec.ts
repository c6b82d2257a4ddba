import type { Actor } from '@steward/messaging';
import { dataCustody as custodyOf } from '../storage/data-custody-views';
import { certifyDeletion } from './certify-deletion';
import type { DraftContract } from './draft-contract';
import { handData } from './hand-data';
import { as, concluded, vendorId } from './in-force.fixture';
import { TimedContracts } from './timed.fixture';
import { verifyCertificate } from './verify-certificate';

const vendor: Actor = `vendor:${vendorId}`;
const stranger: Actor = 'vendor:0195540a-0000-7000-8000-00000000000b';
const fileHash = 'c'.repeat(64);
const dataCustody: DraftContract['dataCustody'] = [
  {
    ...{ code: 'LOGS', name: '日志副本', classification: 'PERSONAL', atEnd: 'DELETION' },
    isCertificateRequired: true,
  },
];

let house: TimedContracts;
let contractId: string;
const run: TimedContracts['useCases']['run'] = (...call) => house.useCases.run(...call);
const hand = (what: string, code = 'LOGS') => run(handData, { contractId, code, what }, as('ji'));
const certify = (itemId: string, reference = '删除证明') =>
  run(certifyDeletion, { contractId, itemId, reference, fileHash }, as('wang', vendor));
const verify = (itemId: string, certificateId: string, reason?: string) => {
  const verdict = reason ? { isAccepted: false, reason } : { isAccepted: true };
  return run(verifyCertificate, { contractId, itemId, certificateId, ...verdict }, as('ji'));
};
const shown = (actor: Actor = vendor) => house.useCases.read(custodyOf, { contractId }, actor);

beforeAll(async () => {
  house = await TimedContracts.start('2026-10-20T02:00:00.000Z');
});
afterAll(() => house?.database.stop());
beforeEach(async () => {
  house.clock.set('2026-10-20T02:00:00.000Z');
  contractId = await concluded(house.useCases, '2026-01-01', '2026-12-31', { dataCustody });
});

it('2.2.3a: of 4 items handed over 3 are certified: 1 is missing, and with it nothing is left', async () => {
  const items = [];
  for (const what of ['9 月日志', '10 月日志', '11 月日志', '数据库备份']) items.push(await hand(what));
  expect(items.at(-1)).toMatchObject({ missing: 4 });
  for (const { itemId } of items.slice(0, 3)) await verify(itemId, (await certify(itemId)).certificateId);
  const { itemId } = items[3]!;
  const missing = [{ itemId, code: 'LOGS', what: '数据库备份' }];
  expect(await shown()).toMatchObject({ handed: 4, toCertify: 4, certified: 3, missing });

  const { certificateId } = await certify(itemId);
  expect(await shown()).toMatchObject({ certified: 3, missing }); // nobody has verified it
  expect(await verify(itemId, certificateId)).toMatchObject({ missing: 0 });
  expect(await shown('enterprise')).toMatchObject({ certified: 4, missing: [] });
  const told = await house.dataOf<{ missing: number }>('contracts.data-item.certified.v1', contractId);
  expect(told.map((each) => each.missing)).toEqual([3, 2, 1, 0]);
});

it('2.2.3a: a certificate that is not accepted is missing still, and another takes its place', async () => {
  const { itemId } = await hand('9 月日志');
  const first = await certify(itemId);
  await expect(certify(itemId)).rejects.toMatchObject({ code: 'data-item.certificate-open' });
  expect(await verify(itemId, first.certificateId, '未盖章')).toMatchObject({ missing: 1 });
  const again = verify(itemId, first.certificateId);
  await expect(again).rejects.toMatchObject({ code: 'data-item.certificate-decided' });
  const second = await certify(itemId);
  await verify(itemId, second.certificateId);
  await expect(certify(itemId)).rejects.toMatchObject({ code: 'data-item.certified' });
});

it('2.2.3a: only what the contract names is handed over, and no other vendor sees or certifies it', async () => {
  await expect(hand('客户名单', 'CRM')).rejects.toMatchObject({
    code: 'data-item.not-agreed',
    path: '/code',
  });
  const { itemId } = await hand('9 月日志');
  await expect(shown(stranger)).rejects.toMatchObject({ code: 'contract.not-found' });
  const certificate = { contractId, itemId, reference: '删除证明', fileHash };
  const foreign = run(certifyDeletion, certificate, as('zhao', stranger));
  await expect(foreign).rejects.toMatchObject({ code: 'contract.not-found' });
});
