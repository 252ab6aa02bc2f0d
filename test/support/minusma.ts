import { readFileSync } from 'node:fs';
import type { TestCommand } from './log.js';
import type { TestServer } from './server.js';

/** The file of the real withdrawal, as commands. */
export const minusmaFile = 'docs/examples/minusma-2023.ndjson';

/** A line of that file. */
export interface MinusmaLine extends TestCommand {
  occurredAt: string;
  reportedAt: string;
  source: { title: string; url: string; ref: string; confidence: string };
}

/** The real withdrawal, line by line: the index of a line is its revision. */
export const minusmaLines: readonly MinusmaLine[] = readFileSync(minusmaFile, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as MinusmaLine);

/** The revisions of the entries that hold all of this. Entries are found by what they say: their places move with the file. */
export const revisionsWith = (fields: Record<string, unknown>): number[] =>
  [...minusmaLines.keys()].filter((revision) =>
    Object.entries(fields).every(([field, value]) => minusmaLines[revision]?.[field] === value),
  );

/** The revision of the one entry that holds all of this. Throws where there is none, or another. */
export function revisionWith(fields: Record<string, unknown>): number {
  const [revision, another] = revisionsWith(fields);
  if (revision !== undefined && another === undefined) return revision;
  throw new Error(`not one entry with ${JSON.stringify(fields)}`);
}

/** The newest revision that was known at the end of a day. */
export const lastKnownOn = (day: string): number => minusmaLines.findLastIndex(({ reportedAt }) => reportedAt <= day);

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
