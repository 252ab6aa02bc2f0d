import type { MissionState } from '../../state/mission.js';
import type { Convoy } from '../../state/convoy.js';
import { daysBetween } from '../../values/occurrence.js';
import { daysOf } from '../../values/planned-date.js';
import { today, type AsOf } from '../as-of.js';
import { latest, siteOf, type Site } from './sites.js';
import { dayIn, dayOfFact } from '../../state/calendar.js';
import type { Permit } from '../../state/permit.js';

/** Whether permits hold the withdrawal up. */
export type PermitsWord = 'clear' | 'waiting' | 'blocking';

/** A permit as the verdict sees it. */
export interface Asked {
  id: string;
  kind: string;
  /** A base or a convoy. */
  for?: string;
  /** `open`, or the answer. */
  state: string;
  /** The calendar day of the request. */
  requestedOn: string;
  /** RFC 3339: with the revision, which of two requests is the newer one. */
  requestedAt: string | number;
  requestedBy: number;
}

/** What the verdict on permits is worked out from: days of the mission's zone. */
export interface PermitsInputs {
  date: string;
  permits: readonly Asked[];
  /** The bases, by id. */
  sites: ReadonlyMap<string, Pick<Site, 'remaining' | 'planned'>>;
  /** The bases that convoys leave, by convoy. */
  leaves: ReadonlyMap<string, string | undefined>;
  /** The day of the last entry about a permit. */
  asOf: string | null;
}

/** A permit that is waited for too long. */
export interface PermitWaited {
  id: string;
  kind: string;
  verdict: PermitsWord;
  /** The base that waits for it, if that is known. */
  base?: string;
  waitingDays: number;
}

/** Whether permits hold the withdrawal up, and which. */
export interface PermitsVerdict {
  verdict: PermitsWord;
  permits: PermitWaited[];
  asOf: string | null;
  ageDays: number | null;
}

/** Most days that an answer may take. */
const waitingDaysMax = 7;

/** Within how many days of a base's planned end a permit that is waited for blocks it. */
const blockingDaysMax = 30;

/** Works out the verdict on permits. */
export function permitsFrom(inputs: PermitsInputs): PermitsVerdict {
  const { date, permits: all, asOf } = inputs;
  const permits = all.flatMap((permit) => waitedFor(permit, inputs) ?? []);
  const isBlocking = permits.some(({ verdict }) => verdict === 'blocking');
  return {
    verdict: isBlocking ? 'blocking' : permits.length > 0 ? 'waiting' : 'clear',
    permits,
    asOf,
    ageDays: asOf === null ? null : daysBetween(asOf, date),
  };
}

function waitedFor(permit: Asked, inputs: PermitsInputs): PermitWaited | undefined {
  const waitingDays = daysBetween(permit.requestedOn, inputs.date);
  const waits = permit.state === 'open' || (permit.state === 'refused' && !isAskedAgain(permit, inputs.permits));
  if (!waits || waitingDays <= waitingDaysMax) return undefined;
  const base = baseOf(permit, inputs);
  const site = base === undefined ? undefined : inputs.sites.get(base);
  const isSoon =
    site?.remaining === true &&
    site.planned !== undefined &&
    daysBetween(inputs.date, daysOf(site.planned).last) <= blockingDaysMax;
  return {
    id: permit.id,
    kind: permit.kind,
    verdict: isSoon ? 'blocking' : 'waiting',
    ...(base !== undefined && { base }),
    waitingDays,
  };
}

/** The base that waits for a permit: one for a convoy is waited for at the base that it leaves. */
function baseOf({ for: subject }: Asked, { sites, leaves }: PermitsInputs): string | undefined {
  if (subject === undefined || sites.has(subject)) return subject;
  return leaves.get(subject);
}

/** Words compared without regard to case and blanks. */
const alike = (a: string, b: string): boolean => folded(a) === folded(b);
const folded = (text: string): string => text.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();

/** Whether the same was requested again under another id, later. */
const isAskedAgain = (permit: Asked, permits: readonly Asked[]): boolean =>
  permits.some(
    (other) =>
      other.id !== permit.id && other.for === permit.for && alike(other.kind, permit.kind) && isLater(other, permit),
  );

/** By day first: what waited for a base that was typed late has one instant. */
const isLater = (one: Asked, other: Asked): boolean => {
  if (one.requestedOn !== other.requestedOn) return one.requestedOn > other.requestedOn;
  const [at, otherAt] = [instantOf(one), instantOf(other)];
  return at > otherAt || (at === otherAt && one.requestedBy > other.requestedBy);
};

const instantOf = ({ requestedAt }: Asked): number =>
  typeof requestedAt === 'number' ? requestedAt : Date.parse(requestedAt);

/** The permits that the verdict may hang on: those that wait, those refused, and what may have been asked for again in their place. */
function permitsInQuestion({ permits }: MissionState): Permit[] {
  const all = [...permits.values()];
  const isRefused = ({ answered }: Permit): boolean => answered?.answer === 'refused';
  const refusedFor = new Set(all.filter(isRefused).map((permit) => permit.for));
  return all.filter((permit) => !permit.answered || isRefused(permit) || refusedFor.has(permit.for));
}

/** What the verdict on permits is worked out from, on a day. */
export function permitsInputsOf(state: MissionState, asOf: AsOf): PermitsInputs {
  const last = lastOfPermits(state);
  return {
    date: today(state, asOf),
    permits: permitsInQuestion(state).map(({ id, kind, for: subject, requested, answered }) => ({
      id,
      kind,
      ...(subject !== undefined && { for: subject }),
      state: answered?.answer ?? 'open',
      requestedOn: dayOfFact(state, requested),
      requestedAt: requested.at,
      requestedBy: requested.revision,
    })),
    sites: new Map([...state.bases].map(([id, base]) => [id, siteOf(base)])),
    leaves: new Map(convoysWaiting(state).map(({ id, from }) => [id, from])),
    asOf: last ? dayIn(state, last.at) : null,
  };
}

/** The convoys that permits are for. */
export const convoysWaiting = (state: MissionState): Convoy[] => {
  const ids = new Set([...state.permits.values()].map((permit: Permit) => permit.for));
  return [...ids].flatMap((id) => (id === undefined ? [] : (state.convoys.get(id) ?? [])));
};

/** The last entry that requested a permit or answered one. */
export const lastOfPermits = (state: MissionState): ReturnType<typeof latest> =>
  latest([...state.permits.values()].flatMap(({ requested, answered }) => [requested, answered]));
