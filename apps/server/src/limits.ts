import { readFileSync } from 'node:fs';

/** How much is taken on: what is more is refused with 503, or 429 if one asks too much, with `Retry-After`. */
export interface Limits {
  /** Event streams open. */
  streams: number;
  /** Different filters of entries that streams have, of all missions together. */
  filters: number;
  /** Different choices of views, languages and filters that streams of one mission have. */
  feeds: number;
  /** Missions whose newest state stays in memory; the others are folded again when somebody asks for them. */
  atHand: number;
  /** Long questions answered at once: why, what differs, and replays. */
  questions: number;
  /** Long questions of one person that are answered at once. */
  questionsEach: number;
  /** Long questions that wait for their turn. */
  waiting: number;
  /** Requests of one person in a minute; 0 for any number. */
  requests: number;
  /** Requests in a minute from one address that say of nobody. */
  strangers: number;
  /** Attempts to sign in from one address in a minute. */
  signIns: number;
}

export const defaultLimits: Limits = {
  streams: 12_000,
  filters: 100,
  feeds: 100,
  atHand: 128,
  questions: 2,
  questionsEach: 2,
  waiting: 20,
  requests: 12_000,
  strangers: 1200,
  signIns: 30,
};

/** Descriptors kept for files, and besides for connections that are no streams: health, commands and readers to come. */
const forFiles = 64;
const forRequests = 192;

/** How many files and connections this process may have open; undefined if the system does not say. */
export function descriptorsMax(): number | undefined {
  try {
    const [, most] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return most === undefined ? undefined : Number(most);
  } catch {
    return undefined;
  }
}

/** How many connections may be open, and how many of them may be streams, so that descriptors never run out. */
export function connectionsFor(
  descriptors: number | undefined,
  streams: number,
): { connections: number | undefined; streams: number } {
  if (descriptors === undefined) return { connections: undefined, streams };
  const connections = Math.max(1, descriptors - forFiles);
  return { connections, streams: Math.max(1, Math.min(streams, connections - forRequests)) };
}
