import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { misuse } from '../failure';
import { whatIfText, type Language, type WhatIfAnswer } from '../report/what-if-table';
import { signedIn } from './place';

export type WhatIfOptions = {
  readonly terms: string;
  readonly from: string;
  readonly to: string;
  readonly vendor?: string;
  readonly contract?: string;
  readonly lang: string;
  readonly json?: boolean;
};

/** What past months would have come to under the terms of a file, as a table or as JSON. Clause 2.2. */
export async function askWhatIf(options: WhatIfOptions): Promise<string> {
  const { from, to, vendor, contract, lang, json = false } = options;
  if (lang !== 'zh' && lang !== 'en') throw misuse(`There is no table in ${lang}; there are zh and en.`);
  const asked = {
    ...{ terms: termsIn(options.terms), fromOn: from, toOn: to },
    ...(vendor !== undefined && { vendorId: vendor }),
    ...(contract !== undefined && { contractId: contract }),
  };
  const office = await signedIn('office-head');
  const answer = await office.post<WhatIfAnswer>('contracts/v1/contracts/what-if', randomUUID(), asked);
  return json ? JSON.stringify(answer, null, 2) : whatIfText(answer, lang satisfies Language);
}

function termsIn(file: string): object {
  let terms: unknown;
  try {
    terms = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw misuse(`The terms in ${file} cannot be read as JSON.`);
  }
  if (terms === null || typeof terms !== 'object' || Array.isArray(terms)) {
    throw misuse(`The terms in ${file} must be an object.`);
  }
  return terms;
}
