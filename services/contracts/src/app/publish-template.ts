import { useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsInt, IsUUID, Min } from 'class-validator';
import { publishTemplate as publish } from '../domain/template';
import { contentHashOf, lockTemplate, savePublication, templateVersionOf } from '../storage/templates';

export class PublishTemplate {
  @IsUUID() templateId!: string;
  @Type(() => Number) @IsInt() @Min(1) templateVersion!: number;
}

/** Another person than who drafted it publishes a version. Clause 3.4.2c. */
export const publishTemplate = useCase(PublishTemplate, async (tx, { templateId, templateVersion }) => {
  const { lastPublished } = await lockTemplate(tx, templateId);
  const version = await templateVersionOf(tx, { templateId, templateVersion });
  const publishing = { by: tx.by, contentHash: contentHashOf(version) };
  const { state, events } = publish(version, lastPublished, publishing, tx.now);
  savePublication(tx, state);
  tx.publish(events);
  return { templateId, templateVersion, status: state.status, contentHash: state.contentHash };
});
