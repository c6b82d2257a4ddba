import { ensure, type Decision } from '@steward/domain';
import { templatePublished, type TemplatePublished } from '@steward/events';
import { PAY_CURVES } from '@steward/terms';
import { defaultsOf, ensureClause, worded, type ClauseTemplate } from './clause-template';
import type { Terms } from './contract';
import { ensureConsistent } from './legal-terms';
import { lint } from './legal-rules';
import { leafAt } from './term-tree';

/** Terms that a standard contract fixes; what is absent each contract agrees on for itself. */
export type TemplateTerms = Partial<
  Pick<
    Terms,
    | 'performanceShareBps'
    | 'curve'
    | 'categories'
    | 'workingTime'
    | 'slaTargets'
    | 'legal'
    | 'scope'
    | 'rateCard'
    | 'creditRegime'
    | 'damages'
    | 'confidentiality'
    | 'dataCustody'
  >
>;
export type TemplateContent = {
  /** Of all sums in it. */
  readonly currency: string;
  readonly terms: TemplateTerms;
  readonly clauses: readonly ClauseTemplate[];
};
type Drafted = {
  readonly templateId: string;
  /** The enterprise's own name of the template, unique. */
  readonly code: string;
  readonly name: string;
  /** Counts from 1. */
  readonly templateVersion: number;
  readonly content: TemplateContent;
  readonly draftedBy: string;
  readonly draftedAt: Date;
};
export type DraftedTemplate = Drafted & { readonly status: 'draft' };
export type PublishedTemplate = Drafted & {
  readonly status: 'published';
  readonly publishedBy: string;
  readonly publishedAt: Date;
  /** SHA-256 of the content, hexadecimal. */
  readonly contentHash: string;
};
export type TemplateVersion = DraftedTemplate | PublishedTemplate;

/**
 * Drafts a version of a standard contract. Breaks what ensureClause and ensureConsistent do,
 * `template.clause-repeated`, `template.parameter-unbound` and `contract.curve-unknown`. Clause 3.4.2c.
 */
export function draftTemplate(drafted: Drafted): DraftedTemplate {
  const { currency, terms, clauses } = drafted.content;
  const ids = clauses.map(({ clauseId }) => clauseId);
  ensure(
    new Set(ids).size === ids.length,
    'template.clause-repeated',
    'A clause stands twice in the template.',
    '/clauses',
  );
  const { curve } = terms;
  ensure(!curve || curve in PAY_CURVES, 'contract.curve-unknown', `There is no pay curve ${curve ?? ''}.`);
  ensureConsistent(currency, terms);
  for (const clause of clauses) {
    ensureClause(clause);
    ensureBound(clause, terms);
  }
  return { ...drafted, status: 'draft' };
}

/** What a clause says by default is what the typed term says. */
function ensureBound({ clauseId, parameters }: ClauseTemplate, terms: TemplateTerms): void {
  for (const { name, kind, defaultValue, binding } of parameters) {
    if (!binding) continue;
    const isBound =
      kind === 'INTEGER' && leafAt(terms, binding.term) === Number(defaultValue) * binding.factor;
    ensure(
      isBound,
      'template.parameter-unbound',
      `${name} of clause ${clauseId} does not say what the term ${binding.term} does.`,
      '/clauses',
    );
  }
}

/**
 * Another person publishes a version; it never changes afterwards. Breaks `template.not-draft`,
 * `template.same-person`, `template.superseded` and `template.lint-error`. Clause 3.4.2c.
 */
export function publishTemplate(
  template: TemplateVersion,
  /** The last version that is published, 0 where there is none. */
  lastPublished: number,
  { by, contentHash }: { readonly by: string; readonly contentHash: string },
  now: Date,
): Decision<PublishedTemplate, TemplatePublished> {
  const { templateId, code, templateVersion, status } = template;
  ensure(status === 'draft', 'template.not-draft', `${code} ${templateVersion} is published already.`);
  ensure(template.draftedBy !== by, 'template.same-person', 'Another person must publish it.');
  ensure(
    templateVersion > lastPublished,
    'template.superseded',
    `${code} ${lastPublished} is published; an older version comes too late.`,
  );
  const errors = findingsOf(template.content).filter(({ severity }) => severity === 'ERROR');
  const ids = errors.map(({ id }) => id).join(', ');
  ensure(errors.length === 0, 'template.lint-error', `${code} breaks the law by ${ids}.`);
  return {
    state: { ...template, status: 'published', publishedBy: by, publishedAt: now, contentHash },
    events: [templatePublished({ templateId, code, templateVersion, contentHash, publishedAt: now })],
  };
}

/**
 * What the linter finds in a standard contract. The sum to compare a deposit with is each contract's own, and
 * so is an institution or a damages clause that the template leaves open.
 */
function findingsOf({ currency, terms, clauses }: TemplateContent) {
  const { deposit, ...legal } = terms.legal ?? {};
  const { damages } = terms;
  const findings = lint({
    yearlyAmount: { amountMinor: 0n, currency },
    clauses: clauses.map((clause) => ({ ...clause, text: worded(clause, defaultsOf(clause)) })),
    legal: { ...legal, ...(deposit && { deposit: { forms: deposit.forms } }) },
    ...(damages && { damages }),
  });
  const open = [
    ...(legal.dispute ? [] : ['dispute.institution-missing']),
    ...(damages ? [] : ['damages.clause-missing']),
  ];
  return findings.filter(({ id }) => !open.includes(id));
}
