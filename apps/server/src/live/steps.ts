import { createPatch, type Operation } from 'rfc6902';
import { dayOf, daysBetween, emptyFold, extend, fold, shiftDay, startOf, views, type Entry, type Folded } from '#libs/domain';

/** Views that may be subscribed, in the order in which their patches come. */
export const liveViews = ['summary', 'bases', 'convoys', 'schedule', 'permits', 'discrepancies', 'burndown'] as const;

export type LiveView = (typeof liveViews)[number];

/** One event of a live stream, before it is given to a connection. */
export interface LiveEvent {
  /** `41.0` is the entry, `41.1` ... the patches of the views in their order, and after those the midnights. */
  id: string;
  name: 'entry' | 'patch';
  data: object;
}

/** Most revisions, and most midnights, that a resumed stream is caught up by; beyond that it begins anew. */
export const stepsMax = 1000;

/**
 * The documents of some views, brought forward one entry and one midnight at a time. What a client holds after an event
 * depends on the log and that event's id alone, so a stream can be resumed inside a revision, on any connection.
 */
export class Steps {
  private folded: Folded = emptyFold();
  private entries: Entry[] = [];
  private documents = new Map<LiveView, object>();
  /** Midnights passed since the day on which the last entry was recorded. */
  private midnights = 0;

  constructor(private readonly names: readonly LiveView[]) {}

  get revision(): number {
    return this.entries.length - 1;
  }

  /** Starts at a revision with all its patches, without telling of it. */
  startAt(entries: readonly Entry[]): void {
    this.entries = [...entries];
    this.folded = fold(this.entries);
    this.midnights = 0;
    for (const name of this.names) this.documents.set(name, this.document(name));
  }

  /** The documents as they stand, for a snapshot, and the id that says so. */
  snapshot(): { id: string; views: [LiveView, object][] } {
    const count = this.names.length;
    return { id: `${this.revision}.${count + this.midnights * count}`, views: [...this.documents] };
  }

  /** The events of the next entry: the midnights before it, the entry itself, and what it changes. */
  *take(entry: Entry): Generator<LiveEvent> {
    if (this.revision >= 0) yield* this.passMidnights(Date.parse(entry.recordedAt));
    const before = this.revision;
    this.entries.push(entry);
    if (!extend(this.folded, entry)) this.folded = fold(this.entries);
    this.midnights = 0;
    yield { id: `${entry.revision}.0`, name: 'entry', data: cloudEvent(entry) };
    yield* this.patches([before + 1, entry.revision], 0);
  }

  /** The events of the midnights, in the mission's zone, until an instant. */
  *passMidnights(now: number): Generator<LiveEvent> {
    const passed = daysBetween(this.recordedDay, dayOf(now, this.timeZone));
    while (this.midnights < Math.min(passed, this.midnights + stepsMax)) {
      this.midnights++;
      yield* this.patches([this.revision, this.revision], this.midnights * this.names.length);
    }
  }

  /** The next midnight in the mission's zone after an instant, in milliseconds since 1970. */
  nextMidnight(now: number): number {
    return startOf(shiftDay(dayOf(now, this.timeZone), 1), this.timeZone);
  }

  private *patches(revisions: [number, number], offset: number): Generator<LiveEvent> {
    for (const [index, view] of this.names.entries()) {
      const next = this.document(view);
      const ops: Operation[] = createPatch(this.documents.get(view) ?? {}, next);
      this.documents.set(view, next);
      if (ops.length > 0) yield { id: `${this.revision}.${offset + index + 1}`, name: 'patch', data: { view, revisions, ops } };
    }
  }

  /** A view on the day that the stream has come to. Through JSON, so that patches are of what clients hold. */
  private document(view: LiveView): object {
    const at = this.midnights === 0 ? this.recordedAt : startOf(shiftDay(this.recordedDay, this.midnights), this.timeZone);
    const shown = this.folded.state.mission ? views[view](this.folded.state, { at }) : {};
    return JSON.parse(JSON.stringify({ revision: this.revision, ...shown })) as object;
  }

  private get timeZone(): string {
    return this.folded.state.mission?.timeZone ?? 'UTC';
  }

  private get recordedAt(): number {
    return Date.parse(this.entries.at(-1)?.recordedAt ?? '');
  }

  private get recordedDay(): string {
    return dayOf(this.recordedAt, this.timeZone);
  }
}

/** An entry as CloudEvents 1.0 JSON. */
export const cloudEvent = (entry: Entry): object => ({
  specversion: '1.0',
  id: entry.id,
  source: `/v1/missions/${entry.mission}`,
  type: `org.drawdown.${entry.type.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase()}.v${entry.schema}`,
  subject: String(entry.revision),
  time: entry.placedAt,
  recordedtime: entry.recordedAt,
  revision: entry.revision,
  datacontenttype: 'application/json',
  data: entry,
});
