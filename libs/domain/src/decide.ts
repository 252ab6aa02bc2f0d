import { checkData } from './check.js';
import type { Opened, References } from './definition.js';
import { discrepanciesOf } from './discrepancies.js';
import type { Entry } from './entry.js';
import { referencesOf } from './effective.js';
import type { Folded } from './fold.js';
import type { LogFacts } from './log-facts.js';
import type { MissionState } from './mission-state.js';
import { formatInstant, periodOf } from './occurrence.js';
import { actsElsewhere, placeOf, standingWithout } from './placing.js';
import { definitionOf, type EntryData, type EntryType } from './registry.js';
import { refuse, type Refusal, type RefusalCode } from './refusals.js';
import { isComplete } from './views/base-status.js';

/** A command as checked at the edge: of known type and shape. */
export interface Incoming {
  type: EntryType;
  data: object;
  occurredAt?: string;
  reportedAt?: string;
  late?: boolean;
}

/** A mission's log as decisions see it. */
export interface Log {
  folded: Folded;
  facts: LogFacts;
  /**
   * For commands that act on the past (`actsOnPast`): the entry that is named and all that name it, each at its revision;
   * all entries where one is retracted that opened something.
   */
  entries?: readonly Entry[];
}

/** Whether commands of a type can only be judged on the entries themselves: they change what an earlier one says. */
export const actsOnPast: (type: EntryType) => boolean = actsElsewhere;

/** The entries that bear on a command, for judging what acts on the past. */
function entriesOf({ entries }: Log): readonly Entry[] {
  if (!entries) throw new Error('a command that acts on the past is judged on the whole log, and it was not given');
  return entries;
}

/** What a command comes to: an entry to record, or one of the ways of saying no. */
export type Verdict =
  | { kind: 'accepted'; occurredAt: string; placedAt: string }
  | { kind: 'refused'; code: RefusalCode; figures: Record<string, unknown> }
  | { kind: 'invalid'; errors: { pointer: string; detail: string }[] }
  | { kind: 'unknown'; what: string; id: string; known: string[] };

const futureToleranceMs = 5 * 60_000;
const keepsLog = new Set<EntryType>(['EntryCorrected', 'EntryRetracted', 'DiscrepancySettled']);

/**
 * Judges a command on the newest state (an order entered late on `judged`, the state at its own place) and says what
 * would be recorded. Pure: `now` is milliseconds since 1970, given by the caller.
 */
export function decide(log: Log, incoming: Incoming, now: number, judged: MissionState = log.folded.state): Verdict {
  const { state } = log.folded;
  if (incoming.type === 'MissionOpened') {
    if (log.facts.length > 0) return refused(refuse('mission-already-open', { mission: state.mission?.id }));
  } else if (!state.mission) return { kind: 'unknown', what: 'mission', id: '', known: [] };
  const timeZone =
    incoming.type === 'MissionOpened' ? (incoming.data as EntryData['MissionOpened']).timeZone : log.facts.timeZone;
  const future = futureErrors(incoming, timeZone, now);
  if (future.length > 0) return { kind: 'invalid', errors: future };
  const references = referencesOf(incoming.type, incoming.data);
  const dangling = unknownReference(log.folded, references);
  if (dangling) return dangling;
  const no =
    alreadyThere(log.folded, references) ?? closedTo(state, incoming.type) ?? judge(log, incoming, judged, now);
  if (no) return 'kind' in no ? no : refused(no);
  const occurredAt = incoming.occurredAt ?? formatInstant(now);
  const place = placeFor(log, incoming, occurredAt, timeZone, now);
  return { kind: 'accepted', occurredAt, placedAt: formatInstant(place) };
}

const refused = (refusal: Refusal): Verdict => ({ kind: 'refused', ...refusal });

/** Where the entry will stand: corrections stand where they put the entry that they name. */
function placeFor(log: Log, incoming: Incoming, occurredAt: string, timeZone: string, now: number): number {
  const { standing } = log.facts;
  if (actsOnPast(incoming.type)) {
    const { entry, replacement } = incoming.data as { entry: number; replacement?: { occurredAt?: string } };
    const target = entriesOf(log)[entry];
    if (target && replacement?.occurredAt !== undefined) {
      const others = standingWithout(standing, target, timeZone);
      return placeOf(target.type, replacement.occurredAt, timeZone, now, others);
    }
    if (target) return log.folded.places.at(target.revision) ?? Date.parse(target.placedAt);
  }
  return placeOf(incoming.type, occurredAt, timeZone, now, standing);
}

/** The instant at which an order that is entered late is judged: where its entry would stand. */
export const placeOfLate = (log: Log, incoming: Incoming, now: number): number =>
  placeFor(log, incoming, incoming.occurredAt ?? formatInstant(now), log.facts.timeZone, now);

function futureErrors(incoming: Incoming, timeZone: string, now: number): { pointer: string; detail: string }[] {
  const { replacement } = incoming.data as { replacement?: { occurredAt?: string } };
  const given: [string, string | undefined][] = [
    ['/occurredAt', incoming.occurredAt],
    ['/reportedAt', incoming.reportedAt],
    ['/replacement/occurredAt', replacement?.occurredAt],
  ];
  return given.flatMap(([pointer, text]) =>
    text !== undefined && periodOf(text, timeZone).start > now + futureToleranceMs
      ? [
          {
            pointer,
            detail: `${text} lies in the future; give when it happened, at most 5 minutes ahead of ${formatInstant(now)}`,
          },
        ]
      : [],
  );
}

/** Dangling references are refused, in orders and reports alike. */
function unknownReference(folded: Folded, references: References): Verdict | undefined {
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
function alreadyThere({ openers }: Folded, { opens }: References): Refusal | undefined {
  if (!opens) return undefined;
  const shared: Opened[] = opens.kind === 'base' || opens.kind === 'convoy' ? ['base', 'convoy'] : [opens.kind];
  const taken = shared
    .filter((kind) => !(opens.unlessKnown && kind === opens.kind))
    .find((kind) => openers.has(`${kind}/${opens.id}`));
  return taken && refuse('already-exists', { [taken]: opens.id, revision: openers.get(`${taken}/${opens.id}`) });
}

function closedTo(state: MissionState, type: EntryType): Refusal | undefined {
  if (state.mission?.closedAt === undefined || definitionOf(type).kind === 'report' || keepsLog.has(type))
    return undefined;
  return refuse('mission-closed', { closedAt: formatInstant(state.mission.closedAt) });
}

/** The rules of each order; reports are recorded, whatever they contradict. */
function judge(log: Log, incoming: Incoming, judged: MissionState, now: number): Refusal | Verdict | undefined {
  if (incoming.type === 'EntryCorrected') return judgeCorrection(log, incoming.data as EntryData['EntryCorrected']);
  if (incoming.type === 'EntryRetracted') return judgeRetraction(log, incoming.data as EntryData['EntryRetracted']);
  if (incoming.type === 'TollRevised') return judgeToll(log, incoming.data as EntryData['TollRevised']);
  if (incoming.type === 'DiscrepancySettled') {
    const { discrepancy } = incoming.data as EntryData['DiscrepancySettled'];
    const open = discrepanciesOf(log.folded.state, now).map(({ id }) => id);
    return open.includes(discrepancy)
      ? undefined
      : refuse('discrepancy-not-open', { discrepancy, open: open.slice(0, 20) });
  }
  if (incoming.type === 'MissionClosed' && !isComplete(judged))
    return refuse('mission-not-complete', remaining(judged));
  const definition = definitionOf(incoming.type);
  return definition.kind === 'order' ? definition.judge?.(judged, incoming.data, { at: now }) : undefined;
}

const remaining = (state: MissionState): Record<string, unknown> => ({
  bases: [...state.bases.values()].filter((base) => !base.liquidation && !base.vacated).map(({ id }) => id),
});

/** The data of an entry with the corrections in force. */
function currentData(log: Log, target: Entry): object {
  const corrections = entriesOf(log).filter(
    (entry) =>
      entry.type === 'EntryCorrected' &&
      (entry.data as EntryData['EntryCorrected']).entry === target.revision &&
      !log.folded.retractedBy.has(entry.revision),
  );
  const data = corrections.map((entry) => (currentData(log, entry) as EntryData['EntryCorrected']).replacement.data);
  return data.findLast((replacement) => replacement !== undefined) ?? target.data;
}

/** A correction is valid for its entry's type and keeps what that opens or names. */
function judgeCorrection(log: Log, { entry, replacement }: EntryData['EntryCorrected']): Refusal | Verdict | undefined {
  const target = entriesOf(log)[entry];
  if (!target) return undefined;
  if (replacement.data === undefined && replacement.occurredAt === undefined)
    return refuse('nothing-to-correct', { entry });
  if (replacement.data === undefined) return undefined;
  const checked = checkData(target.type, replacement.data);
  if (!checked.ok) {
    const errors = checked.errors.map(({ pointer, detail }) => ({ pointer: `/replacement/data${pointer}`, detail }));
    return { kind: 'invalid', errors };
  }
  const before = referencesOf(target.type, currentData(log, target));
  const after = referencesOf(target.type, replacement.data);
  const dangling = unknownReference(log.folded, { ...after, opens: undefined });
  if (dangling) return dangling;
  const report = definitionOf(target.type).kind === 'report';
  const kept = (references: References): string =>
    JSON.stringify([
      references.opens?.id,
      references.permit,
      references.entry,
      report ? [] : [references.bases, references.convoys, references.places],
    ]);
  return kept(before) === kept(after)
    ? undefined
    : refuse('replacement-changes-subject', { entry, names: before, replacement: after });
}

/** An entry that others rest on stays until they are retracted. */
function judgeRetraction(log: Log, { entry }: EntryData['EntryRetracted']): Refusal | undefined {
  const target = entriesOf(log)[entry];
  if (!target) return undefined;
  const { opens } = referencesOf(target.type, target.data);
  const isOpener = opens && log.folded.openers.get(`${opens.kind}/${opens.id}`) === entry;
  if (!isOpener && target.type !== 'MissionOpened') return undefined;
  const resting = entriesOf(log).filter(
    (other) =>
      other.revision !== entry && !log.folded.retractedBy.has(other.revision) && restsOn(log, other, target, opens),
  );
  return resting.length === 0
    ? undefined
    : refuse('entry-rested-on', { entry, by: resting.slice(0, 50).map(({ revision }) => revision) });
}

function restsOn(log: Log, other: Entry, target: Entry, opens: References['opens']): boolean {
  if (other.type === 'EntryRetracted') return false;
  if (target.type === 'MissionOpened') return true;
  if (!opens) return false;
  const {
    bases = [],
    convoys = [],
    places = [],
    permit,
    opens: opened,
  } = referencesOf(other.type, currentData(log, other));
  if (opens.kind === 'permit') return permit === opens.id;
  if (opens.kind === 'incident') return false;
  const reopened = opened?.unlessKnown && opened.id === opens.id;
  return reopened === true || [...bases, ...convoys, ...places].includes(opens.id);
}

/** A toll is revised where one was reported. */
function judgeToll(log: Log, { entry }: EntryData['TollRevised']): Verdict | undefined {
  const type = entriesOf(log)[entry]?.type;
  if (type === 'ConvoyAttacked' || type === 'IncidentReported' || type === 'TollRevised') return undefined;
  const detail = `entry ${entry} is ${type}: name a ConvoyAttacked, an IncidentReported or an earlier TollRevised`;
  return { kind: 'invalid', errors: [{ pointer: '/entry', detail }] };
}
