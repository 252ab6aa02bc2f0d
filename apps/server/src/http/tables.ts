import type { FastifyInstance } from 'fastify';
import { csvType, isOfTable, workbookType } from '../imports/media-types.js';
import { packedMiBMax } from '../imports/table.js';
import { Problem } from './problems.js';

/** The one route that takes tables, and with them larger bodies than all others. */
const route = '/v1/missions/:mission/imports';

/** Lets tables in at the route that takes them, as bytes, and nowhere else. */
export function takeTables(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (options) => {
    if (options.url === route && options.method === 'POST') options.bodyLimit = packedMiBMax * 1024 * 1024;
  });
  // Before a byte of the body is read.
  fastify.addHook('onRequest', ({ method, headers, routeOptions: { url } }, _reply, done) => {
    const isElsewhere = method === 'POST' && url !== undefined && url !== route;
    done(isElsewhere && isOfTable(headers['content-type']) ? new Problem('media-type') : undefined);
  });
  fastify.addContentTypeParser([csvType, workbookType], { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
}
