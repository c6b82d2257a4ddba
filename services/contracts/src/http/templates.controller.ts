import { Body, Controller, Get, Header, Headers, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { Page, UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, attached, PdfPrinter, Permission, prefersChinese, WhoAsks } from '@steward/platform';
import { DraftTemplate, draftTemplate } from '../app/draft-template';
import { DraftTemplateVersion, draftTemplateVersion } from '../app/draft-template-version';
import { publishTemplate } from '../app/publish-template';
import { templateDocument } from '../storage/template-document-views';
import {
  oneTemplateVersion,
  templateExport,
  templatesPage,
  templateVersions,
} from '../storage/template-views';

import { templateOnPaper } from './template-document';

/** The template is named by the path. */
class DraftTemplateVersionBody extends OmitType(DraftTemplateVersion, ['templateId']) {}

@Controller('v1/templates')
export class TemplatesController {
  constructor(
    private readonly useCases: UseCases,
    private readonly printer: PdfPrinter,
  ) {}

  /** Lists the standard contracts; a vendor sees what is published. Clause 3.4.2c. */
  @Get()
  @Permission('contracts.read')
  list(@Query() page: Page, @ActingAs() actor: Actor) {
    return this.useCases.read(templatesPage, page, actor);
  }

  /** Lists the versions of a standard contract, the newest first. Clause 3.4.2c. */
  @Get(':templateId/versions')
  @Permission('contracts.read')
  versions(@Param('templateId') templateId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(templateVersions, { templateId }, actor);
  }

  /** Shows one version with all its terms and clauses. Clause 3.4.2c. */
  @Get(':templateId/versions/:templateVersion')
  @Permission('contracts.read')
  one(
    @Param('templateId') templateId: string,
    @Param('templateVersion') version: string,
    @ActingAs() actor: Actor,
  ) {
    return this.useCases.read(oneTemplateVersion, { templateId, templateVersion: Number(version) }, actor);
  }

  /** Exports a published version as a JSON document. Clause 3.4.2c. */
  @Get(':templateId/versions/:templateVersion/export')
  @Header('content-disposition', 'attachment; filename="contract-template.json"')
  @Permission('contracts.read')
  export(
    @Param('templateId') templateId: string,
    @Param('templateVersion') version: string,
    @ActingAs() actor: Actor,
  ) {
    return this.useCases.read(templateExport, { templateId, templateVersion: Number(version) }, actor);
  }

  /** Prints a published version, its headings in Chinese or, where it is asked for, in English. 3.4.2c. */
  @Get(':templateId/versions/:templateVersion/pdf')
  @Permission('contracts.read')
  async pdf(
    @Param('templateId') templateId: string,
    @Param('templateVersion') version: string,
    @ActingAs() actor: Actor,
    @Headers('accept-language') language: string | undefined,
  ) {
    const asked = { templateId, templateVersion: Number(version) };
    const template = await this.useCases.read(templateDocument, asked, actor);
    const paper = templateOnPaper(template, prefersChinese(language ?? '') ? 'zh' : 'en');
    return attached(await this.printer.print(paper), 'application/pdf', `${template.code}.pdf`);
  }

  /** Drafts a new standard contract. Clause 3.4.2c. */
  @Post()
  @Permission('contracts.draft-template')
  draft(@Body() body: DraftTemplate, @WhoAsks() asked: Asked) {
    return this.useCases.run(draftTemplate, body, asked);
  }

  /** Drafts the next version of a standard contract. Clause 3.4.2c. */
  @Post(':templateId/versions')
  @Permission('contracts.draft-template')
  draftVersion(
    @Param('templateId') templateId: string,
    @Body() body: DraftTemplateVersionBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(draftTemplateVersion, { ...body, templateId }, asked);
  }

  /** Publishes a version that another person drafted. Clause 3.4.2c. */
  @Post(':templateId/versions/:templateVersion/publication')
  @Permission('contracts.publish-template')
  publish(
    @Param('templateId') templateId: string,
    @Param('templateVersion') version: string,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(publishTemplate, { templateId, templateVersion: Number(version) }, asked);
  }
}
