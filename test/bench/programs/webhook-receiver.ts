import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listening } from './listening.js';

/** Whoever is told by webhook: takes what comes, but for `/hang`, where it never answers. */
const server = createServer((request, response) => {
  request.resume();
  if (request.url !== '/hang') response.writeHead(204).end();
});
server.listen(0, '127.0.0.1', () => listening(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
