import { ensure } from '@steward/domain';

/** What may not be shared: it names a person or a machine. */
const KINDS = [
  ['case.holds-email', 'an e-mail address', /[\w.+-]+@[\w-]+(\.[\w-]+)+/],
  // Eighteen digits, the last of which may be X; before phone numbers, which it may look like.
  [
    'case.holds-id-number',
    'an identity number',
    /(?<!\d)[1-9]\d{5}(19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?![\dA-Za-z])/,
  ],
  [
    'case.holds-ip',
    'an IP address',
    /(?<![\d.])(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}(?![\d.]*\d)/,
  ],
  ['case.holds-ip', 'an IP address', /(?<![\w:])([\da-f]{1,4}:){7}[\da-f]{1,4}(?![\w:])/i],
  ['case.holds-ip', 'an IP address', /(?<![\w:])([\da-f]{1,4}:){1,6}(:[\da-f]{1,4}){1,6}(?![\w:])/i],
  ['case.holds-phone', 'a phone number', /(?<!\d)(\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/],
  ['case.holds-phone', 'a phone number', /(?<!\d)0\d{2,3}[- ]?[2-9]\d{6,7}(?!\d)/],
] as const;

/** Digits and signs of the full width, as Chinese keyboards give them, read like the others. */
const narrowed = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));

/**
 * Refuses texts with a phone number, an identity number, an IP address or an e-mail address. Breaks
 * `case.holds-…` at the field's path; the sentence says where in it, and does not repeat what. Clause 3.2.2.
 */
export function ensureRedacted(texts: Readonly<Record<string, string>>): void {
  for (const [field, text] of Object.entries(texts)) {
    const plain = narrowed(text);
    for (const [code, what, pattern] of KINDS) {
      const at = plain.search(pattern);
      ensure(at < 0, code, `The ${field} holds ${what} at character ${at + 1}.`, `/${field}`);
    }
  }
}
