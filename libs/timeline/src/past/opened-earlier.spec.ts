import { OrderedLog, type Entry } from '#libs/domain';
import { CheckpointedFold } from './checkpointed-fold.js';
import { firstDifference } from './first-difference.js';

const onTheDay = (time: string): string => `2023-07-02T${time}:00Z`;

/** An entry that was recorded as the next one, and told of a time. */
const told = (revision: number, type: string, time: string, data: object): Entry =>
  ({
    id: `entry-${revision}`,
    mission: 'm',
    revision,
    type,
    schema: 1,
    occurredAt: onTheDay(time),
    placedAt: onTheDay(time),
    recordedAt: onTheDay('20:00'),
    actor: { id: 'a', role: 'admin' },
    data,
  }) as Entry;

const way = { convoy: 'north', mode: 'road', from: 'gao', to: 'kidal', lines: [{ component: 'civilian', count: 1 }] };

/** A correction of when an entry happened. */
const moved = (revision: number, entry: number, time: string): Entry =>
  told(revision, 'EntryCorrected', time, {
    entry,
    replacement: { occurredAt: onTheDay(time) },
    reason: 'typing error',
  });

const begun: Entry[] = [
  told(0, 'MissionOpened', '00:00', {
    name: 'M',
    hostCountry: 'Mali',
    authority: 'council',
    startsOn: '2023-07-01',
    deadline: '2023-12-31',
    timeZone: 'UTC',
    strength: [],
  }),
  ...['gao', 'kidal'].map((base, index) =>
    told(1 + index, 'BaseEstablished', '00:01', { base, name: base, kind: 'camp', garrison: [] }),
  ),
  told(3, 'ConvoyDeparted', '10:00', way),
  told(4, 'ConvoyHalted', '09:00', { convoy: 'north', reason: 'mud' }),
];

/** Adds entries one by one, and says where each has the fold begin anew: at a time of the day, or at its beginning. */
function added(entries: readonly Entry[]): { log: OrderedLog; touched: string[] } {
  const log = OrderedLog.of([]);
  const touched = entries.map((entry) => {
    const from = log.add(entry, (revision) => entries[revision]);
    return from === 'anew' ? from : new Date(from[0] ?? 0).toISOString().slice(11, 16);
  });
  return { log, touched };
}

/** Where the log parts from one of which all places were worked out at once; undefined if it does not. */
async function partsFromAnew(log: OrderedLog, entries: readonly Entry[]): Promise<unknown> {
  const take = (revisions: readonly number[]) =>
    Promise.resolve(revisions.map((revision) => entries[revision] as Entry));
  const anew = await CheckpointedFold.empty.renewed(
    log.amendments,
    entries.map(({ revision }) => revision),
    take,
  );
  return firstDifference(log, anew.log);
}

describe('a convoy of which several departures were recorded', () => {
  it.each<[string, readonly Entry[], string, readonly number[]]>([
    ['one that was earlier than all', [told(5, 'ConvoyDeparted', '08:00', way)], '08:00', [0, 1, 2, 5, 4, 3]],
    [
      'a correction of a later one',
      [told(5, 'ConvoyDeparted', '12:00', way), moved(6, 5, '11:00')],
      '11:00',
      [0, 1, 2, 3, 4, 5, 6],
    ],
    [
      'a correction of the first, which stays the first',
      [told(5, 'ConvoyDeparted', '12:00', way), moved(6, 3, '08:00')],
      '08:00',
      [0, 1, 2, 3, 6, 4, 5],
    ],
    [
      'a retraction of a later one',
      [
        told(5, 'ConvoyDeparted', '12:00', way),
        told(6, 'EntryRetracted', '12:00', { entry: 5, reason: 'another convoy' }),
      ],
      '12:00',
      [0, 1, 2, 3, 4, 6],
    ],
  ])('goes on in its place after %s, and nothing before that', async (_, further, from, order) => {
    const entries = [...begun, ...further];
    const { log, touched } = added(entries);
    expect(touched.at(-1)).toBe(from);
    expect([...log.after(undefined)]).toEqual(order);
    expect(await partsFromAnew(log, entries)).toBeUndefined();
  });

  it('has all places worked out anew where another departure comes to be the first by a correction', () => {
    const { touched } = added([...begun, told(5, 'ConvoyDeparted', '12:00', way), moved(6, 5, '08:00')]);
    expect(touched.at(-1)).toBe('anew');
  });
});
