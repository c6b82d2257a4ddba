import { NotFound, SEVERITIES } from '@steward/domain';
import { view } from '@steward/messaging';
import { decimalString, ratio } from '@steward/money';
import { defaultsOf, worded } from '../domain/clause-template';
import { leavesOf } from '../domain/term-tree';
import { liabilityDocument, sumShown, type LiabilityDocument } from './liability-document-views';
import { OneTemplateVersion } from './template-views';
import { templateVersionOf } from './templates';

/** A standard contract as it is put on paper. */
export type TemplateDocument = {
  readonly code: string;
  readonly name: string;
  readonly templateVersion: number;
  readonly publishedAt: Date;
  readonly contentHash: string;
  /** With the defaults filled in; `parameters` names what each contract may fill in otherwise. */
  readonly clauses: readonly {
    readonly clauseId: string;
    readonly text: string;
    readonly parameters: readonly { readonly name: string; readonly defaultValue: string }[];
  }[];
  readonly targets: readonly {
    readonly severity: number;
    /** Empty where none is promised. */
    readonly responseHours: string;
    readonly onSiteHours: string;
    readonly closureHours: string;
    readonly clock: string;
  }[];
  readonly rates: readonly { readonly code: string; readonly hourlyRate: string; readonly cap: string }[];
  readonly liability: LiabilityDocument;
  /** Every other term, by its place in the export. */
  readonly terms: readonly { readonly term: string; readonly value: string }[];
};

/** Terms with a table of their own. */
const SHOWN_APART = [
  ...['slaTargets', 'rateCard'],
  ...['creditRegime', 'damages', 'confidentiality', 'dataCustody'],
];

/** A published version for print. Throws NotFound. Clause 3.4.2c. */
export const templateDocument = view(OneTemplateVersion, async (tx, ref): Promise<TemplateDocument> => {
  const version = await templateVersionOf(tx, ref);
  const { templateId, templateVersion, code, name, content } = version;
  if (version.status === 'draft') throw new NotFound('template', `${templateId}/${templateVersion}`);
  const { slaTargets, rateCard = [] } = content.terms;
  const others = Object.entries(content.terms).filter(([term]) => !SHOWN_APART.includes(term));
  return {
    ...{ code, name, templateVersion },
    ...{ publishedAt: version.publishedAt, contentHash: version.contentHash },
    clauses: content.clauses.map((clause) => ({
      ...{ clauseId: clause.clauseId, text: worded(clause, defaultsOf(clause)) },
      parameters: clause.parameters.map(({ name: named, defaultValue }) => ({ name: named, defaultValue })),
    })),
    targets: SEVERITIES.flatMap((severity) => {
      if (!slaTargets) return [];
      const { response, onSite, closure } = slaTargets[severity];
      const clocks = new Set([...(response ? [response.clock] : []), onSite.clock, closure.clock]);
      const hours = {
        responseHours: response ? hoursOf(response) : '',
        ...{ onSiteHours: hoursOf(onSite), closureHours: hoursOf(closure) },
      };
      return [{ severity, ...hours, clock: [...clocks].join(' / ') }];
    }),
    rates: rateCard.map((rate) => ({
      ...{ code: rate.code, hourlyRate: sumShown(rate.hourlyRate), cap: sumShown(rate.cap) },
    })),
    liability: liabilityDocument(content.terms),
    terms: [
      ...leavesOf({ slaTargets }).filter(([term]) => OF_ONE_CLOCK.test(term)),
      ...leavesOf(Object.fromEntries(others)),
    ].map(([term, value]) => ({ term, value: String(value) })),
  };
});

/** What the table of targets has no column for. */
const OF_ONE_CLOCK = /\/(pauseReasons|warnPercents|reopening)(\/|$)/;

const hoursOf = ({ durationSeconds }: { readonly durationSeconds: number }): string =>
  decimalString(ratio(BigInt(durationSeconds), 3600n), 2, 'HALF_UP');
