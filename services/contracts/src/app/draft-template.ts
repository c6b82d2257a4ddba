import { useCase } from '@steward/messaging';
import { IsString, Length } from 'class-validator';
import { draftTemplate as draft } from '../domain/template';
import { policyCapBps } from '../storage/norms';
import { insertTemplate, insertTemplateVersion } from '../storage/templates';
import { contentOf, TemplateContentInput } from './draft-template-version';

export class DraftTemplate extends TemplateContentInput {
  /** The enterprise's own name of the template, unique. */
  @IsString() @Length(1, 64) code!: string;
  @IsString() @Length(1, 200) name!: string;
}

/** Drafts a new standard contract, its first version. Clause 3.4.2c. */
export const draftTemplate = useCase(DraftTemplate, async (tx, { code, name, ...content }) => {
  const capBps = await policyCapBps(tx);
  const state = draft({
    ...{ templateId: tx.newId(), code, name, templateVersion: 1, content: contentOf(content, capBps) },
    ...{ draftedBy: tx.by, draftedAt: tx.now },
  });
  await insertTemplate(tx, state);
  insertTemplateVersion(tx, state);
  return { templateId: state.templateId, templateVersion: 1, status: state.status };
});
