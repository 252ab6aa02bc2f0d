import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { NoEvidence } from '../evidence.js';

/** The files of a package, zipped or not. */
export interface PackageFiles {
  has(name: string): boolean;
  names(): string[];
  /** Opens one. Throws NoEvidence if it is not there. */
  open(name: string): Promise<Readable>;
  close(): Promise<void>;
}

/** Most bytes that are read at once. */
const readBytesMax = 256 * 1024;

/** Opens a file. A small one takes no more memory than it has bytes: a package has dozens of them. */
export async function openFile(path: string): Promise<Readable> {
  const { size } = await stat(path);
  return createReadStream(path, { highWaterMark: Math.min(Math.max(size, 1), readBytesMax) });
}

/** The files of an unpacked package. */
export async function filesOfFolder(folder: string): Promise<PackageFiles> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  const known = new Set(names);
  return {
    has: (name) => known.has(name),
    names: () => names,
    open: async (name) => {
      if (!known.has(name)) throw new NoEvidence(`${name} is missing`);
      return openFile(join(folder, name));
    },
    close: async () => undefined,
  };
}

/** The files of a zipped package. Throws NoEvidence if it is no zip, or has two files of one name. */
export async function filesOfZip(file: string): Promise<PackageFiles> {
  try {
    const zip = await yauzl.openPromise(file, { autoClose: false, lazyEntries: true });
    try {
      const entries = new Map<string, yauzl.Entry>();
      for await (const entry of zip.eachEntry()) {
        if (entries.has(entry.fileName)) throw new NoEvidence(`there are two files named ${entry.fileName}`);
        if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
      }
      return {
        has: (name) => entries.has(name),
        names: () => [...entries.keys()],
        open: async (name) => {
          const entry = entries.get(name);
          if (!entry) throw new NoEvidence(`${name} is missing`);
          return zip.openReadStreamPromise(entry);
        },
        close: async () => zip.close(),
      };
    } catch (error) {
      zip.close();
      throw error;
    }
  } catch (error) {
    throw asNoEvidence(error);
  }
}

/** A package that cannot be read is none; anything else that goes wrong is not of its making. */
export function asNoEvidence(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const isOfSystem = code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR';
  return error instanceof NoEvidence
    ? error
    : new NoEvidence(`cannot be read${isOfSystem ? '' : ' as a package'}: ${(error as Error).message}`);
}
