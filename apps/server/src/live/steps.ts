import { labelsOfAlert, tellAlerts, type Alert } from '#libs/alerts';
import {
  dayOf,
  declassified,
  extend,
  redact,
  viewLabels,
  views,
  withhold,
  zoneOf,
  type Entry,
  type Folded,
  type Held,
  type Language,
  type MissionState,
  type Withheld,
} from '#libs/domain';
import { inSlices } from '#libs/timeline';
import { cloudEvent } from './cloud-event.js';
import { withoutViews, type EventId } from './event-id.js';
import { Moments } from './moments.js';
import { patchOf } from './patch.js';

/** Views that may be subscribed, in the order in which their patches come. */
export const liveViews = [
  'summary',
  'bases',
  'convoys',
  'schedule',
  'permits',
  'discrepancies',
  'burndown',
  'alerts',
] as const;

export type LiveView = (typeof liveViews)[number];

/** Works out alerts. */
export type DrawAlerts = (state: MissionState, at: number) => Promise<Alert[]>;

/** What a stream tells of which mission, in which language, and to whom. */
export interface Followed {
  mission: string;
  names: readonly LiveView[];
  language: Language;
  held: Held;
  /** Texts that they must not be shown, as of now. */
  withheld: () => Promise<Withheld>;
  /** The alerts of a state of the mission at an instant, in milliseconds since 1970. */
  alerts: DrawAlerts;
  /** Whether entries are told: views change for those too who may not read the history. */
  seesEntries: boolean;
}

/** One event of a live stream, before it is written. */
export interface LiveEvent {
  id: EventId;
  name: 'entry' | 'patch' | 'snapshot' | 'reset';
  data: object;
  /** The entry that it tells, if it does. */
  entry?: Entry;
}

/**
 * The documents of some views, brought forward one entry and one moment at a time. What a client holds after an event
 * depends on the log and that event's id alone, so a stream can be resumed inside a revision, on any connection and
 * after a restart.
 */
export class Steps {
  private folded: Folded | undefined;
  private told = -1;
  /** When the last entry told was recorded, in milliseconds since 1970. */
  private recordedAt = 0;
  private withheld: Withheld = new Set();
  private readonly documents = new Map<LiveView, object>();
  /** How often what is shown has changed by itself since the last entry was recorded: at midnights, and as silences ended. */
  private moments = 0;

  /** `headAt` folds the log up to a revision, for this alone, and says when that was recorded (milliseconds since 1970). */
  constructor(
    private readonly names: readonly LiveView[],
    private readonly headAt: (revision: number) => Promise<{ folded: Folded; recordedAt: number }>,
    private readonly language: Language,
    /** What those who follow may read. */
    private readonly held: Held,
    private readonly withheldNow: () => Promise<Withheld>,
    private readonly alerts: DrawAlerts,
  ) {}

  /** The last revision told; -1 for none. */
  get revision(): number {
    return this.told;
  }

  /** The id of the event after which a client holds what is here. */
  get id(): EventId {
    return { revision: this.revision, index: this.names.length * (1 + this.moments) };
  }

  /** Starts after a revision, so many moments later, without telling of it. */
  async startAt(revision: number, moments = 0): Promise<void> {
    this.withheld = await this.withheldNow();
    this.told = revision;
    this.moments = moments;
    if (this.names.length === 0) return;
    await this.fold();
    await this.drawAll();
  }

  /** Starts after a revision at the last moment before an instant. */
  async startOn(revision: number, now: number): Promise<void> {
    await this.startAt(revision);
    this.moments = Math.max(0, this.ahead.countUntil(now));
    if (this.moments > 0) await this.drawAll();
  }

  /** The documents whole. Until the last of them a client holds too little to be resumed from. */
  snapshots(): LiveEvent[] {
    return [...this.documents].map(([view, document], index, { length }) => ({
      id: index === length - 1 ? this.id : { revision: this.revision, index: withoutViews + index },
      name: 'snapshot',
      data: { view, revision: this.revision, document },
    }));
  }

  /**
   * How many of some entries, which come next, were recorded on the same day as the first, or are of one batch with those: they
   * may be taken together.
   */
  countOfDay(entries: readonly Entry[]): number {
    const dayOfEntry = ({ recordedAt }: Entry): string => dayOf(Date.parse(recordedAt), this.timeZone);
    const isOfBatch = (entry: Entry): boolean => (entry.batch?.index ?? 0) > 0;
    const other = entries.findIndex(
      (entry) => dayOfEntry(entry) !== dayOfEntry(entries[0] ?? entry) && !isOfBatch(entry),
    );
    return other < 0 ? entries.length : other;
  }

  /**
   * The events of the next entries, which were recorded on one day: the moments before them, the entries themselves, and
   * what they change together.
   */
  async take(entries: readonly [Entry, ...Entry[]]): Promise<LiveEvent[]> {
    this.withheld = await this.withheldNow();
    const [first] = entries;
    const last = entries.at(-1) ?? first;
    const before = await this.passMoments(Date.parse(first.recordedAt));
    const told = entries.map((entry) => this.eventOf(entry, first === last));
    this.told = last.revision;
    this.moments = 0;
    if (this.names.length === 0) return told;
    this.recordedAt = Date.parse(last.recordedAt);
    const { folded } = this;
    if (!folded || !entries.every((entry) => extend(folded, entry))) await this.fold();
    return [...before, ...told, ...(await this.patches(first.revision))];
  }

  /** Takes many entries at once: they are told, and then the views come whole. */
  async leap(entries: readonly Entry[], now: number): Promise<LiveEvent[]> {
    this.withheld = await this.withheldNow();
    const told = entries.map((entry) => this.eventOf(entry, false));
    await this.startOn(entries.at(-1)?.revision ?? this.told, now);
    return [...told, ...this.snapshots()];
  }

  /** The events of the moments until an instant. After several the views come whole. */
  async passMoments(now: number): Promise<LiveEvent[]> {
    if (this.names.length === 0 || this.revision < 0) return [];
    const passed = this.ahead.countUntil(now) - this.moments;
    if (passed <= 0) return [];
    this.moments += passed;
    if (passed === 1) return this.patches();
    await this.drawAll();
    return this.snapshots();
  }

  /** When what is shown changes next by itself after an instant, in milliseconds since 1970. */
  nextMoment(now: number): number {
    return this.ahead.next(now);
  }

  /** The event of an entry. After one of several that are taken together, a client lacks what they change. */
  private eventOf(recorded: Entry, isAlone: boolean): LiveEvent {
    const entry = withhold(recorded, this.withheld);
    const index = isAlone || this.names.length === 0 ? 0 : withoutViews;
    return { id: { revision: entry.revision, index }, name: 'entry', data: cloudEvent(entry), entry };
  }

  /** What the entries since a revision, that one included, change. Documents tell their revision, so that each is patched. */
  private async patches(since = this.revision): Promise<LiveEvent[]> {
    const { revision } = this;
    const offset = this.names.length * this.moments + 1;
    const isWhole = (index: number): boolean => since === revision || index === this.names.length - 1;
    const events: LiveEvent[] = [];
    for (const [index, view] of this.names.entries()) {
      const next = await this.draw(view);
      const ops = patchOf(this.documents.get(view) ?? {}, next);
      this.documents.set(view, next);
      const id = { revision, index: (isWhole(index) ? offset : withoutViews) + index };
      if (ops.length > 0) events.push({ id, name: 'patch', data: { view, revisions: [since, revision], ops } });
    }
    return events;
  }

  private async fold(): Promise<void> {
    const { folded, recordedAt } = await this.headAt(this.told);
    this.folded = folded;
    this.recordedAt = recordedAt;
  }

  private async drawAll(): Promise<void> {
    for (const view of this.names) this.documents.set(view, await this.draw(view));
  }

  /** A view at the moment that the stream has come to. Through JSON, so that patches are of what clients hold. */
  private async draw(view: LiveView): Promise<object> {
    const at = this.ahead.at(this.moments);
    const shown = this.folded?.state.mission ? await this.shownAt(view, this.folded.state, at) : {};
    const own = view === 'alerts' ? { items: labelsOfAlert } : viewLabels[view];
    const labels = { revision: declassified.recorded, ...own };
    const document = redact({ revision: this.revision, ...shown }, labels, this.held, this.language);
    return JSON.parse(JSON.stringify(withhold(document, this.withheld))) as object;
  }

  private async shownAt(view: LiveView, state: MissionState, at: number): Promise<object> {
    const { language } = this;
    if (view !== 'alerts') return views[view](state, { at, language });
    // They take a while, and of those who see no movements nobody would be shown any.
    if (!this.held.has('movement')) return {};
    return { items: await inSlices(tellAlerts(await this.alerts(state, at), language)) };
  }

  /** The moments after the last entry; silences are those that it left. */
  private get ahead(): Moments {
    const silences = this.names.includes('alerts') ? [...(this.folded?.state.silences.values() ?? [])] : [];
    // A silence holds at its end, and no more just after it.
    return new Moments(
      this.recordedAt,
      this.timeZone,
      silences.map(({ until }) => until + 1),
    );
  }

  private get timeZone(): string {
    return zoneOf(this.folded?.state);
  }
}
