import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Failure, reasonOf } from '../failure';
import { signedIn } from './place';

/**
 * Writes the postings of a period to `out`, which is replaced in one step or stays as it was. Gives the
 * SHA-256 of its bytes, which is what the service said it would be.
 */
export async function exportPostings(
  { from, to, bom = false }: { readonly from: string; readonly to: string; readonly bom?: boolean },
  out: string,
): Promise<string> {
  const query = new URLSearchParams({ from, to, bom: String(bom) });
  const { etag, content } = await (await signedIn('auditor')).download(`finance/v1/postings.csv?${query}`);
  const draft = `${out}.${randomUUID()}.part`;
  const hashing = createHash('sha256');
  try {
    await pipeline(
      Readable.fromWeb(content),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hashing.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(draft, { flush: true }),
    );
    const hash = hashing.digest('hex');
    if (etag !== `"${hash}"`) throw new Failure('what came is not what the service said it would be');
    await rename(draft, out);
    return hash;
  } catch (error) {
    await rm(draft, { force: true });
    throw new Failure(`${out} cannot be written: ${reasonOf(error)}.`);
  }
}
