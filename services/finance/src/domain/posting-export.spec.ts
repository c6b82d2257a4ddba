import { ensureClosed, erpAccountsOf, exportLine, OWN_ACCOUNTS, type PostingLine } from './posting-export';

const line: PostingLine = {
  ...{ journalId: 'j', line: 1, postedAt: new Date('2026-10-08T01:00:00.000Z'), kind: 'settlement' },
  ...{ contractId: 'c', vendorId: 'v', account: 'E.SERVICE_FEE', debitMinor: '24000000', creditMinor: '0' },
  ...{ currency: 'CNY', clauseId: '2.2.2a', memo: 'Settlement 2026Q3', commandId: 's' },
};

it('D6: a line of the export has both units and both accounts', () => {
  expect(exportLine(line, { 'E.SERVICE_FEE': '6601.01' })).toEqual({
    ...{ journal_id: 'j', line: 1, posted_at: '2026-10-08T01:00:00.000Z', kind: 'settlement' },
    ...{ contract_id: 'c', vendor_id: 'v', account: 'E.SERVICE_FEE', erp_account: '6601.01' },
    ...{ debit: '240000.00', credit: '0.00', debit_minor: '24000000', credit_minor: '0', currency: 'CNY' },
    ...{ clause_id: '2.2.2a', memo: 'Settlement 2026Q3', command_id: 's' },
  });
  expect(exportLine({ ...line, currency: 'JPY' }, OWN_ACCOUNTS)).toMatchObject({
    ...{ debit: '24000000', credit: '0', erp_account: 'E.SERVICE_FEE' },
  });
});

it('D6: an account that the ERP has none for is named', () => {
  expect(() => exportLine(line, { 'A.BANK': '1002' })).toThrow(
    "The ERP's accounts lack one for E.SERVICE_FEE, which this period uses.",
  );
});

it.each([
  '',
  '[]',
  'null',
  '"x"',
  '{"A.CASH":"1002"}',
  '{"A.BANK":1002}',
  '{"A.BANK":""}',
  '{"A.BANK":" 1"}',
])('D6: accounts that are none are refused: %s', (text) => {
  expect(() => erpAccountsOf(text)).toThrow(expect.objectContaining({ code: 'erp-accounts.unreadable' }));
});

it('D6: a period is exported when its end lies a minute back', () => {
  const at = (text: string) => new Date(`2026-10-01T${text}Z`);
  const period = { from: at('00:00:00.000'), to: at('01:00:00.000') };
  const codeOf = (code: string) => expect.objectContaining({ code, path: '/to' }) as Error;
  expect(() => ensureClosed(period, at('01:01:00.000'))).not.toThrow();
  expect(() => ensureClosed(period, at('01:00:59.999'))).toThrow(codeOf('postings.period-open'));
  expect(() => ensureClosed({ from: period.to, to: period.to }, at('02:00:00.000'))).toThrow(
    codeOf('postings.period-empty'),
  );
});
