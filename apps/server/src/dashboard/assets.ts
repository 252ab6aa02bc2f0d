import type { FastifyReply, FastifyRequest } from 'fastify';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { encodingsFor } from '../http/accept.js';

/** A file of the dashboard as it is sent: its bytes, plain and compressed. */
export interface Asset {
  type: string;
  plain: Buffer;
  br?: Buffer;
  gzip?: Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
};

/** Looks upwards for the build: the sources and the build lie at different depths below the project's folder. */
function builtDir(): string | undefined {
  for (let dir = dirname(fileURLToPath(import.meta.url)); dir !== dirname(dir); dir = dirname(dir)) {
    const built = join(dir, 'dist', 'apps', 'dashboard');
    if (existsSync(join(built, 'index.html'))) return built;
  }
  return undefined;
}

const bytesOf = (path: string): Buffer | undefined => (existsSync(path) ? readFileSync(path) : undefined);

const read = (path: string): Asset => ({
  type: types[extname(path)] ?? 'application/octet-stream',
  plain: readFileSync(path),
  br: bytesOf(`${path}.br`),
  gzip: bytesOf(`${path}.gz`),
});

/** Something that is made at the start and never changes, compressed once. */
export function assetOf(type: string, text: string): Asset {
  const plain = Buffer.from(text);
  return { type, plain, gzip: gzipSync(plain, { level: 9 }) };
}

/** Sends the smallest form that the client takes. */
export async function sendAsset(
  { type, plain, br, gzip }: Asset,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const taken = encodingsFor(request);
  void reply.header('content-type', type).header('vary', 'accept-encoding');
  if (br && taken.has('br')) await reply.header('content-encoding', 'br').send(br);
  else if (gzip && taken.has('gzip')) await reply.header('content-encoding', 'gzip').send(gzip);
  else await reply.send(plain);
}

/** The dashboard as it was built, read once: a request touches no file. */
export class Assets {
  /** The page; undefined if the dashboard has not been built. */
  readonly page: Asset | undefined;
  private readonly files = new Map<string, Asset>();

  constructor(dir: string | undefined = builtDir()) {
    if (dir === undefined) return;
    this.page = read(join(dir, 'index.html'));
    const folder = join(dir, 'assets');
    for (const name of readdirSync(folder)) {
      if (/\.(gz|br)$/.test(name)) continue;
      this.files.set(name, read(join(folder, name)));
    }
  }

  /** A file by the name that carries its hash. */
  file(name: string): Asset | undefined {
    return this.files.get(name);
  }
}
