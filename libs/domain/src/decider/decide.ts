import { discrepanciesOf } from '../discrepancies/open.js';
import { actsOnPast, correctedTime, entriesOf, type Incoming, type Log, type Verdict } from './verdict.js';
import { judgedLog } from './correction-rules.js';
import { asDataOf, type Entry } from '../envelope/entry.js';
import { schemaOfCorrection } from '../entries/older-schemas.js';
import type { MissionState } from '../state/mission.js';
import { formatInstant, periodOf } from '../values/occurrence.js';
import { placementIn } from '../fold/fold.js';
import { waitedFor } from '../fold/openings.js';
import { placedAtOf, placementsWithout } from '../fold/placed-at.js';
import { placed, type Placement } from '../values/placement.js';
import { definitionOf, type EntryData, type EntryType, referencesOf } from '../entries/registry.js';
import { placedByAnother, placedInFuture, placedOutside } from './field-texts.js';
import { forbidden, type Forbidden } from './forbidden.js';
import { isOwnSlip } from './own-slip.js';
import { changesAboutOrders, mayNotDecide, needsSecond } from './proposal-rules.js';
import { refuse, type Refusal } from './refusals.js';
import type { No } from '../entries/definition.js';
import { fieldError, type FieldError } from '../validation/field-error.js';
import type { Said } from '../sentences/part.js';
import { alreadyThere, unknownReference } from './references.js';
import { futureErrors, futureToleranceMs, strayErrors } from './times.js';

/**
 * Judges a command on the newest state (an order entered late on `judged`, the state at its own place) and says what
 * would be recorded. Pure: `now` is milliseconds since 1970, given by the caller.
 */
export function decide(log: Log, incoming: Incoming, now: number, judged: MissionState = log.folded.state): Verdict {
  const { state } = log.folded;
  const { type, data } = incoming;
  const { taken } = definitionOf(type);
  if (taken === 'to-open') {
    if (log.facts.length > 0) return refused(refuse('mission-already-open', { mission: state.mission?.id }));
  } else if (!state.mission) return { kind: 'unknown', what: 'mission', id: '', known: [] };
  const timeZone = incoming.type === 'MissionOpened' ? incoming.data.timeZone : log.facts.timeZone;
  const errors = [
    ...strayErrors(incoming, state),
    ...futureErrors(incoming, timeZone, now),
    ...placeErrors(incoming, timeZone, now),
  ];
  if (errors.length > 0) return { kind: 'invalid', errors };
  const references = referencesOf(type, data);
  const dangling = unknownReference(log.folded, references);
  if (dangling) return dangling;
  const forbids = isNotOwn(log, incoming, now) ?? mayNotDecide(log, incoming);
  if (forbids) return forbids;
  const no =
    alreadyThere(log.folded, references) ??
    closedTo(state, type) ??
    changesAboutOrders(log, incoming) ??
    judge(log, incoming, judged, now) ??
    needsSecond(log, incoming, now);
  if (no) return 'kind' in no ? no : refused(no);
  const occurredAt = incoming.occurredAt ?? formatInstant(now);
  const place = placeFor(log, incoming, occurredAt, timeZone, now);
  return { kind: 'accepted', occurredAt, placedAt: formatInstant(place), ...replacementSchemaFor(log, incoming) };
}

/** Which version of data a correction gives, if what it corrects in the end was recorded with another one. */
function replacementSchemaFor(log: Log, incoming: Incoming): { replacementSchema?: number } {
  const target = incoming.type === 'EntryCorrected' ? aimOf(log, incoming).target : undefined;
  const replacementSchema = target && schemaOfCorrection(target);
  return replacementSchema === undefined ? {} : { replacementSchema };
}

/** Of retractions by whoever may take back no more than a slip of their own. */
const isNotOwn = (log: Log, incoming: Incoming, now: number): Forbidden | undefined =>
  incoming.type === 'EntryRetracted' && incoming.by?.isBoundToOwn && !isOwnSlip(log, incoming, now)
    ? forbidden('not-own')
    : undefined;

const refused = (refusal: Refusal): Verdict => ({ kind: 'refused', ...refusal });

/** Where the entry will stand: what acts on an earlier entry stands there, or where a correction puts that. */
function placeFor(log: Log, incoming: Incoming, occurredAt: string, timeZone: string, now: number): number {
  const { placements } = log.facts;
  if (incoming.placedAt !== undefined) return Date.parse(incoming.placedAt);
  if (actsOnPast(incoming.type)) {
    const { target, moved } = aimOf(log, incoming);
    if (target && moved !== undefined) {
      const others = placementsWithout(placements, target, timeZone);
      return placedAtOf(target.type, moved, timeZone, now, others);
    }
    if (target) return log.folded.instants.at(target.revision) ?? Date.parse(target.placedAt);
  }
  return placedAtOf(incoming.type, occurredAt, timeZone, now, placements);
}

/** The entry that a command acts on in the end, through corrections of corrections, and when that is to have happened. */
function aimOf(log: Log, incoming: Incoming): { target: Entry | undefined; moved?: string } {
  if (incoming.type === 'EntryCorrected') return correctedBy(log, incoming.data);
  return { target: entriesOf(log)[referencesOf(incoming.type, incoming.data).entry ?? -1] };
}

function correctedBy(
  log: Log,
  { entry, replacement }: EntryData['EntryCorrected'],
): { target: Entry | undefined; moved?: string } {
  const target = entriesOf(log)[entry];
  if (target?.type === 'EntryCorrected' && replacement.data)
    return correctedBy(log, asDataOf(target, replacement.data));
  return { target, moved: replacement.occurredAt };
}

/** Where the entry of an order would fold that is entered late: it is judged on what folds before. */
export function placementOfLate(log: Log, incoming: Incoming, now: number): Placement {
  const { folded, facts } = log;
  const place = placeFor(log, incoming, incoming.occurredAt ?? formatInstant(now), facts.timeZone, now);
  // A plan that comes before the first departure of its convoy opens that: it waits for none.
  const references = { ...referencesOf(incoming.type, incoming.data), opens: undefined };
  const waited = waitedFor(facts.length, references, folded.openers, false);
  return placed([place, facts.length], waited, (revision) => placementIn(folded, revision));
}

/** A place given by the sender lies within the time that the words leave open: it orders, and never moves. */
function placeErrors(incoming: Incoming, timeZone: string, now: number): FieldError[] {
  if (incoming.placedAt === undefined) return [];
  const words = actsOnPast(incoming.type) ? correctedTime(incoming) : (incoming.occurredAt ?? formatInstant(now));
  const wrong = (said: Said): FieldError[] => [fieldError('/placedAt', said)];
  if (words === undefined) return wrong(placedByAnother);
  const [at, { start, end }] = [Date.parse(incoming.placedAt), periodOf(words, timeZone)];
  if (at < start || at > end) return wrong(placedOutside(words));
  return at > now + futureToleranceMs ? wrong(placedInFuture) : [];
}

function closedTo(state: MissionState, type: EntryType): Refusal | undefined {
  if (state.mission?.closedAt === undefined || definitionOf(type).taken === 'always') return undefined;
  return refuse('mission-closed', { closedAt: formatInstant(state.mission.closedAt) });
}

/** The rules of each entry type. */
function judge(log: Log, { type, data, by }: Incoming, state: MissionState, now: number): No | undefined {
  return definitionOf(type).judge?.(
    {
      state,
      at: now,
      log: judgedLog(log, now, by),
      openDiscrepancies: () => discrepanciesOf(log.folded.state, now).map(({ id }) => id),
    },
    data,
  );
}
