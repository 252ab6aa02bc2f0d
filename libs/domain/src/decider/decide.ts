import { discrepanciesOf } from '../discrepancies/open.js';
import { actsOnPast, entriesOf, type Incoming, type Log, type Verdict } from './verdict.js';
import { judgeCorrection, judgeRetraction, judgeToll } from './correction-rules.js';
import type { Entry } from '../envelope/entry.js';
import type { MissionState } from '../state/mission.js';
import { formatInstant, periodOf } from '../values/occurrence.js';
import { placedAtOf, placementsWithout } from '../fold/placed-at.js';
import { definitionOf, type EntryData, type EntryType, referencesOf } from '../entries/registry.js';
import { placedByAnother, placedInFuture, placedOutside } from './field-texts.js';
import { refuse, type Refusal } from './refusals.js';
import { fieldError, type FieldError } from '../validation/field-error.js';
import type { Said } from '../sentences/part.js';
import { isComplete, lackingIn } from '../state/completion.js';
import { alreadyThere, unknownReference } from './references.js';
import { futureErrors, futureToleranceMs, strayErrors } from './times.js';

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
  const errors = [
    ...strayErrors(incoming, state),
    ...futureErrors(incoming, timeZone, now),
    ...placeErrors(incoming, timeZone, now),
  ];
  if (errors.length > 0) return { kind: 'invalid', errors };
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
  const { placements } = log.facts;
  if (incoming.placedAt !== undefined) return Date.parse(incoming.placedAt);
  if (actsOnPast(incoming.type)) {
    const { target, occurredAt: moved } = aimOf(log, incoming.data as Aim);
    if (target && moved !== undefined) {
      const others = placementsWithout(placements, target, timeZone);
      return placedAtOf(target.type, moved, timeZone, now, others);
    }
    if (target) return log.folded.instants.at(target.revision) ?? Date.parse(target.placedAt);
  }
  return placedAtOf(incoming.type, occurredAt, timeZone, now, placements);
}

interface Aim {
  entry: number;
  replacement?: { data?: object; occurredAt?: string };
}

/** The entry that a correction corrects in the end, through corrections of corrections, and when that is to have happened. */
function aimOf(log: Log, { entry, replacement }: Aim): { target: Entry | undefined; occurredAt?: string } {
  const target = entriesOf(log)[entry];
  if (target?.type === 'EntryCorrected' && replacement?.data) return aimOf(log, replacement.data as Aim);
  return { target, occurredAt: replacement?.occurredAt };
}

/** The instant at which an order that is entered late is judged: where its entry would stand. */
export const placedAtOfLate = (log: Log, incoming: Incoming, now: number): number =>
  placeFor(log, incoming, incoming.occurredAt ?? formatInstant(now), log.facts.timeZone, now);

/** A place given by the sender lies within the time that the words leave open: it orders, and never moves. */
function placeErrors(incoming: Incoming, timeZone: string, now: number): FieldError[] {
  if (incoming.placedAt === undefined) return [];
  const { replacement } = incoming.data as { replacement?: { occurredAt?: string } };
  const words = actsOnPast(incoming.type) ? replacement?.occurredAt : (incoming.occurredAt ?? formatInstant(now));
  const wrong = (said: Said): FieldError[] => [fieldError('/placedAt', said)];
  if (words === undefined) return wrong(placedByAnother);
  const [at, { start, end }] = [Date.parse(incoming.placedAt), periodOf(words, timeZone)];
  if (at < start || at > end) return wrong(placedOutside(words));
  return at > now + futureToleranceMs ? wrong(placedInFuture) : [];
}

function closedTo(state: MissionState, type: EntryType): Refusal | undefined {
  if (state.mission?.closedAt === undefined || definitionOf(type).kind === 'report' || keepsLog.has(type))
    return undefined;
  return refuse('mission-closed', { closedAt: formatInstant(state.mission.closedAt) });
}

/** The rules of each order; reports are recorded, whatever they contradict. */
function judge(log: Log, incoming: Incoming, judged: MissionState, now: number): Refusal | Verdict | undefined {
  if (incoming.type === 'EntryCorrected')
    return judgeCorrection(log, incoming.data as EntryData['EntryCorrected'], now);
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
    return refuse('mission-not-complete', lackingIn(judged));
  const definition = definitionOf(incoming.type);
  return definition.kind === 'order' ? definition.judge?.(judged, incoming.data, { at: now }) : undefined;
}
