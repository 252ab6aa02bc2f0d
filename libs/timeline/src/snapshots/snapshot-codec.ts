import { chained, changeAfter, revisionsAbove, tellingsOf, type MissionState } from '#libs/domain';
import { PersistentList, PersistentMap } from '#libs/persistent';
import { emptyHead, type Head } from '../read/head.js';

/** How many items of a part one line holds: few enough to be read without others having to wait. */
const itemsPerLine = 1000;

/** A part of a head that grows with the log, written item by item. */
interface Part {
  /** The collection itself; if it is part of the rest, it is written empty. */
  of(head: Head): object;
  items(head: Head): Iterable<unknown>;
  add(head: Head, item: never): void;
}

/** What a map must be able to do to be a part. */
interface Filled<K, V> extends Iterable<[K, V]> {
  set(key: K, value: V): unknown;
}

const map = <K, V>(of: (head: Head) => Filled<K, V>): Part => ({
  of,
  items: of,
  add: (head, [key, value]: [K, V]) => of(head).set(key, value),
});

const list = <T>(of: (head: Head) => Iterable<T> & { push(item: T): unknown }): Part => ({
  of,
  items: of,
  add: (head, item: T) => of(head).push(item),
});

const state = (head: Head): MissionState => head.folded.state;
type DepartedPoints = NonNullable<ReturnType<MissionState['books']['departed']['get']>>;
type Telling = NonNullable<ReturnType<MissionState['reports']['stated']['get']>>[number];
type Parcels = NonNullable<ReturnType<MissionState['books']['parcels']['get']>>;
type Parcel = Parcels extends PersistentList<infer P> ? P : never;
type DepartedPoint = DepartedPoints extends PersistentList<infer Point> ? Point : never;

type Points = MissionState['series']['closed'];
type Day = Omit<Points extends PersistentList<infer Point> ? Point : never, 'equipment'>;

/** The journal is the largest part, so that its fields go without their names. */
const journal: Part = {
  of: (head) => state(head).books.journal,
  *items(head) {
    for (const { revision, at, account, node, best, unattributed } of state(head).books.journal)
      yield [revision, at, account, node, best, unattributed];
  },
  add(head, [revision, at, account, node, best, unattributed]: [number, number, string, string, number, boolean]) {
    state(head).books.journal.push({ revision, at, account, node, best, unattributed });
  },
};

/** The departed totals, by node and then by time. */
const departed: Part = {
  of: (head) => state(head).books.departed,
  *items(head) {
    for (const [node, points] of state(head).books.departed) for (const point of points) yield [node, point];
  },
  add(head, [node, point]: [string, DepartedPoint]) {
    const byNode = state(head).books.departed;
    const points = byNode.get(node);
    if (points) points.push(point);
    else byNode.set(node, PersistentList.of([point]));
  },
};

/** What changed each thing, in the order of the fold. */
const changes: Part = {
  of: (head) => state(head).changes,
  *items(head) {
    for (const [thing, newest] of state(head).changes) yield [thing, [...revisionsAbove(-1, newest)].toReversed()];
  },
  add(head, [thing, revisions]: [string, number[]]) {
    const [first, ...others] = revisions;
    if (first === undefined) return;
    state(head).changes.set(thing, others.reduce(changeAfter, changeAfter(undefined, first)));
  },
};

/** The amounts told of the population, by account and node and then by age. */
const parcels: Part = {
  of: (head) => state(head).books.parcels,
  *items(head) {
    for (const [key, kept] of state(head).books.parcels) for (const parcel of kept) yield [key, parcel];
  },
  add(head, [key, parcel]: [string, Parcel]) {
    const byKey = state(head).books.parcels;
    const kept = byKey.get(key);
    if (kept) kept.push(parcel);
    else byKey.set(key, PersistentList.of([parcel]));
  },
};

/** What reports tell, by type and period and then by what they are about: a map of maps of chains of those that are alike. */
const told: Part = {
  of: (head) => state(head).reports.told,
  *items(head) {
    for (const [period, bySubject] of state(head).reports.told)
      for (const [subject, chains] of bySubject) yield [period, subject, chains.map(tellingsOf)];
  },
  add(head, [period, subject, chains]: [string, string, [Telling, ...Telling[]][]]) {
    const all = state(head).reports.told;
    const bySubject: NonNullable<ReturnType<typeof all.get>> = all.get(period) ?? new Map();
    bySubject.set(
      subject,
      chains.map(([first, ...others]) => others.reduce((chain, one) => chained(one, chain), chained(first))),
    );
    all.set(period, bySubject);
  },
};

/** The keys of what several reports tell of one thing, by what that is about. */
const about: Part = {
  of: (head) => state(head).reports.about,
  *items(head) {
    for (const [name, keys] of state(head).reports.about) yield [name, [...keys.keys()]];
  },
  add(head, [name, keys]: [string, (number | string)[]]) {
    state(head).reports.about.set(name, PersistentMap.of(keys.map((key) => [key, true])));
  },
};

/** The days' figures, of which those of equipment are a map of their own. */
const days: Part = {
  of: (head) => state(head).series.closed,
  *items(head) {
    for (const point of state(head).series.closed) yield { ...point, equipment: [...point.equipment] };
  },
  add(head, { equipment, ...point }: Day & { equipment: [string, number][] }) {
    state(head).series.closed.push({ ...point, equipment: new Map(equipment) });
  },
};

/** Commands may be added while others are written: those that came after the head are left out. */
const commands: Part = {
  of: (head) => head.facts.commands,
  *items({ facts }) {
    for (const command of facts.commands) if (command[1] < facts.length) yield command;
  },
  add: (head, [id, revision]: [string, number]) => head.facts.commands.set(id, revision),
};

/** Like commands. */
const naming: Part = {
  of: (head) => head.facts.naming,
  *items({ facts }) {
    for (const [named, revisions] of facts.naming) {
      const there = revisions.filter((revision) => revision < facts.length);
      if (there.length > 0) yield [named, there];
    }
  },
  add: (head, [named, revisions]: [number, number[]]) => head.facts.naming.set(named, revisions),
};

const parts: Record<string, Part> = {
  openers: map((head) => head.folded.openers),
  places: list((head) => head.folded.instants),
  spots: map((head) => head.folded.placements),
  commands,
  naming,
  moments: list((head) => head.facts.placements.instants),
  convoys: map((head) => state(head).convoys),
  incidents: map((head) => state(head).incidents),
  revisedTolls: map((head) => state(head).revisedTolls),
  told,
  stated: map((head) => state(head).reports.stated),
  groups: map((head) => state(head).reports.groups),
  groupOf: map((head) => state(head).reports.groupOf),
  disagreements: map((head) => state(head).reports.disagreements),
  about,
  notes: list((head) => state(head).notes),
  totals: list((head) => state(head).totals),
  flags: list((head) => state(head).flags),
  flagsOf: map((head) => state(head).flagsOf),
  days,
  departed,
  parcels,
  changes,
  journal,
};

/** JSON knows lists and objects alone. */
const plain = (value: unknown): unknown => {
  if (value instanceof Map) return { '#map': [...value] };
  if (value instanceof PersistentMap) return { '#versioned': [...value] };
  return value instanceof PersistentList ? { '#paged': [...value] } : value;
};

const revived = (_key: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if ('#map' in value) return new Map(value['#map'] as [unknown, unknown][]);
  if ('#versioned' in value) return PersistentMap.of(value['#versioned'] as [string, unknown][]);
  return '#paged' in value ? PersistentList.of(value['#paged'] as unknown[]) : value;
};

/** The lines of a head: the rest first, with its growing parts left empty, then those parts. */
export function* encodeHead(head: Head): Generator<string> {
  const emptied = new Map(Object.values(parts).map((part) => [part.of(head), part.of(emptyHead())]));
  yield JSON.stringify(head, (_key, value: unknown) => plain(emptied.get(value as object) ?? value));
  for (const [name, part] of Object.entries(parts)) {
    let items: unknown[] = [];
    for (const item of part.items(head)) {
      if (items.push(item) < itemsPerLine) continue;
      yield JSON.stringify([name, items]);
      items = [];
    }
    if (items.length > 0) yield JSON.stringify([name, items]);
  }
}

/** Makes a head of its lines, yielding after each. Throws if they are not those of a head. */
export function* decodeHead(lines: Iterable<string>): Generator<undefined, Head> {
  let head: Head | undefined;
  for (const line of lines) {
    if (!head) head = JSON.parse(line, revived) as Head;
    else {
      const [name, items] = JSON.parse(line) as [string, never[]];
      const part = parts[name];
      if (!part) throw new Error(`a snapshot has no part ${name}`);
      for (const item of items) part.add(head, item);
    }
    yield undefined;
  }
  if (!head) throw new Error('a snapshot has at least one line');
  return head;
}
