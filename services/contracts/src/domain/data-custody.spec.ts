import { missingOf, type HandedData } from './data-custody';

it('2.2.3a: nothing is missing of data for which both sides waived a certificate', () => {
  const item: HandedData = {
    ...{ id: 'a', contractId: 'c', vendorId: 'v', code: 'MAP', what: '拓扑图第 3 版' },
    ...{ classification: 'GENERAL', atEnd: 'DELETION', isCertificateRequired: false },
    ...{ handedAt: new Date('2026-10-20T02:00:00.000Z'), handedBy: 'ji', certificates: [] },
  };
  const [waived, owed] = [item, { ...item, id: 'b', isCertificateRequired: true }];
  expect(missingOf([waived, owed])).toEqual([owed]);
});
