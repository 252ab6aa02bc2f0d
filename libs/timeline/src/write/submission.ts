import type {
  Acting,
  Actor,
  Discrepancy,
  Entry,
  FieldError,
  Forbidden,
  Language,
  RefusalCode,
  Said,
  Warning,
} from '#libs/domain';
import type { NewEntry } from '#libs/event-store';
import type { Drawn } from './drawn.js';
import type { Row, RowOutcome } from './rows.js';

/** One command as sent, its body checked at the edge. */
export interface CommandInput {
  command: string;
  body: Record<string, unknown>;
}

/** What a client asks to be recorded, all of it or nothing. */
export interface Submission {
  mission: string;
  commands: readonly CommandInput[];
  /** Whether it came as a list: then errors name the line. */
  batch: boolean;
  /** The client's Idempotency-Key. */
  key?: string;
  /** Revision that the client has seen, from If-Match. */
  ifMatch?: number;
  /** The revision that it must be decided on, whatever else has changed since. */
  base?: number;
  /** What the client sent, if that is not the commands themselves: its digest tells another body. */
  sent?: object;
  dryRun: boolean;
  /** In which sentences of a dry run are made; English if it is not said. */
  language?: Language;
  actor: Actor;
  /** Rows of a table in the place of commands. */
  rows?: readonly Row[];
  /** What bears on whether the actor may have it recorded; nothing if it is not said. */
  acting?: Omit<Acting, 'id'>;
}

/** A warning about one line of a submission (0 for a single command). */
export type SubmissionWarning = Warning & { index: number };

/** A submission that was recorded, now or before, or would be. */
export interface Accepted {
  kind: 'recorded' | 'replayed' | 'dry-run';
  revision: number;
  /** The entries as they are stored: each envelope's exact canonical bytes. */
  entries: readonly NewEntry[];
  /** Those that it brought about. */
  discrepancies: readonly Discrepancy[];
  /** What became of each row of a table. */
  rows?: readonly RowOutcome[];
  /** What a dry run warns of. */
  warnings?: readonly SubmissionWarning[];
  /** What is shown before a dry run and would be shown after it. */
  drawn?: { before: Drawn; after: Drawn };
  /** The receipt: a signed checkpoint that covers the entries. Undefined if nothing is signed. */
  checkpoint?: string;
}

/** A clock that has leapt forward: what it shows, and what it ought to show (milliseconds since 1970). */
export interface Leap {
  shown: number;
  expected: number;
}

/** Why a submission was not recorded. `index` is the line of a batch (0 for a single command). */
export type Refused =
  | { kind: 'refused'; index: number; code: RefusalCode; figures: Record<string, unknown> }
  | (Forbidden & { index: number })
  | { kind: 'invalid'; index: number; errors: FieldError[] }
  | { kind: 'unknown'; index: number; what: string; id: string; known: string[] }
  | { kind: 'stale'; actual: number; between: readonly Entry[] }
  | { kind: 'key-reused'; /** What it recorded; undefined if somebody else has used it. */ revision?: number }
  | { kind: 'rows-refused'; rows: readonly RowOutcome[] }
  | { kind: 'too-large'; said: Said }
  | { kind: 'store-full' }
  | ({ kind: 'clock-leapt' } & Leap)
  | { kind: 'unavailable'; /** Whether it may have been recorded all the same. */ isUnknown: boolean }
  | { kind: 'stopped'; revision: number; reason: string };

/** What became of a submission. */
export type Answer = Accepted | Refused;

/** Whether a submission was accepted. */
export const isAccepted = (answer: Answer): answer is Accepted => 'discrepancies' in answer;
