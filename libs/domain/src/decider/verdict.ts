import { fieldError, type FieldError } from '../validation/field-error.js';
import { inFuture } from './field-texts.js';
import type { Opened, References } from '../entries/definition.js';
import { hasEnded } from '../entries/shared/convoy-moves.js';
import type { Entry } from '../envelope/entry.js';
import type { Folded } from '../fold/fold.js';
import type { LogFacts } from '../fold/decision-facts.js';
import { formatInstant, periodOf } from '../values/occurrence.js';
import { actsElsewhere } from '../fold/placed-at.js';
import type { EntryType } from '../entries/registry.js';
import { refuse, type Refusal, type RefusalCode } from './refusals.js';

/** A command as checked at the edge: of known type and shape. */
export interface Incoming {
  type: EntryType;
  data: object;
  occurredAt?: string;
  /** Where within the time that its words leave open it stood in the log that it comes from: RFC 3339. */
  placedAt?: string;
  reportedAt?: string;
  late?: boolean;
}

/** A mission's log as decisions see it. */
export interface Log {
  folded: Folded;
  facts: LogFacts;
  /**
   * For commands that act on the past (`actsOnPast`): the entry that is named, those that it names in turn, and all that name one
   * of these, each at its revision; all entries where one is retracted that opened something.
   */
  entries?: readonly Entry[];
}

/** Whether commands of a type can only be judged on the entries themselves: they change what an earlier one says. */
export const actsOnPast: (type: EntryType) => boolean = actsElsewhere;

/** The entries that bear on a command, each at its revision, for judging what acts on the past. */
export function entriesOf({ entries }: Log): readonly Entry[] {
  if (!entries) throw new Error('a command that acts on the past is judged on the whole log, and it was not given');
  return entries;
}

/** What a command comes to: an entry to record, or one of the ways of saying no. */
export type Verdict =
  | { kind: 'accepted'; occurredAt: string; placedAt: string }
  | { kind: 'refused'; code: RefusalCode; figures: Record<string, unknown> }
  | { kind: 'invalid'; errors: FieldError[] }
  | { kind: 'unknown'; what: string; id: string; known: string[] };

/** How far ahead of the log's clock a time may lie, in milliseconds. */
export const futureToleranceMs = 5 * 60_000;

/** Times that a command gives and that have not come yet; `now` is in milliseconds since 1970. */
export function futureErrors(incoming: Incoming, timeZone: string, now: number): FieldError[] {
  const { replacement } = incoming.data as { replacement?: { occurredAt?: string } };
  const given: [string, string | undefined][] = [
    ['/occurredAt', incoming.occurredAt],
    ['/reportedAt', incoming.reportedAt],
    ['/replacement/occurredAt', replacement?.occurredAt],
  ];
  return given.flatMap(([pointer, text]) =>
    text !== undefined && periodOf(text, timeZone).start > now + futureToleranceMs
      ? [fieldError(pointer, inFuture(text, now))]
      : [],
  );
}

/** Dangling references are refused, in orders and reports alike. */
export function unknownReference(folded: Folded, references: References): Verdict | undefined {
  const { openers } = folded;
  const unknown = (what: string, kinds: Opened[], id: string): Verdict | undefined => {
    if (kinds.some((kind) => openers.has(`${kind}/${id}`))) return undefined;
    const known = [...openers.keys()].filter((key) => kinds.some((kind) => key.startsWith(`${kind}/`)));
    return { kind: 'unknown', what, id, known: known.map((key) => key.slice(key.indexOf('/') + 1)).toSorted() };
  };
  const check = (what: string, kinds: Opened[], ids: (string | undefined)[] = []): Verdict | undefined =>
    ids.flatMap((id) => (id === undefined ? [] : [unknown(what, kinds, id)])).find((found) => found !== undefined);
  const { entry } = references;
  if (entry !== undefined && (entry > folded.revision || entry < 0)) {
    return { kind: 'unknown', what: 'entry', id: String(entry), known: [`0 to ${folded.revision}`] };
  }
  return (
    check('base', ['base'], references.bases) ??
    check('convoy', ['convoy'], references.convoys) ??
    check('base or convoy', ['base', 'convoy'], references.places) ??
    check('permit', ['permit'], [references.permit])
  );
}

/** Ids are given once; bases and convoys share theirs. */
export function alreadyThere({ openers, state }: Folded, { opens }: References): Refusal | undefined {
  if (!opens) return undefined;
  const convoy = opens.onceEnded && state.convoys.get(opens.id);
  const mayBeKnown = opens.unlessKnown && !(convoy && !hasEnded(convoy));
  const shared: Opened[] = opens.kind === 'base' || opens.kind === 'convoy' ? ['base', 'convoy'] : [opens.kind];
  const taken = shared
    .filter((kind) => !(mayBeKnown && kind === opens.kind))
    .find((kind) => openers.has(`${kind}/${opens.id}`));
  return taken && refuse('already-exists', { [taken]: opens.id, revision: openers.get(`${taken}/${opens.id}`) });
}
