import { Type } from '@sinclair/typebox';
import { event } from './event';
import { code, id, instant } from './fields';

/** A second person published a version of a standard contract, by which others are drafted. Clause 3.4.2c. */
export const templatePublished = event('contracts.template.published.v1', {
  templateId: id,
  code,
  templateVersion: Type.Integer({ minimum: 1 }),
  /** SHA-256 of the content as it is exported, hexadecimal. */
  contentHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  publishedAt: instant,
});
export type TemplatePublished = ReturnType<typeof templatePublished>;
