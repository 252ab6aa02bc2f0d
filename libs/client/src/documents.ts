import type { Bounds, Entry, EntryData, EntryType, Parts, proposalsIn, ViewName, views } from '#libs/domain';

// Types alone: what a server shows and what its clients draw cannot drift apart, and nothing of the server is loaded.

export type { Bounds, Entry, ViewName } from '#libs/domain';

/** Which state is asked about: of what had happened by then, of what was known by then, of what the log held then. */
export interface AsOf {
  validAt?: string;
  knownAt?: string;
  recordedAt?: string;
}

/** The people of a base or a convoy: that nobody said how many is not that there is nobody. */
export type People = Bounds | { reported: false };

/** What a view answers, and of which state. */
export type ViewDocument<V extends ViewName> = ReturnType<(typeof views)[V]> &
  Partial<{ mission: string; revision: number; validAt: string | null; knownAt: string | null }>;

/** Views by name, as far as they have come. */
export type Documents = { [V in ViewName]?: ViewDocument<V> };

/** What is stated beside the data of a command. */
export interface Stated {
  /** An instant, a day or a month; orders default to now. */
  occurredAt?: string;
  /** When the source said it. */
  reportedAt?: string;
  source?: { title: string; url?: string; ref?: string; confidence?: 'high' | 'medium' | 'low' };
  late?: boolean;
}

/** The body of the command that makes an entry of a type. */
export type CommandBody<T extends EntryType> = EntryData[T] & Stated;

/** What a server answers to a command that it took, or would take. */
export interface Answer {
  mission: string;
  revision: number;
  entries: Entry[];
  discrepancies: { id: string; rule: string; message: string; parts: Parts }[];
  /** Of a dry run: what history would say. */
  sentence?: string;
  /** Of a dry run: what would be recorded all the same, but says the same as another entry, say. */
  warnings?: { rule: string; entries: number[]; text: string; pointer?: string }[];
  /** Of a dry run: which figures would change, as they would be then. */
  changes?: { view: string; pointer: string; from?: unknown; to?: unknown }[];
  /** Whether its key was known: it had been recorded before, and this was the first answer again. */
  isReplayed: boolean;
}

/** An entry as history shows it. */
export type HistoryItem = Entry & { sentence: string; parts: Parts; marks: Readonly<Record<string, unknown>> };

/** Some rows of a list, and where the next ones begin. */
export interface Page<T> {
  revision: number;
  items: T[];
  next?: string;
}

/** A line of the list of missions. */
export interface MissionRow {
  mission: string;
  name?: string;
  revision?: number;
  deadline?: string;
  daysLeft?: number;
  present?: Bounds;
  remainingBases?: number;
  status?: string;
  verdicts?: Record<'people' | 'sites' | 'permits', { verdict: string; ageDays: number | null; last?: string }>;
  stopped?: { revision: number; reason: string };
}

/** A command of a batch. */
export type BatchLine = { command: string } & Record<string, unknown>;

/** What was proposed, newest first, and which orders two must give. */
export type Proposals = ReturnType<typeof proposalsIn>;

/** What became of an entry later: a correction or a retraction. */
export interface Remark {
  revision: number;
  sentence: string;
  actor: string;
  recordedAt: string;
}

/** An entry behind a figure; of a count with what it contributed. */
export interface EntryBehind {
  revision: number;
  type: EntryType;
  occurredAt: string;
  sentence: string;
  contributed?: unknown;
  asRecorded?: unknown;
  correctedBy?: Remark[];
  retractedBy?: Remark;
}

/** A figure that goes into another. */
export interface InputBehind {
  name: string;
  of?: string;
  view: string;
  pointer: string;
  value: unknown;
}

/** Why a figure is what it is: by its kind with the entries behind it, or with a formula and what goes into that. */
export interface Why {
  value: unknown;
  text: string;
  formula?: string;
  contributions?: EntryBehind[];
  entries?: EntryBehind[];
  inputs?: InputBehind[];
  /** Where the next entries behind it begin. */
  next?: string;
}
