import { damages } from './contract.fixture';
import type { Linted } from './legal-rules';
import { ensureLawful, waive, type Waiver } from './waiver';

const now = new Date('2026-03-02T01:00:00.000Z');
const ruleId = 'jurisdiction.not-recipient-seat';
const blank: Waiver = { contractId: 'c', contractVersion: 1, ruleId, by: {}, reasons: {} };
const contract: Linted = {
  yearlyAmount: { amountMinor: 120_000_000n, currency: 'CNY' },
  clauses: [],
  damages,
  legal: {
    dispute: { institution: '上海仲裁委员会', seat: '上海' },
    ...{ jurisdiction: '深圳', recipientSeat: '上海' },
  },
};
const draft = { terms: contract, isOpen: true };
const act = (office: 'OFFICE_HEAD' | 'LEGAL', by: string) => ({ office, by, reason: '服务商坚持' });
const breaks = (code: string) => expect.objectContaining({ name: 'RuleBroken', code });

it('3.3.2b: a warning is waived by the office head and legal, and only by both', () => {
  expect(() => ensureLawful('C-1', contract, [])).toThrow(breaks('contract.waiver-pending'));
  const half = waive(draft, blank, act('LEGAL', 'lin'), now).state;
  expect(() => ensureLawful('C-1', contract, [half])).toThrow(breaks('contract.waiver-pending'));
  const { state, events } = waive(draft, half, act('OFFICE_HEAD', 'wang'), now);
  expect(() => ensureLawful('C-1', contract, [state])).not.toThrow();
  expect(events).toMatchObject([{ data: { ruleId, office: 'OFFICE_HEAD', waivedAt: now } }]);
});

it('3.3.2b: one person cannot waive for both offices, nor one office twice', () => {
  const half = waive(draft, blank, act('LEGAL', 'lin'), now).state;
  expect(() => waive(draft, half, act('OFFICE_HEAD', 'lin'), now)).toThrow(breaks('contract.same-waiver'));
  expect(() => waive(draft, half, act('LEGAL', 'zhao'), now)).toThrow(breaks('contract.already-waived'));
});

it('3.3.2a: an error blocks the signature by its name, and nobody waives it', () => {
  const open: Linted = { ...contract, legal: { jurisdiction: '上海', recipientSeat: '上海' } };
  const error = expect.objectContaining({
    code: 'contract.lint-error',
    message: 'C-1 breaks the law by dispute.institution-missing.',
  });
  expect(() => ensureLawful('C-1', open, [])).toThrow(error);
  const of = { ...blank, ruleId: 'dispute.institution-missing' };
  expect(() => waive({ terms: open, isOpen: true }, of, act('LEGAL', 'lin'), now)).toThrow(
    breaks('contract.error-not-waivable'),
  );
});

it('what was not found is not waived', () => {
  const of = { ...blank, ruleId: 'penalty.excessive' };
  expect(() => waive(draft, of, act('LEGAL', 'lin'), now)).toThrow(breaks('contract.finding-missing'));
});

it('what is signed is not waived any more', () => {
  const signed = { ...draft, isOpen: false };
  expect(() => waive(signed, blank, act('LEGAL', 'lin'), now)).toThrow(breaks('contract.already-signed'));
});
