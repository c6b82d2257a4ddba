import { NotFound } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsInt, IsUUID, Min } from 'class-validator';
import { contradictionsOf, deviationsOf } from '../domain/deviations';
import type { TemplateVersion } from '../domain/template';
import { versionOf } from './amendments';
import { OneVersion } from './finding-views';
import { contentToJson, templateVersionOf } from './templates';

export type TemplateSummary = {
  readonly templateId: string;
  readonly code: string;
  readonly name: string;
  readonly lastPublished: number | null;
};

/** Templates in the order of their ids; a vendor sees those of which a version is published. 3.4.2c. */
export const templatesPage = view(Page, async ({ manager }, { after, limit }) => {
  const items = await manager.query<TemplateSummary[]>(
    `SELECT id AS "templateId", code, name, last_published AS "lastPublished"
     FROM templates WHERE ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
    [after ?? null, limit],
  );
  return { items, next: items.length === limit ? items.at(-1)!.templateId : null };
});

export class OneTemplate {
  @IsUUID() templateId!: string;
}
export type ShownVersion = {
  readonly templateVersion: number;
  readonly status: TemplateVersion['status'];
  readonly draftedAt: Date;
  readonly publishedAt: Date | null;
  readonly contentHash: string | null;
};

/** The last hundred versions of a template, the newest first. Throws NotFound. Clause 3.4.2c. */
export const templateVersions = view(OneTemplate, async ({ manager }, { templateId }) => {
  const items = await manager.query<ShownVersion[]>(
    `SELECT template_version AS "templateVersion", status, drafted_at AS "draftedAt",
            published_at AS "publishedAt", content_hash AS "contentHash"
     FROM template_versions WHERE template_id = $1 ORDER BY template_version DESC LIMIT 100`,
    [templateId],
  );
  if (items.length === 0) throw new NotFound('template', templateId);
  return { items };
});

export class OneTemplateVersion {
  @IsUUID() templateId!: string;
  @Type(() => Number) @IsInt() @Min(1) templateVersion!: number;
}

/** One version with all its terms and clauses. Throws NotFound. Clause 3.4.2c. */
export const oneTemplateVersion = view(OneTemplateVersion, async (tx, ref) => {
  const { content, draftedBy: _, ...version } = await templateVersionOf(tx, ref);
  const publication =
    version.status === 'draft'
      ? { publishedAt: null, contentHash: null }
      : { publishedAt: version.publishedAt, contentHash: version.contentHash };
  const { templateId, templateVersion, code, name, status, draftedAt } = version;
  const head = { templateId, templateVersion, code, name, status, draftedAt };
  return { ...head, ...publication, ...contentToJson(content) };
});

/**
 * A published version as a document of its own, the same to the byte each time; `contentHash` is the SHA-256
 * of currency, terms and clauses as JSON with sorted fields. Throws NotFound. Clause 3.4.2c.
 */
export const templateExport = view(OneTemplateVersion, async (tx, ref) => {
  const version = await templateVersionOf(tx, ref);
  const { templateId, templateVersion, code, name, content } = version;
  if (version.status === 'draft') throw new NotFound('template', `${templateId}/${templateVersion}`);
  const { publishedAt, contentHash } = version;
  return {
    ...{ format: 'steward.contract-template', formatVersion: 1, templateId, templateVersion, code, name },
    ...{ publishedAt, contentHash, ...contentToJson(content) },
  };
});

/**
 * Where a version of a contract leaves its template, and where its clauses contradict its terms; nothing
 * where it was drafted by none. Throws NotFound. Clause 3.4.2c.
 */
export const contractDeviations = view(OneVersion, async (tx, { contractId, contractVersion }) => {
  const { terms } = await versionOf(tx, contractId, contractVersion);
  const { template: ref } = terms;
  if (!ref) return { template: null, items: [], contradictions: [] };
  const { code, content } = await templateVersionOf(tx, ref);
  return {
    template: { ...ref, code },
    items: deviationsOf(content, terms),
    contradictions: contradictionsOf(content, terms),
  };
});
