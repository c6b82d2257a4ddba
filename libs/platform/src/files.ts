import { Injectable } from '@nestjs/common';
import { NotFound } from '@steward/domain';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ServiceConfig } from './config';
import { ProblemException } from './problem';

/** `fileId` is the SHA-256 of the content, hexadecimal: the same file is stored once. */
export type StoredFile = { readonly fileId: string; readonly sizeBytes: number };

/** Where uploads are kept. The default adapter is a folder; an object store is another. */
export abstract class FileStore {
  /**
   * Streams a file in, at most 64 MiB. Throws the problems `file.too-large` and, where its sender broke off,
   * `file.incomplete`; nothing is kept then.
   */
  abstract put(content: Readable): Promise<StoredFile>;
  /** Reads a file that is not kept. Throws what `put` throws. */
  async hold(content: Readable): Promise<Buffer> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of within(content)) chunks.push(chunk);
      return Buffer.concat(chunks);
    } catch (error) {
      throw content.errored ? brokenOff() : error;
    } finally {
      content.resume(); // the rest is read and dropped
    }
  }
  /** Throws NotFound. */
  abstract open(fileId: string): Promise<Readable>;
}

const LIMIT = 64 * 1024 * 1024;

/** An upload as far as it is not too large. */
async function* within(content: Readable): AsyncGenerator<Buffer> {
  let sizeBytes = 0;
  // Destroying an upload would cut the connection before its sender has read the answer.
  for await (const chunk of content.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > LIMIT) throw new ProblemException(413, 'file.too-large', 'A file may have 64 MiB.');
    yield chunk;
  }
}

const brokenOff = () => new ProblemException(400, 'file.incomplete', 'The upload broke off.');

@Injectable()
export class FolderStore extends FileStore {
  constructor(private readonly config: ServiceConfig) {
    super();
  }

  override async put(content: Readable): Promise<StoredFile> {
    await mkdir(this.config.FILES_DIR, { recursive: true });
    const incoming = join(this.config.FILES_DIR, `incoming-${randomUUID()}`);
    const hash = createHash('sha256');
    let sizeBytes = 0;
    async function* measured() {
      for await (const chunk of within(content)) {
        sizeBytes += chunk.length;
        hash.update(chunk);
        yield chunk;
      }
    }
    try {
      await pipeline(measured, createWriteStream(incoming, { flags: 'wx' }));
      const fileId = hash.digest('hex');
      await rename(incoming, this.pathOf(fileId));
      return { fileId, sizeBytes };
    } catch (error) {
      throw content.errored ? brokenOff() : error;
    } finally {
      content.resume(); // the rest is read and dropped
      await rm(incoming, { force: true });
    }
  }

  override async open(fileId: string): Promise<Readable> {
    const isId = /^[0-9a-f]{64}$/.test(fileId);
    const found = isId && (await stat(this.pathOf(fileId)).catch(() => null));
    if (!found) throw new NotFound('file', fileId);
    return createReadStream(this.pathOf(fileId));
  }

  private pathOf(fileId: string): string {
    return join(this.config.FILES_DIR, fileId);
  }
}
