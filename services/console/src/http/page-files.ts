import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

export type Reply = { headers(headers: Record<string, string>): Reply; send(body: Buffer): unknown };

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** A file of the pages, which lie beside `src` and `dist` alike. */
export const pageFile = (name: string): string => join(__dirname, '../../public', name);

/** Answers with a file; as a page it may run its own scripts, and ask this site and the issuer. */
export async function sendFile(reply: Reply, path: string, issuer: string): Promise<void> {
  const { origin } = new URL(issuer);
  // Swagger UI's icons are data.
  const policy = [
    ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:"],
    ...[`connect-src 'self' ${origin}`, "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
  ];
  reply
    .headers({
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'cache-control': 'no-cache',
      'content-security-policy': policy.join('; '),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    .send(await readFile(path));
}
