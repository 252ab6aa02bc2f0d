import type { Actor, Discrepancy, Entry, RefusalCode } from '#libs/domain';

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
  dryRun: boolean;
  actor: Actor;
}

/** What became of a submission. `index` is the line of a batch (0 for a single command). */
export type Answer =
  | {
      kind: 'recorded' | 'replayed' | 'dry-run';
      revision: number;
      entries: readonly Entry[];
      discrepancies: readonly Discrepancy[];
    }
  | { kind: 'refused'; index: number; code: RefusalCode; figures: Record<string, unknown> }
  | { kind: 'invalid'; index: number; errors: { pointer: string; detail: string }[] }
  | { kind: 'unknown'; index: number; what: string; id: string; known: string[] }
  | { kind: 'stale'; actual: number; between: readonly Entry[] }
  | { kind: 'key-reused'; revision: number }
  | { kind: 'too-large'; detail: string }
  | { kind: 'store-full'; detail: string }
  | { kind: 'stopped'; revision: number; reason: string };
