import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { headersOfAll } from './edge.js';
import { Problem, type ProblemCode } from './problems.js';

const byCode: Readonly<Record<string, ProblemCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'too-slow',
  HPE_HEADER_OVERFLOW: 'head-too-large',
};

/** Answers what is no request at all, or was too slow to become one: there is nothing to reply through but the socket. */
export function answerBrokenRequest(error: Error & { code: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  // What it asked for is not known: its language neither.
  const document = new Problem(byCode[error.code] ?? 'request-invalid').document('en');
  const body = JSON.stringify(document);
  const more = Object.entries(headersOfAll).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${document.status} ${STATUS_CODES[document.status] ?? ''}\r\ncontent-type: application/problem+json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n${more.join('')}\r\n${body}`,
  );
}
