import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Witness } from './witness.js';

const bodyBytesMax = 64 * 1024;
const text = 'text/plain; charset=utf-8';

/**
 * Serves a witness on a port of 127.0.0.1 (0 takes a free one): `POST /add-checkpoint` as C2SP tlog-witness has it, and `GET /key`.
 * `now` is the clock, in milliseconds since 1970.
 */
export async function serveWitness(witness: Witness, port: number, now: () => number = Date.now): Promise<Server> {
  const server = createServer((request, response) => {
    answer(witness, request, response, now).catch(() => {
      if (!response.headersSent) send(response, 500, 'This witness cannot keep checkpoints at present.');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

async function answer(
  witness: Witness,
  request: IncomingMessage,
  response: ServerResponse,
  now: () => number,
): Promise<void> {
  if (request.method === 'GET' && request.url === '/key') return send(response, 200, witness.verifierKey);
  if (request.url !== '/add-checkpoint') return send(response, 404, 'There is no such page: POST /add-checkpoint.');
  if (request.method !== 'POST') return send(response, 405, 'POST a checkpoint here.');
  const body = await bodyOf(request);
  if (body === undefined) return send(response, 400, 'the request is too long, or not UTF-8');
  const result = witness.add(body, Math.floor(now() / 1000));
  if (result.status === 200) return send(response, 200, result.cosignature.trimEnd());
  if (result.status === 409) return send(response, 409, String(result.size), 'text/x.tlog.size');
  send(response, result.status, result.why);
}

function send(response: ServerResponse, status: number, line: string, type = text): void {
  response.writeHead(status, { 'content-type': type, ...(status === 400 && { connection: 'close' }) });
  response.end(`${line}\n`);
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let left = bodyBytesMax;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    left -= chunk.length;
    if (left < 0) return undefined;
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    return undefined;
  }
}
