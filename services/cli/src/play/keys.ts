import { createHash } from 'node:crypto';

/** The Idempotency-Key of a step: the same on every play, so that the second one changes nothing. */
export const keyOf = (log: string, code: string, step: string): string => `${log}/${code}/${step}`;

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
