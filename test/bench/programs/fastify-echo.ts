import fastify from 'fastify';
import { bodySchema, dataSchemas } from '../../../apps/server/src/describe/schemas.js';
import { command } from '../command.js';
import { listening } from './listening.js';

/** A bare Fastify server that only validates by the command's JSON Schema and echoes. */
const schemas = dataSchemas();
const app = fastify();
const inline = JSON.parse(
  JSON.stringify(bodySchema(command, schemas)).replaceAll('#/components/schemas/', ''),
) as object;
for (const [name, schema] of Object.entries(schemas))
  app.addSchema({
    ...(JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', '')) as object),
    $id: name,
  });
app.post('/', { schema: { body: inline } }, (request, reply) => reply.send(request.body));
listening(await app.listen({ port: 0, host: '127.0.0.1' }));
