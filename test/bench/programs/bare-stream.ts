import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { listening } from './listening.js';

/** The least that a live stream can be: what is posted is written to everybody who has opened a stream. */
const streams = new Set<ServerResponse>();
const server = createServer((request, response) => {
  if (request.method === 'POST') {
    void buffer(request).then((bytes) => {
      for (const stream of streams) stream.write(bytes);
      response.writeHead(204).end();
    });
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('retry: 3000\n\n');
  streams.add(response);
  response.once('close', () => streams.delete(response));
});
server.listen(0, '127.0.0.1', 4096, () => listening(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
