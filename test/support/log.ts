import {
  decide,
  definitionOf,
  emptyFacts,
  extend,
  fold,
  incomingWith,
  noteEntry,
  typeOfCommand,
  type Entry,
  type EntryType,
  type Folded,
} from '#libs/domain';

/** A command of a test: its name, data and envelope in one object, as over HTTP. */
export interface TestCommand {
  command: string;
  occurredAt?: string;
  reportedAt?: string;
  late?: boolean;
  /** Who sends it, where that matters: then one person is told from another. */
  as?: string;
  /** Who gave them what they are let in with. */
  givenBy?: string[];
  /** When it is sent, where that is later than other commands. */
  sentAt?: string;
  [field: string]: unknown;
}

/** When tests record, unless they say otherwise. */
export const recordedAt = Date.parse('2026-01-01T00:00:00Z');

/** Records commands one after another, as the writer does, and throws where one is refused; or leaves those out. */
export function record(commands: readonly TestCommand[], now = recordedAt, refused: 'fail' | 'skip' = 'fail'): Entry[] {
  const entries: Entry[] = [];
  let folded: Folded = fold([]);
  const facts = emptyFacts();
  for (const {
    command,
    occurredAt,
    reportedAt,
    late,
    source,
    as: _as,
    givenBy: _givenBy,
    sentAt: _sentAt,
    ...data
  } of commands) {
    const type = typeOfCommand(command);
    if (!type) throw new Error(`unknown command ${command}`);
    const incoming = incomingWith(type, data, { occurredAt, reportedAt, late });
    const verdict = decide(
      { entries, folded, facts },
      incoming,
      now,
      late ? fold(entries, { validAt: Number.MAX_SAFE_INTEGER }).state : undefined,
    );
    if (verdict.kind !== 'accepted' && refused === 'skip') continue;
    if (verdict.kind !== 'accepted') throw new Error(`${command} was not accepted: ${JSON.stringify(verdict)}`);
    const entry = entryOf(type, data, entries.length, verdict, now, { reportedAt, source } as Partial<Entry>);
    entries.push(entry);
    noteEntry(facts, entry);
    if (!extend(folded, entry)) folded = fold(entries);
  }
  return entries;
}

function entryOf(
  type: EntryType,
  data: object,
  revision: number,
  placed: { occurredAt: string; placedAt: string },
  now: number,
  more: Partial<Entry>,
): Entry {
  return {
    id: `00000000-0000-5000-8000-${String(revision).padStart(12, '0')}`,
    mission: 'minusma',
    revision,
    type,
    schema: definitionOf(type).schema,
    occurredAt: placed.occurredAt,
    placedAt: placed.placedAt,
    recordedAt: new Date(now).toISOString(),
    actor: { id: 'test', role: 'admin' },
    commandId: String(revision),
    commandDigest: '',
    correlationId: '',
    causationId: '',
    data,
    ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)),
  } as Entry;
}
