import { ensure, NotFound } from '@steward/domain';
import { hashOf, type ReadTx, type Tx } from '@steward/messaging';
import { regimeFromWire, regimeToWire, type CreditRegimeWire } from '@steward/terms';
import type { TemplateRef } from '../domain/contract';
import type { TemplateContent, TemplateTerms, TemplateVersion } from '../domain/template';
import {
  legalFromJson,
  legalToJson,
  rateFromJson,
  rateToJson,
  type LegalJson,
  type RateJson,
} from './legal-terms';

/** As JSON holds it: sums as text. */
export type ContentJson = Omit<TemplateContent, 'terms'> & {
  readonly terms: Omit<TemplateTerms, 'legal' | 'rateCard' | 'creditRegime'> & {
    readonly legal?: LegalJson;
    readonly creditRegime?: CreditRegimeWire;
    readonly rateCard?: readonly RateJson[];
  };
};
type Row = {
  templateId: string;
  code: string;
  name: string;
  templateVersion: number;
  status: TemplateVersion['status'];
  content: ContentJson;
  draftedBy: string;
  draftedAt: Date;
  publishedBy: string | null;
  publishedAt: Date | null;
  contentHash: string | null;
};

/** Locks a template: until then nobody else numbers or publishes a version. Throws NotFound. */
export async function lockTemplate(
  tx: Tx,
  templateId: string,
): Promise<{
  readonly code: string;
  readonly name: string;
  readonly lastVersion: number;
  readonly lastPublished: number;
}> {
  const [row] = await tx.manager.query<{ code: string; name: string; lastPublished: number | null }[]>(
    'SELECT code, name, last_published AS "lastPublished" FROM templates WHERE id = $1 FOR UPDATE',
    [templateId],
  );
  if (!row) throw new NotFound('template', templateId);
  const [last] = await tx.manager.query<[{ version: number }]>(
    'SELECT max(template_version) AS version FROM template_versions WHERE template_id = $1',
    [templateId],
  );
  const { code, name, lastPublished } = row;
  return { code, name, lastVersion: last.version, lastPublished: lastPublished ?? 0 };
}

/** One version of a template, as far as it is in sight. Throws NotFound. */
export async function templateVersionOf(
  tx: ReadTx,
  { templateId, templateVersion }: TemplateRef,
): Promise<TemplateVersion> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT t.id AS "templateId", t.code, t.name, v.template_version AS "templateVersion", v.status, v.content,
            v.drafted_by AS "draftedBy", v.drafted_at AS "draftedAt", v.published_by AS "publishedBy",
            v.published_at AS "publishedAt", v.content_hash AS "contentHash"
     FROM templates t JOIN template_versions v ON v.template_id = t.id
     WHERE t.id = $1 AND v.template_version = $2`,
    [templateId, templateVersion],
  );
  if (!row) throw new NotFound('template', `${templateId}/${templateVersion}`);
  return fromRow(row);
}

/** A contract is drafted by a version that is published. Breaks `template.not-published`. Clause 3.4.2c. */
export async function ensurePublished(tx: Tx, ref: TemplateRef | null): Promise<void> {
  if (!ref) return;
  const rows = await tx.manager.query<object[]>(
    `SELECT FROM template_versions WHERE template_id = $1 AND template_version = $2 AND status = 'published'`,
    [ref.templateId, ref.templateVersion],
  );
  ensure(
    rows.length > 0,
    'template.not-published',
    `There is no published version ${ref.templateVersion} of the template.`,
    '/template',
  );
}

/** Stores a new template. Breaks `template.code-taken`. */
export async function insertTemplate(tx: Tx, { templateId, code, name }: TemplateVersion): Promise<void> {
  const inserted = await tx.manager.query<unknown[]>(
    'INSERT INTO templates (id, code, name) VALUES ($1, $2, $3) ON CONFLICT (code) DO NOTHING RETURNING id',
    [templateId, code, name],
  );
  ensure(inserted.length > 0, 'template.code-taken', `There is a template ${code} already.`);
}

/** Stores a new version of a template whose lock is held. */
export function insertTemplateVersion(tx: Tx, version: TemplateVersion): void {
  const { templateId, templateVersion, content, draftedBy, draftedAt } = version;
  tx.write(
    `INSERT INTO template_versions (template_id, template_version, status, content, drafted_by, drafted_at)
     VALUES ($1, $2, 'draft', $3, $4, $5)`,
    [templateId, templateVersion, JSON.stringify(contentToJson(content)), draftedBy, draftedAt],
  );
}

/** Stores that a version of a template whose lock is held was published. */
export function savePublication(tx: Tx, version: Extract<TemplateVersion, { status: 'published' }>): void {
  const { templateId, templateVersion, publishedBy, publishedAt, contentHash } = version;
  tx.write(
    `UPDATE template_versions SET status = 'published', published_by = $3, published_at = $4, content_hash = $5
     WHERE template_id = $1 AND template_version = $2`,
    [templateId, templateVersion, publishedBy, publishedAt, contentHash],
  );
  tx.write('UPDATE templates SET last_published = $2 WHERE id = $1', [templateId, templateVersion]);
}

/** SHA-256 of a version's content as it is exported. */
export const contentHashOf = ({ content }: TemplateVersion): string => hashOf(contentToJson(content));

export function contentToJson({ currency, terms, clauses }: TemplateContent): ContentJson {
  const { legal, rateCard, creditRegime, ...plain } = terms;
  const exact = {
    ...(legal && { legal: legalToJson(legal) }),
    ...(rateCard && { rateCard: rateCard.map(rateToJson) }),
    ...(creditRegime && { creditRegime: regimeToWire(creditRegime) }),
  };
  return { currency, terms: { ...plain, ...exact }, clauses };
}

export function contentFromJson({ currency, terms, clauses }: ContentJson): TemplateContent {
  const { legal, rateCard, creditRegime, ...plain } = terms;
  const exact = {
    ...(legal && { legal: legalFromJson(legal) }),
    ...(rateCard && { rateCard: rateCard.map(rateFromJson) }),
    ...(creditRegime && { creditRegime: regimeFromWire(creditRegime) }),
  };
  return { currency, terms: { ...plain, ...exact }, clauses };
}

function fromRow({ status, content, publishedBy, publishedAt, contentHash, ...row }: Row): TemplateVersion {
  const drafted = { ...row, content: contentFromJson(content) };
  if (status === 'draft') return { ...drafted, status };
  // The CHECK template_versions_publication stands behind each `!`.
  return {
    ...drafted,
    ...{ status, publishedBy: publishedBy!, publishedAt: publishedAt!, contentHash: contentHash! },
  };
}
