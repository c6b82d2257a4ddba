import { StreamableFile } from '@nestjs/common';

/** An answer that browsers keep as a file. A name beyond ASCII is told as RFC 6266 has it. */
export function attached(content: Buffer, type: string, name: string): StreamableFile {
  const plain = name.replace(/[^\w.-]/g, '_');
  const disposition = `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
  return new StreamableFile(content, { type, disposition, length: content.length });
}
