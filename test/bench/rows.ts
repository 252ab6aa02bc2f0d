import { randomUUID } from 'node:crypto';
import type { Entry, EntryData, EntryType } from '#libs/domain';
import { encode } from '#libs/timeline';
import type { NewEntry } from '#libs/event-store';

export const mission = 'bench';
const startMs = Date.parse('2023-07-01T00:00:00Z');
const stepMs = 60_000;

type Data = { [T in EntryType]: [T, EntryData[T]] }[EntryType];

const troops = (count: number) => [{ component: 'uniformed/troops', contingent: 'BFA', count }];

/** What happens at the n-th step of a long withdrawal: convoys leave and arrive, people go home, notes are taken. */
function step(n: number): Data {
  const bases = 12;
  if (n === 0) {
    return [
      'MissionOpened',
      {
        name: 'Bench',
        hostCountry: 'Mali',
        authority: 'a',
        startsOn: '2023-07-01',
        deadline: '2023-12-31',
        timeZone: 'Africa/Bamako',
        strength: [{ component: 'uniformed/troops', count: 9_000_000 }],
      },
    ];
  }
  if (n <= bases)
    return ['BaseEstablished', { base: `base-${n}`, name: `Base ${n}`, kind: 'camp', garrison: troops(700_000) }];
  const round = Math.floor(n / 5);
  const from = `base-${1 + (round % bases)}`;
  const to = `base-${1 + ((round + 1) % bases)}`;
  switch (n % 5) {
    case 0:
      return ['ConvoyDeparted', { convoy: `convoy-${round}`, mode: 'road', from, to, lines: troops(20) }];
    case 1:
      return ['NoteAdded', { text: 'The road is dry; the bridge holds.', base: from }];
    case 2:
      return ['ConvoyArrived', { convoy: `convoy-${n < 20 ? 3 : round}` }];
    case 3:
      return ['PersonnelArrived', { base: from, lines: troops(1) }];
    default:
      return ['PersonnelRepatriated', { lines: troops(2), from, to: 'Ouagadougou' }];
  }
}

/** The entries of a log, one a minute. */
export function* entries(count: number): Generator<Entry> {
  for (let revision = 0; revision < count; revision++) {
    const [type, data] = step(revision);
    const at = new Date(startMs + revision * stepMs).toISOString();
    const commandId = randomUUID();
    yield {
      id: randomUUID(),
      mission,
      revision,
      type,
      schema: 1,
      occurredAt: at,
      placedAt: at,
      recordedAt: at,
      actor: { id: 'bench', role: 'admin' },
      source: { title: 'Situation report', confidence: 'high' },
      commandId,
      commandDigest: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      correlationId: commandId,
      causationId: commandId,
      data,
    } as Entry;
  }
}

/** The rows of a log. */
export const rows = (count: number): NewEntry[] => [...entries(count)].map(encode);
