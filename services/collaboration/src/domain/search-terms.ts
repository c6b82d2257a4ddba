/** Letters and digits together, and Chinese by itself: it has no spaces between words. */
const RUNS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu;
const IS_HAN = /^\p{Script=Han}/u;

/**
 * What a text is found by: words of letters and digits as they are, Chinese by each two characters that
 * follow one another, so that no dictionary has to know where a word ends. In the text's order.
 */
export function termsOf(text: string): readonly string[] {
  const runs = text.normalize('NFKC').toLowerCase().match(RUNS) ?? [];
  return runs.flatMap((run) => {
    const characters = [...run];
    if (!IS_HAN.test(run) || characters.length === 1) return [run];
    return characters.slice(1).map((character, index) => characters[index]! + character);
  });
}

/** A text's terms with their places and weight, in the notation of a tsvector; A counts most. */
export function searchVector(
  parts: readonly (readonly [text: string, weight: 'A' | 'B' | 'C' | 'D'])[],
): string {
  let place = 0;
  return parts
    .flatMap(([text, weight]) => termsOf(text).map((term) => `'${term}':${(place += 1)}${weight}`))
    .join(' ');
}

export type Search = {
  /** One tsquery for each different term. */
  readonly terms: readonly string[];
  /** How many of them must be there: a sentence says more than a case does. */
  readonly least: number;
};

/** What is asked for; null where it holds no letter or digit. One Chinese character alone is a beginning. */
export function searchFor(query: string): Search | null {
  const found = [...new Set(termsOf(query))];
  if (found.length === 0) return null;
  const terms = found.map((term) =>
    IS_HAN.test(term) && [...term].length === 1 ? `'${term}':*` : `'${term}'`,
  );
  return { terms, least: Math.max(Math.min(terms.length, 2), Math.ceil(terms.length / 3)) };
}
