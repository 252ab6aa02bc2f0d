import { readFileSync } from 'node:fs';
import type { TestServer } from './server.js';

/** The file of the real withdrawal, as commands. */
export const minusmaFile = 'docs/examples/minusma-2023.ndjson';

/** Records the real withdrawal as the mission `minusma`, then further commands one by one. Throws where one is refused. */
export async function recordMinusma(server: TestServer, further: readonly [string, object][] = []): Promise<void> {
  const recorded = await server.post('/v1/missions/minusma/commands', readFileSync(minusmaFile, 'utf8'), {
    'content-type': 'application/x-ndjson',
    'idempotency-key': 'the-real-withdrawal',
  });
  if (recorded.status !== 201) throw new Error(recorded.text);
  for (const [name, body] of further) {
    const reply = await server.command(name, body);
    if (reply.status !== 201) throw new Error(`${name}: ${reply.text}`);
  }
}

/** Log-keeping after the fact: corrections of corrections, retractions of retractions, a dispute, a toll, late orders. */
export const keeping = (revisionOf: (type: string) => number): [string, object][] => {
  const source = { title: 'the archive', confidence: 'medium' };
  const [attack, vacated, note] = [revisionOf('ConvoyAttacked'), revisionOf('BaseVacated'), revisionOf('NoteAdded')];
  return [
    ['retract-entry', { entry: note, reason: 'told twice' }],
    ['correct-entry', { entry: vacated, replacement: { occurredAt: '2023-08-05' }, reason: 'the day after' }],
    ['dispute-entry', { entry: attack, by: 'a spokesman', statement: '=1+1 were hurt', occurredAt: '2023-08-20' }],
    [
      'revise-toll',
      { entry: attack, effect: 'adds', casualties: [{ side: 'civilian', wounded: 2 }], occurredAt: '2023-08-21' },
    ],
    ['add-note', { text: '\uFF1Dcmd|calc, "quoted"\nand a second line', base: 'ber', occurredAt: '2023-09' }],
    [
      'report-strength',
      { measure: 'present', component: 'civilian', count: { about: 860 }, occurredAt: '2023-09-01', source },
    ],
  ];
};
