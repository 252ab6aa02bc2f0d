import { asking, json, mission, parameter, reading, text } from '../describe/openapi-parts.js';

const whole = (name: string, description: string, required = false): object =>
  parameter('query', name, description, { type: 'integer', minimum: 0 }, required);

const read = (operationId: string, summary: string, type: string, parameters: object[] = []): object =>
  reading(
    ['audit', operationId, summary],
    [mission, ...parameters],
    type === 'application/json' ? json() : { [type]: { schema: text } },
  );

const tileIndex = parameter(
  'path',
  'tile',
  'Its index in groups of three digits, such as x001/067, and .p/<width> where it is not full.',
);

/** What an auditor asks for, as OpenAPI has it. */
export const auditPaths: Record<string, object> = {
  '/log/{mission}/checkpoint': read('log-checkpoint', 'The newest signed checkpoint (C2SP).', 'text/plain'),
  '/log/{mission}/checkpoints': read('log-checkpoints', 'Earlier signed checkpoints and the newest.', 'text/plain'),
  '/log/{mission}/key': read('log-key', 'The key that checkpoints are checked with.', 'text/plain'),
  '/log/{mission}/tile/{level}/{tile}': read(
    'log-tile',
    'A tile of hashes (C2SP tlog-tiles).',
    'application/octet-stream',
    [parameter('path', 'level', 'From 0 upwards.'), tileIndex],
  ),
  '/log/{mission}/tile/entries/{tile}': asking(
    'read-history',
    read('log-entries', 'A bundle of entries (C2SP tlog-tiles).', 'application/octet-stream', [tileIndex]),
  ),
  '/v1/missions/{mission}/proofs/inclusion': read(
    'prove-inclusion',
    'That an entry is in the log (RFC 6962).',
    'application/json',
    [
      whole('revision', 'The entry.', true),
      whole('size', 'Entries of the tree; those of the newest checkpoint without it.'),
    ],
  ),
  '/v1/missions/{mission}/proofs/consistency': read(
    'prove-consistency',
    'That the log only grew (RFC 6962).',
    'application/json',
    [
      whole('from', 'Entries of the earlier tree.', true),
      whole('to', 'Of the later; those of the newest checkpoint without it.'),
    ],
  ),
  '/v1/missions/{mission}/entries/{revision}/proof': read(
    'entry-proof',
    'One entry with its proof (C2SP tlog-proof).',
    'text/plain',
    [parameter('path', 'revision', 'Its revision.')],
  ),
  '/v1/missions/{mission}/evidence': read('evidence', 'The log with all that proves it, as a zip.', 'application/zip'),
};
