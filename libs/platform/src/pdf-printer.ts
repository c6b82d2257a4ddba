import { Injectable } from '@nestjs/common';
import { existsSync } from 'node:fs';
import { ServiceConfig } from './config';
import { ProblemException } from './problem';

/** A document in pdfmake's terms (content, styles); its font is the printer's to choose. */
export type PdfDocument = {
  readonly title: string;
  /** The instant that the document says it was made at: what is printed again is the same again. */
  readonly madeAt: Date;
  readonly content: readonly object[];
  readonly styles?: Readonly<Record<string, object>>;
  readonly pageOrientation?: 'portrait' | 'landscape';
};

/** Prints documents as PDF, Chinese included. */
@Injectable()
export class PdfPrinter {
  constructor(private readonly config: ServiceConfig) {}

  /** Breaks `document.font-missing`. */
  async print({ title, madeAt, ...document }: PdfDocument): Promise<Buffer> {
    const { PDF_FONT: font } = this.config;
    if (!existsSync(font)) {
      throw new ProblemException(
        503,
        'document.font-missing',
        'Documents cannot be printed here: install fonts-wqy-zenhei or set PDF_FONT.',
      );
    }
    const { default: pdfmake } = await import('pdfmake'); // seldom needed, and slow to load
    const face: [string, string] = [font, 'WenQuanYiZenHei'];
    pdfmake.setFonts({ ZenHei: { normal: face, bold: face, italics: face, bolditalics: face } });
    pdfmake.setUrlAccessPolicy(() => false);
    pdfmake.setLocalAccessPolicy((path) => path === font);
    const printed = pdfmake.createPdf({
      ...document,
      info: { title, creationDate: madeAt, producer: 'Steward', creator: 'Steward' },
      defaultStyle: { font: 'ZenHei', fontSize: 9 },
      pageMargins: [40, 48, 40, 48],
      footer: (page: number, pages: number) => ({
        ...{ text: `${title} · ${page}/${pages}`, alignment: 'center', fontSize: 7, margin: [0, 16, 0, 0] },
      }),
    });
    return printed.getBuffer();
  }
}
