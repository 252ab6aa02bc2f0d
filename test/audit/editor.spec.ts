import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonical } from '#libs/canonical-json';
import { MissionTrees, NoEvidence, openEvidence, verifyEvidence, type Verdict } from '#libs/audit';
import { InMemoryStore } from '#libs/event-store';
import { pack, unpack } from './packing.js';
import { Random } from '../support/random.js';
import { bodyOf, mission, signedLog, vkey, writePackage, type SignedLog } from './signed-log.js';

const entries = 40;
const orders = 200;
const random = new Random(20_230_813);
const pick = (below: number): number => random.below(below);

let dir: string;
/** Signed after each entry, and after each seventh. */
let single: SignedLog;
let grouped: SignedLog;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-editor-'));
  single = await signedLog(entries);
  grouped = await signedLog(entries, 7);
  await writePackage(grouped, join(dir, 'whole.zip'));
  await pack(await unpack(join(dir, 'whole.zip')), join(dir, 'whole'));
});
afterAll(() => rmSync(dir, { recursive: true }));

/** What an editor may do at a place; each says how. */
const edits: Record<string, (bodies: string[], at: number) => void> = {
  change: (bodies, at) => (bodies[at] = bodyOf(at, `altered ${pick(1000)}`)),
  delete: (bodies, at) => bodies.splice(at, 1),
  insert: (bodies, at) => bodies.splice(at, 0, bodyOf(at, 'forged')),
  reorder: (bodies, at) => {
    const other = at + 1 + pick(bodies.length - at - 1);
    [bodies[at], bodies[other]] = [bodies[other]!, bodies[at]!];
  },
};

/** Makes each entry say the revision that it now has, as an editor would who knows that it is looked at. */
const renumbered = (bodies: readonly string[]): string[] =>
  bodies.map((body, revision) => canonical({ ...(JSON.parse(body) as object), revision }));

const ndjson = (bodies: readonly string[]): string => bodies.map((body) => `${body}\n`).join('');

const storeOf = async (bodies: readonly string[]): Promise<InMemoryStore> => {
  const store = new InMemoryStore();
  const rows = bodies.map((body, at) => ({ id: `e-${at}`, type: 'NoteAdded', body, recordedAt: '' }));
  await store.append(`mission-${mission}`, -1, rows);
  return store;
};

const verify = async (source: string, checkpoints?: string): Promise<Verdict> =>
  verifyEvidence(await openEvidence(source, checkpoints), { key: vkey });

/** Ways to lay hands on a log, and what is verified of it. */
const logs: Record<string, { isExact: boolean; verify: (bodies: readonly string[]) => Promise<Verdict> }> = {
  // Hashes, checkpoints and key are as they were.
  'the entries of a package': {
    isExact: true,
    verify: async (bodies) => {
      writeFileSync(join(dir, 'whole', 'entries.ndjson'), ndjson(bodies));
      return verify(join(dir, 'whole'));
    },
  },
  // The server itself makes the package, hashes and all, of what it finds in its database.
  'the database, signed entry by entry': {
    isExact: true,
    verify: async (bodies) => {
      const trees = new MissionTrees({ store: await storeOf(bodies) });
      await writePackage({ trees, checkpoints: single.checkpoints }, join(dir, 'edited.zip'));
      return verify(join(dir, 'edited.zip'));
    },
  },
  'the database, signed in groups': {
    isExact: false,
    verify: async (bodies) => {
      const trees = new MissionTrees({ store: await storeOf(bodies) });
      await writePackage({ trees, checkpoints: grouped.checkpoints }, join(dir, 'edited.zip'));
      return verify(join(dir, 'edited.zip'));
    },
  },
  'an export, with the checkpoints of a file outside the database': {
    isExact: true,
    verify: async (bodies) => {
      writeFileSync(join(dir, 'edited.ndjson'), ndjson(bodies));
      return verify(join(dir, 'edited.ndjson'), single.checkpoints.join(''));
    },
  },
};

interface Attempt {
  at: number;
  isRenumbered: boolean;
}

/** Every place but the last, with the revisions as they were and made to fit. */
const everyPlace: Attempt[] = Array.from({ length: entries - 1 }, (_, at) => at).flatMap((at) => [
  { at, isRenumbered: false },
  { at, isRenumbered: true },
]);

/** Places that are drawn, for what may be done to one of them in many ways. */
const drawnPlaces = (): Attempt[] =>
  Array.from({ length: orders }, (_, round) => ({ at: pick(entries - 1), isRenumbered: round % 2 === 0 }));

describe.each(Object.entries(logs))('an editor of %s', (_, { isExact, verify: verifyLog }) => {
  it.each([
    ['at every place', 'change', () => everyPlace],
    ['at every place', 'delete', () => everyPlace],
    ['at every place', 'insert', () => everyPlace],
    [`at ${orders} places`, 'reorder', drawnPlaces],
  ])(
    'is found %s: %s',
    async (_where, edit, attempts) => {
      for (const { at, isRenumbered } of attempts()) {
        const bodies = [...single.bodies];
        edits[edit]!(bodies, at);
        const { ok, firstBad } = await verifyLog(isRenumbered ? renumbered(bodies) : bodies);
        const wrong = { edit, at, firstBad };
        expect({ ok, ...wrong }).toEqual({ ok: false, ...wrong });
        if (isExact)
          expect({ ...wrong, ...firstBad }).toEqual({
            ...wrong,
            revision: at,
            from: at,
            to: at,
            message: firstBad?.message,
          });
        else
          expect({ ...wrong, isWithin: firstBad!.from <= at && at <= firstBad!.to }).toEqual({
            ...wrong,
            isWithin: true,
          });
      }
    },
    60_000,
  );
});

it('accepts none of 2,000 packages in which a bit, a byte or a line of some file is not as it was', async () => {
  const accepted: unknown[] = [];
  await writePackage(await signedLog(9, 4), join(dir, 'small.zip'));
  const folder = join(dir, 'small');
  const files = await unpack(join(dir, 'small.zip'));
  await pack(files, folder);
  const names = Object.keys(files);
  for (let tried = 0; tried < 2000;) {
    const name = names[pick(names.length)]!;
    const bytes = Buffer.from(files[name]!);
    const at = pick(bytes.length);
    const text = String(bytes).split('\n');
    const line = pick(text.length);
    const ways: (() => Buffer)[] = [
      () => Buffer.concat([bytes.subarray(0, at), Uint8Array.of(bytes[at]! ^ (1 << pick(8))), bytes.subarray(at + 1)]),
      () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]),
      () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + 1), bytes.subarray(at)]),
      () => bytes.subarray(0, at),
      () => Buffer.from(text.toSpliced(line, 1).join('\n')),
      () => Buffer.from(text.toSpliced(line, 0, text[pick(text.length)]!).join('\n')),
    ];
    const changed = ways[pick(ways.length)]!();
    if (changed.equals(bytes)) continue;
    tried++;
    writeFileSync(join(folder, name), changed);
    if (await isAccepted(folder)) accepted.push({ name, changed: String(changed) });
    writeFileSync(join(folder, name), bytes);
  }
  expect(accepted).toEqual([]);
}, 600_000);

/** Whether a package verifies; what is no package at all does not. */
async function isAccepted(source: string): Promise<boolean> {
  try {
    return (await verify(source)).ok;
  } catch (error) {
    if (error instanceof NoEvidence) return false;
    throw error;
  }
}
