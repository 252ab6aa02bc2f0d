import fc from 'fast-check';
import { parse, v5 } from 'uuid';
import { entryOf, identify, incomingOf } from './submission-entries.js';

/** The namespace of entry ids, which may never change. */
const entryIds = parse('6f1c9d2e-5b0a-4b3c-9a77-2f6f0d6a4c11');

describe('the id of an entry', () => {
  it('is the UUIDv5 of its mission, its command and its place in that', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'binary' }),
        fc.nat(999),
        (mission, key, index) => {
          const command = { command: 'add-note', body: { text: 'a note' } };
          const actor = { id: 'kidal', role: 'reporter' };
          const identified = identify({ mission, commands: [command], batch: false, key, dryRun: false, actor });
          const accepted = { kind: 'accepted', occurredAt: '2023-08-13', placedAt: '2023-08-13T00:00:00Z' } as const;
          const making = { identified, index, size: 1, command, actor, revision: 0, recordedAt: 0 };
          const { id } = entryOf(incomingOf(command), accepted, making);
          expect(id).toBe(v5(Buffer.from(`${mission}:${key}:${index}`), entryIds));
        },
      ),
    );
  });
});
