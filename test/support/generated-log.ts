import {
  decide,
  discrepanciesOf,
  emptyFacts,
  emptyFold,
  extend,
  formatInstant,
  incomingWith,
  noteEntry,
  noteOpening,
  referencesOf,
  typeOfCommand,
  type Entry,
  type Folded,
} from '#libs/domain';
import { CheckpointedFold } from '#libs/timeline';
import { happening, linesOf, type World } from './happenings.js';
import { Random } from './random.js';

/** What a log is to be like. Probabilities are of each entry. */
export interface Wanted {
  seed: number;
  count: number;
  bases: number;
  convoys: number;
  /** Days that it goes on. */
  days: number;
  /** Reported up to 30 days after it happened. */
  late: number;
  /** Corrections, of corrections as well. */
  corrected: number;
  retracted: number;
  /** With the time at which the source said it. */
  reported: number;
  /** Given by the day or by the month alone. */
  imprecise: number;
  /** Settlements of what is open. */
  settled?: number;
  /** Of the corrections, those that say it was another base. */
  elsewhere?: number;
  /** Recorded within one day at the end, as an import does. */
  imported?: boolean;
  /**
   * After how many entries the log is folded anew where some came late: orders are judged without those until then, which
   * is quicker. At once where it is not given.
   */
  refoldedAfter?: number;
}

/** The mission of generated logs. */
export const generated = 'generated';

const dayMs = 86_400_000;
const start = Date.parse('2023-07-01T00:00:00Z');
const lateDaysMax = 30;

/** The log of a long withdrawal, as the bench measures with: 2% late by up to 30 days, 0.5% corrected. */
export const benchLog = (count: number): Wanted => ({
  seed: 1,
  count,
  bases: 500,
  convoys: 500,
  days: 500,
  late: 0.02,
  corrected: 0.005,
  retracted: 0.001,
  refoldedAfter: 1000,
  reported: 0.1,
  imprecise: 0.1,
});

/** A short log of which much came late or was corrected, retracted or imprecise. */
export const muddledLog = (seed: number): Wanted => ({
  seed,
  count: 250,
  bases: 4,
  convoys: 5,
  days: 60,
  late: 0.1,
  corrected: 0.05,
  retracted: 0.05,
  reported: 0.1,
  imprecise: 0.1,
  refoldedAfter: 20,
});

/** Makes a log through `decide`: what it refuses is drawn again, so that every entry is one that a server would have taken. */
export async function generateLog(wanted: Wanted): Promise<Entry[]> {
  const random = new Random(wanted.seed);
  const log = new GrowingLog(wanted.refoldedAfter ?? 1);
  const bases = Array.from({ length: wanted.bases }, (_, number) => `base-${number}`);
  const world: World = {
    random,
    bases,
    convoys: [],
    convoysWanted: 0,
    permits: [],
    incidents: 0,
    tolls: [],
    entries: log.entries,
    openDiscrepancies: () => log.openDiscrepancies(),
  };
  await log.take('open-mission', opening, start);
  for (const base of bases.slice(0, wanted.count - 1))
    await log.take('establish-base', { base, name: base, kind: 'camp', garrison: linesOf(random, 800, base) }, start);
  while (log.entries.length < wanted.count) {
    world.convoysWanted = 1 + Math.floor((wanted.convoys * log.entries.length) / wanted.count);
    const now = start + (wanted.days * dayMs * log.entries.length) / wanted.count;
    const isLate = random.chance(wanted.late);
    const happened = Math.max(start, now - (isLate ? random.next() * lateDaysMax * dayMs : random.below(60_000)));
    const [command, data] = drawn(world, wanted);
    const source = { title: random.one(['UN', 'radio']), confidence: 'high' };
    const reported = random.chance(wanted.reported)
      ? { reportedAt: instant(happened + random.next() * (now - happened)) }
      : {};
    const recorded = wanted.imported ? start + wanted.days * dayMs + log.entries.length : now;
    await log.take(command, { ...data, occurredAt: told(happened, wanted, random), source, ...reported }, recorded);
  }
  return log.entries;
}

const opening = {
  name: 'Generated',
  hostCountry: 'Mali',
  authority: 'council',
  startsOn: '2023-07-01',
  deadline: '2024-12-31',
  timeZone: 'Africa/Bamako',
  strength: [
    { component: 'uniformed', count: 800_000 },
    { component: 'civilian', count: 40_000 },
  ],
};

const instant = (at: number): string => formatInstant(Math.floor(at / 1000) * 1000);

function told(at: number, { imprecise }: Wanted, random: Random): string {
  const text = instant(at);
  return random.chance(imprecise) ? text.slice(0, random.chance(0.1) ? 7 : 10) : text;
}

function drawn(world: World, wanted: Wanted): [string, Record<string, unknown>] {
  const { corrected, retracted, settled, elsewhere } = wanted;
  const { random, entries } = world;
  const open = settled !== undefined && random.chance(settled) ? world.openDiscrepancies() : [];
  if (open.length > 0) return ['settle-discrepancy', { discrepancy: random.one(open), reason: 'known' }];
  const before = entries.length - 1 - random.below(Math.min(3000, entries.length - world.bases.length));
  if (random.chance(corrected)) {
    const act = random.chance(0.2) && entries.findLast(({ type }) => type === 'EntryCorrected');
    const target = act ? act : entries[before];
    if (target)
      return [
        'correct-entry',
        { entry: target.revision, replacement: corrections(world, target, elsewhere), reason: 'typing error' },
      ];
  }
  if (random.chance(retracted)) {
    const isAct = ({ type }: Entry): boolean => type === 'EntryCorrected' || type === 'EntryRetracted';
    const act = random.chance(0.5) ? entries.findLast(isAct) : undefined;
    return ['retract-entry', { entry: act?.revision ?? before, reason: 'not so' }];
  }
  return happening(world);
}

/** What an entry should have said; perhaps of another base. */
function corrections({ random, bases }: World, target: Entry, elsewhere = 0): object {
  const { base } = target.data as { base?: string };
  if (base === undefined || elsewhere === 0 || !random.chance(elsewhere)) return replacementOf(target, random);
  return { data: { ...target.data, base: random.one(bases) } };
}

/** What an entry should have said: other numbers, another time, or both. */
function replacementOf(target: Entry, random: Random): object {
  const data: Record<string, unknown> = { ...target.data };
  const moved = { occurredAt: instant(Date.parse(target.placedAt) - random.next() * 2 * dayMs) };
  const isAct = target.type === 'EntryCorrected' || target.type === 'EntryRetracted';
  const other = (): object | undefined => {
    if (target.type === 'EntryCorrected') return { ...data, replacement: moved };
    if (Array.isArray(data.lines)) return { ...data, lines: linesOf(random, 9) };
    if (typeof data.text === 'string') return { ...data, text: `${data.text} Corrected.` };
    return typeof data.count === 'number' ? { ...data, count: data.count + 1 } : undefined;
  };
  const replaced = random.chance(0.7) ? other() : undefined;
  return { ...(replaced && { data: replaced }), ...((!replaced || (!isAct && random.chance(0.2))) && moved) };
}

interface Timed {
  occurredAt?: string;
  reportedAt?: string;
  source?: object;
}

/** A log that grows by what `decide` accepts. */
class GrowingLog {
  readonly entries: Entry[] = [];
  private folded: Folded = emptyFold();
  private readonly facts = emptyFacts();
  private course = CheckpointedFold.empty;
  private isStale = false;

  constructor(private readonly refoldedAfter: number) {}

  async take(command: string, body: Record<string, unknown>, now: number): Promise<void> {
    const type = typeOfCommand(command);
    if (!type) throw new Error(`unknown command ${command}`);
    const { occurredAt, reportedAt, source, ...data } = body as Timed;
    const incoming = incomingWith(type, data, { occurredAt, reportedAt });
    const verdict = decide({ entries: this.entries, folded: this.folded, facts: this.facts }, incoming, now);
    if (verdict.kind !== 'accepted') return;
    const revision = this.entries.length;
    const entry = {
      id: `00000000-0000-5000-8000-${String(revision).padStart(12, '0')}`,
      mission: generated,
      revision,
      type,
      schema: 1,
      occurredAt: verdict.occurredAt,
      placedAt: verdict.placedAt,
      ...(reportedAt !== undefined && { reportedAt }),
      recordedAt: formatInstant(Math.floor(now)),
      actor: { id: 'test', role: 'admin' },
      ...(source !== undefined && { source }),
      commandId: String(revision),
      commandDigest: '',
      correlationId: '',
      causationId: '',
      data,
    } as Entry;
    this.entries.push(entry);
    noteEntry(this.facts, entry);
    const isOnTop = extend(this.folded, entry);
    if (!isOnTop) this.noteLate(entry);
    this.isStale ||= !isOnTop;
    if (this.isStale && this.entries.length - this.course.length >= this.refoldedAfter) await this.refold();
  }

  /** Notes of a late entry what commands name. */
  private noteLate(entry: Entry): void {
    noteOpening(this.folded.openers, entry, referencesOf(entry.type, entry.data));
    this.folded.instants.push(Date.parse(entry.placedAt));
    this.folded.revision = entry.revision;
  }

  openDiscrepancies(): string[] {
    const at = Date.parse(this.entries.at(-1)?.recordedAt ?? '');
    return discrepanciesOf(this.folded.state, at).map(({ id }) => id);
  }

  private async refold(): Promise<void> {
    this.isStale = false;
    const take = (revisions: readonly number[]): Promise<Entry[]> =>
      Promise.resolve(revisions.map((revision) => this.entries[revision] as Entry));
    this.course = await this.course.extended(this.entries.slice(this.course.length), take);
    this.folded = await this.course.folded(take);
  }
}
