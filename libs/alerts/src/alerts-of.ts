import {
  dayIn,
  discrepanciesInSteps,
  formatInstant,
  inParts,
  inWords,
  periodOf,
  shiftDay,
  startOf,
  toldBy,
  unsilenced,
  zoneOf,
  type Acknowledgement,
  type Language,
  type MissionState,
  type Silence,
} from '#libs/domain';
import type { KnownAt } from '#libs/forecast';
import { hubsIn } from './base-of.js';
import { holdDays, type Condition } from './condition.js';
import { ofConflicts, ofDiscrepancies } from './contradictions.js';
import { ofConvoys } from './convoys.js';
import { ofForecast, type ProbabilityCache } from './deadline-risk.js';
import { ofPace } from './pace.js';
import { partsOfAlert } from './sentences.js';

/** Something that somebody must be told now. */
export interface Alert extends Condition {
  /** The rule and the subject: one alert, however often it fires. */
  id: string;
  /** The hub with whose alerts it is sent, if there is one. */
  hub?: string;
  /** For so many calendar days it was so before it fired. */
  holdDays: number;
  /** Since when it fires, in milliseconds since 1970. */
  firingSince: number;
  acknowledged?: Acknowledgement;
  silenced?: Silence;
}

/** What is asked. */
export interface AlertsAsked {
  /** A state that nobody changes meanwhile: as of any time, as known at any time, or hypothetical. */
  state: MissionState;
  /** The instant, in milliseconds since 1970. */
  at: number;
  /** When the entries that forecasts ask of were known (`revisionsAsked`). */
  known: KnownAt;
  /** Where forecasts of days are kept; each is made anew without one. */
  cache?: ProbabilityCache;
}

/** So many conditions are looked at between two steps. */
const conditionsPerStep = 64;

const noCache: ProbabilityCache = { get: () => undefined, set: () => undefined };

/** The alerts that fire, in order of id: a function of a state and an instant, so that those of any day can be asked for. Yields. */
export function* alertsOf({ state, at, known, cache = noCache }: AlertsAsked): Generator<undefined, Alert[]> {
  const { mission } = state;
  if (!mission || mission.archivedAt !== undefined) return [];
  const conditions = ofDiscrepancies(state, yield* discrepanciesInSteps(state, at));
  yield undefined;
  if (mission.closedAt === undefined) {
    for (const found of [ofConflicts, ofConvoys, ofPace]) {
      conditions.push(...found(state, at));
      yield undefined;
    }
    conditions.push(...(yield* ofForecast(state, at, known, cache)));
  }
  const alerts: Alert[] = [];
  const hubOf = hubsIn(state);
  for (const [place, condition] of conditions.entries()) {
    const firingSince = firingFrom(state, condition);
    if (firingSince <= at) alerts.push(alertOf(state, condition, at, firingSince, hubOf(condition.base)));
    if (place % conditionsPerStep === 0) yield undefined;
  }
  return alerts.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** Since when a condition fires: once it was so for as many calendar days as its rule says. */
function firingFrom(state: MissionState, { rule, since }: Condition): number {
  const days = holdDays[rule];
  return days === 0 ? since : startOf(shiftDay(dayIn(state, since), days), zoneOf(state));
}

function alertOf(
  state: MissionState,
  condition: Condition,
  at: number,
  firingSince: number,
  hub: string | undefined,
): Alert {
  const { rule, subject } = condition;
  const id = `${rule}:${subject}`;
  const acknowledged = acknowledgementOf(state, id, condition);
  const silenced = silenceOf(state, condition, at);
  return {
    id,
    ...condition,
    ...(hub !== undefined && { hub }),
    holdDays: holdDays[rule],
    firingSince,
    ...(acknowledged && { acknowledged }),
    ...(silenced && { silenced }),
  };
}

/** An acknowledgement holds until the alert resolves: one of before it began was of another time. */
function acknowledgementOf(
  state: MissionState,
  id: string,
  { since, orEarlier }: Condition,
): Acknowledgement | undefined {
  const found = state.acknowledged.get(id);
  if (!found) return undefined;
  return orEarlier || periodOf(found.occurredAt, zoneOf(state)).end >= since ? found : undefined;
}

/** Of the silences that cover an alert the one that ends last. */
function silenceOf(state: MissionState, { rule, subject, base }: Condition, at: number): Silence | undefined {
  if (unsilenced.some((one) => one === rule)) return undefined;
  return [...state.silences.values()]
    .filter(
      (one) => (one.rule ?? rule) === rule && (one.subject === undefined || [subject, base].includes(one.subject)),
    )
    .filter((one) => one.at <= at && at <= one.until)
    .toSorted((one, other) => one.until - other.until)
    .at(-1);
}

/** An alert as it is answered in a language. */
export function tellAlert(alert: Alert, language: Language) {
  const { figures, since, firingSince, acknowledged, silenced, orEarlier, ...rest } = alert;
  const parts = partsOfAlert(figures, language);
  return {
    ...rest,
    since: formatInstant(since),
    orEarlier: orEarlier ?? false,
    firingSince: formatInstant(firingSince),
    message: inWords(parts, language),
    parts,
    ...(acknowledged && {
      acknowledged: {
        revision: acknowledged.revision,
        at: formatInstant(acknowledged.at),
        by: acknowledged.by,
        reason: acknowledged.reason,
      },
    }),
    ...(silenced && {
      silenced: {
        revision: silenced.revision,
        until: formatInstant(silenced.until),
        by: silenced.by,
        reason: silenced.reason,
      },
    }),
  };
}

/** An alert as it is answered. */
export type ToldAlert = ReturnType<typeof tellAlert>;

/** Tells alerts one by one; yields after each. */
export function* tellAlerts(alerts: readonly Alert[], language: Language): Generator<undefined, ToldAlert[]> {
  const told: ToldAlert[] = [];
  for (const alert of alerts) {
    told.push(tellAlert(alert, language));
    yield;
  }
  return told;
}

const by = { id: 'reason', role: 'reason' } as const;

/** Who may read what of an alert: it betrays plans and movements, and who looks after it why. */
export const labelsOfAlert = {
  id: 'movement',
  rule: 'movement',
  subject: 'movement',
  base: 'movement',
  hub: 'movement',
  since: 'movement',
  orEarlier: 'movement',
  holdDays: 'movement',
  firingSince: 'movement',
  entries: 'movement',
  message: toldBy('parts', 'movement'),
  parts: inParts('movement'),
  acknowledged: { revision: 'movement', at: 'movement', by, reason: 'reason' },
  silenced: { revision: 'movement', until: 'movement', by, reason: 'reason' },
} as const;
