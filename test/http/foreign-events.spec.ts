import fc from 'fast-check';
import { hash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonical } from '#libs/canonical-json';
import type { NewEntry } from '#libs/event-store';
import { startBeside, stoppedOf, until, type Beside } from '../support/beside.js';
import { startStandIn, type StandIn } from '../support/stand-in.js';
import { rounds } from '../support/rounds.js';

/** An event as it lies in the log, to the byte. */
interface Foreign {
  type?: string;
  data: string | Buffer;
  metadata?: string | Buffer;
  contentType?: string;
}

/** What somebody put past everybody's rules into the log. */
function rowOf({ type = 'NoteAdded', data, metadata = '', contentType = 'application/json' }: Foreign): NewEntry {
  const sent = { data: Buffer.from(data).toString('base64'), metadata: Buffer.from(metadata).toString('base64') };
  const original = JSON.stringify({ ...sent, contentType });
  return { id: randomUUID(), type, body: '{}', recordedAt: '2023-08-13T08:30:00.000Z', original };
}

const recordedAt = '2023-08-13T08:30:00.000Z';

/** The envelope of a note as a server of this kind would write it, at revision 1 of a mission. */
const envelope = (mission: string, id: string): Record<string, unknown> => ({
  id,
  mission,
  revision: 1,
  type: 'NoteAdded',
  schema: 1,
  occurredAt: '2023-08-01',
  placedAt: '2023-08-01T23:59:59.999Z',
  recordedAt,
  actor: { id: 'somebody', role: 'admin' },
  commandId: 'c',
  commandDigest: 'd',
  correlationId: 'c',
  causationId: 'c',
  data: { text: 'x' },
});

/** That note with something else in its place. */
function noted(mission: string, changed: object, said: object = {}): NewEntry {
  const id = randomUUID();
  const body = canonical({ ...envelope(mission, id), ...changed });
  const metadata = JSON.stringify({ recordedAt, hash: hash('sha256', body), ...said });
  return { ...rowOf({ data: body, metadata }), id, body };
}

let dir: string;
let standIn: StandIn;
let server: Beside;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-foreign-'));
  standIn = await startStandIn(dir);
  server = await startBeside(standIn);
  await server.open('other');
});
afterAll(async () => {
  await server.close();
  await standIn.close();
  rmSync(dir, { recursive: true });
});

let count = 0;

/** Opens a mission and puts a row behind its first entry. */
async function put(row: (mission: string) => NewEntry): Promise<string> {
  const mission = `m${count++}`;
  await server.open(mission);
  await standIn.log.append(`mission-${mission}`, 0, [row(mission)]);
  return mission;
}

/** What the server says of a mission once it has seen its revision 1. */
async function toldOf(mission: string): Promise<{ revision: number; reason: string } | undefined> {
  await until(
    () => server.get(`/v1/missions/${mission}?atLeast=1`),
    ({ body }) => body.type !== '/problems/not-yet',
  );
  return (await stoppedOf(server))[mission];
}

const deep = (levels: number): string => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;

const shapes: [string, (mission: string) => NewEntry][] = [
  ['nested 10,000 deep', () => rowOf({ data: deep(10_000) })],
  ['nested 40 deep', () => rowOf({ data: deep(40) })],
  ['of a number without end', () => rowOf({ data: '{"a":1e400}' })],
  ['that is no object', () => rowOf({ data: '5' })],
  ['that is a text', () => rowOf({ data: '"text"' })],
  ['that is null', () => rowOf({ data: 'null' })],
  ['that is a list', () => rowOf({ data: '[1]' })],
  ['of bytes', () => rowOf({ data: Buffer.from([0, 255, 1]), contentType: 'application/octet-stream' })],
  ['of no JSON', () => rowOf({ data: '{"a":' })],
  ['of no UTF-8', () => rowOf({ data: Buffer.from('{"a":"\xff\xfe"}', 'latin1') })],
  ['of half a character', () => rowOf({ data: String.raw`{"a":"\ud800"}` })],
  ['of nothing', () => rowOf({ data: '' })],
  ['larger than an entry', () => rowOf({ data: JSON.stringify({ a: 'x'.repeat(100_000) }) })],
  ['of an unknown type', () => rowOf({ type: 'SomebodyElses', data: '{"hello":"world"}' })],
  ['that is a link', () => rowOf({ type: '$>', data: '0@mission-other', contentType: 'application/octet-stream' })],
  ['with metadata that is no JSON', (mission) => ({ ...noted(mission, {}), ...rowOf({ data: '{}', metadata: '{' }) })],
  ['with metadata of nonsense', (mission) => noted(mission, {}, { recordedAt: 'nonsense' })],
  ['with a hash that is wrong', (mission) => noted(mission, {}, { hash: hash('sha256', 'x') })],
  ['with a hash that is no text', (mission) => noted(mission, {}, { hash: 5 })],
  ['with data of 5', (mission) => noted(mission, { data: 5 })],
  ['with half a character in its text', (mission) => noted(mission, { data: { text: '\ud800' } })],
  ['that happened yesterday', (mission) => noted(mission, { occurredAt: 'yesterday' })],
  ['with a field that nobody knows', (mission) => noted(mission, { verdict: 'x' })],
];

describe('an event that another process put into a mission', () => {
  it.each(shapes)('%s, stops it alone at that very revision, also at start', async (_shape, row) => {
    const mission = await put(row);
    expect(await toldOf(mission)).toMatchObject({ revision: 1, reason: expect.any(String) as string });
    for (const reply of [await server.note(mission), await server.get(`/v1/missions/${mission}`)])
      expect([reply.status, reply.body.type, reply.body.revision]).toEqual([503, '/problems/mission-stopped', 1]);
    expect(await standIn.log.headRevision(`mission-${mission}`)).toBe(1);
    expect((await server.note('other')).status).toBe(201);
    await server.restart();
    expect(await toldOf(mission)).toMatchObject({ revision: 1 });
    expect((await server.note('other')).status).toBe(201);
  });

  it('is an entry where it is as a server of this kind writes it', async () => {
    const mission = await put((name) => noted(name, {}));
    expect(await toldOf(mission)).toBeUndefined();
    expect((await server.note(mission)).body.revision).toBe(2);
  });

  it('stops it alone, whatever any of its fields is', async () => {
    const nonsense = fc.oneof(
      fc.constantFrom<unknown>(null, 5, -1, 1e300, true, '', 'x', 'yesterday', '2023-02-30', [], {}, [[]], { a: 1 }),
      fc.jsonValue(),
    );
    const field = fc.constantFrom(...Object.keys(envelope('m', 'x')), 'batch', 'late', 'reportedAt', 'source');
    await fc.assert(
      fc.asyncProperty(field, nonsense, fc.boolean(), async (name, value, isMetadata) => {
        const changed = { [name]: value };
        const mission = await put((of) => (isMetadata ? noted(of, {}, { hash: value }) : noted(of, changed)));
        await toldOf(mission);
        const told = (await stoppedOf(server))[mission];
        const next = await server.note(mission);
        // Either it is an entry like any other, or the mission ends with the one before it.
        if (told) expect([told.revision, next.body.type]).toEqual([1, '/problems/mission-stopped']);
        else expect([next.status, next.body.revision]).toEqual([201, 2]);
        expect((await server.note('other')).status).toBe(201);
      }),
      { numRuns: rounds(60) },
    );
    await server.restart();
    expect((await server.note('other')).status).toBe(201);
  }, 600_000);
});
