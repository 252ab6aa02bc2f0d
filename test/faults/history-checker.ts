/** What one client saw: a command that it sent, and the revision at which it was told to be recorded. */
export interface Acknowledged {
  client: number;
  key: string;
  revision: number;
}

/** One entry of the log as it was read. */
export interface Logged {
  revision: number;
  key: string;
  body: string;
}

/** A promise of the log that was broken. */
export interface Violation {
  kind: 'lost' | 'twice' | 'gap' | 'elsewhere' | 'reordered' | 'rewritten';
  what: string;
}

/**
 * Compares what clients were told with what the log holds. `readings` are readings of the same log at different times,
 * oldest first; the last is the final one. An empty list means that every promise was kept.
 */
export function check(acknowledged: readonly Acknowledged[], readings: readonly (readonly Logged[])[]): Violation[] {
  const log = readings.at(-1) ?? [];
  return [...gaps(log), ...repeats(log), ...answers(acknowledged, log), ...orders(acknowledged), ...rewrites(readings)];
}

/** Revisions run 0, 1, 2 ... */
const gaps = (log: readonly Logged[]): Violation[] =>
  log.flatMap(({ revision }, index) =>
    revision === index ? [] : [{ kind: 'gap' as const, what: `revision ${revision} stands at place ${index}` }],
  );

/** No command made two entries. */
function repeats(log: readonly Logged[]): Violation[] {
  const seen = new Set<string>();
  return log.flatMap(({ key, revision }) => {
    const isRepeat = seen.has(key);
    seen.add(key);
    return isRepeat ? [{ kind: 'twice' as const, what: `${key} is recorded again at revision ${revision}` }] : [];
  });
}

/** What was acknowledged is there, and where it was said to be. */
function answers(acknowledged: readonly Acknowledged[], log: readonly Logged[]): Violation[] {
  const revisions = new Map(log.map(({ key, revision }) => [key, revision]));
  return acknowledged.flatMap(({ key, revision }): Violation[] => {
    const found = revisions.get(key);
    if (found === undefined)
      return [{ kind: 'lost', what: `${key} was acknowledged at revision ${revision} and is not there` }];
    return found === revision
      ? []
      : [{ kind: 'elsewhere', what: `${key} was acknowledged at revision ${revision} and stands at ${found}` }];
  });
}

/** A client that waits for each answer finds its commands in the order in which it sent them. */
function orders(acknowledged: readonly Acknowledged[]): Violation[] {
  const last = new Map<number, Acknowledged>();
  return acknowledged.flatMap((one): Violation[] => {
    const before = last.get(one.client);
    last.set(one.client, one);
    if (!before || before.revision < one.revision) return [];
    return [{ kind: 'reordered', what: `${one.key} was sent after ${before.key} and stands before it` }];
  });
}

/** What was read once is never different later. */
function rewrites(readings: readonly (readonly Logged[])[]): Violation[] {
  const first = new Map<number, Logged>();
  return readings.flatMap((log) => {
    const changed = log.filter(({ revision, body }) => first.has(revision) && first.get(revision)?.body !== body);
    for (const entry of log) if (!first.has(entry.revision)) first.set(entry.revision, entry);
    const cut =
      log.length < first.size
        ? [{ kind: 'rewritten' as const, what: `${first.size - log.length} entries that were read before are gone` }]
        : [];
    return [
      ...cut,
      ...changed.map(({ revision }) => ({
        kind: 'rewritten' as const,
        what: `revision ${revision} reads differently than before`,
      })),
    ];
  });
}
