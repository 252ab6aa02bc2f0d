import { createWriteStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import { ZipFile } from 'yazl';

/** Files by name; those without bytes are left out. */
export type PackedFiles = Record<string, Buffer | string | undefined>;

/** Reads a zip, without any of the code that is tested. */
export async function unpack(file: string): Promise<PackedFiles> {
  const zip = await yauzl.openPromise(file);
  const files: PackedFiles = {};
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    files[entry.fileName] = Buffer.concat(chunks);
  }
  return files;
}

/** Writes files into a zip, or into a folder where the name does not end in .zip. */
export async function pack(files: PackedFiles, target: string): Promise<void> {
  const present = Object.entries(files).filter((pair): pair is [string, Buffer | string] => pair[1] !== undefined);
  if (target.endsWith('.zip')) {
    const zip = new ZipFile();
    for (const [name, bytes] of present) zip.addBuffer(Buffer.from(bytes), name, { compressionLevel: 1 });
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(target));
    return;
  }
  await rm(target, { recursive: true, force: true });
  for (const [name, bytes] of present) {
    await mkdir(dirname(join(target, name)), { recursive: true });
    await writeFile(join(target, name), bytes);
  }
}
