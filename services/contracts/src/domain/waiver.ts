import { ensure, type Decision } from '@steward/domain';
import { findingWaived, type FindingWaived } from '@steward/events';
import { lint, type Linted } from './legal-rules';

/** The two who answer together for a WARN. */
export const WAIVING_OFFICES = ['OFFICE_HEAD', 'LEGAL'] as const;
export type WaivingOffice = (typeof WAIVING_OFFICES)[number];

/** Who waived a finding of a contract's version, and why. It counts once both have. */
export type Waiver = {
  readonly contractId: string;
  readonly contractVersion: number;
  readonly ruleId: string;
  readonly by: Readonly<Partial<Record<WaivingOffice, string>>>;
  readonly reasons: Readonly<Partial<Record<WaivingOffice, string>>>;
};
type Act = { readonly office: WaivingOffice; readonly by: string; readonly reason: string };

/**
 * Records that an office answers for a finding. `waiver` is what was recorded before; it may be empty.
 * Breaks `contract.already-signed`, `contract.finding-missing`, `contract.error-not-waivable`,
 * `contract.already-waived` and `contract.same-waiver`. Clause 3.3.2b.
 */
export function waive(
  { terms, isOpen }: { readonly terms: Linted; readonly isOpen: boolean },
  waiver: Waiver,
  { office, by, reason }: Act,
  now: Date,
): Decision<Waiver, FindingWaived> {
  const { contractId, contractVersion, ruleId } = waiver;
  ensure(isOpen, 'contract.already-signed', `Version ${contractVersion} is settled already.`);
  const finding = lint(terms).find(({ id }) => id === ruleId);
  ensure(finding !== undefined, 'contract.finding-missing', `The linter finds no ${ruleId} here.`);
  ensure(finding.severity === 'WARN', 'contract.error-not-waivable', `${ruleId} must be mended.`);
  ensure(!waiver.by[office], 'contract.already-waived', `${office} has waived ${ruleId} already.`);
  ensure(
    !Object.values(waiver.by).includes(by),
    'contract.same-waiver',
    `${by} has waived ${ruleId} for the other office; it takes two persons.`,
  );
  return {
    state: {
      ...waiver,
      by: { ...waiver.by, [office]: by },
      reasons: { ...waiver.reasons, [office]: reason },
    },
    events: [findingWaived({ contractId, contractVersion, ruleId, office, waivedAt: now })],
  };
}

/** Waived by both. */
export const isWaived = ({ by }: Waiver): boolean => WAIVING_OFFICES.every((office) => by[office]);

/**
 * Holds a version to the law before it is signed. Breaks `contract.lint-error` and `contract.waiver-pending`,
 * each with the ids of the rules.
 */
export function ensureLawful(code: string, contract: Linted, waivers: readonly Waiver[]): void {
  const findings = lint(contract);
  const errors = findings.filter(({ severity }) => severity === 'ERROR').map(({ id }) => id);
  ensure(errors.length === 0, 'contract.lint-error', `${code} breaks the law by ${errors.join(', ')}.`);
  const waived = new Set(waivers.filter(isWaived).map(({ ruleId }) => ruleId));
  const pending = findings.map(({ id }) => id).filter((id) => !waived.has(id));
  ensure(
    pending.length === 0,
    'contract.waiver-pending',
    `${code} needs a waiver of ${pending.join(', ')} by the office head and legal.`,
  );
}
