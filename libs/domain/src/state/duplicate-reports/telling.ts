import type { Claim, Harm, Subject } from '../claim.js';
import { boundsOf, type Count } from '../../values/count.js';
import type { Effective } from '../../envelope/entry.js';
import { zoneOf } from '../calendar.js';
import type { MissionState } from '../mission.js';
import type { Figure, Telling } from './reports.js';
import { dayOf, periodOf } from '../../values/occurrence.js';
import { daysOfWords as daysTold, type Days } from '../once.js';
import { comparable } from '../../values/comparable.js';
import { kept, spaced } from '../../values/kept.js';
import { ownSides } from '../incident.js';

/** A text as it is compared, kept once: most are told again and again. */
const folded = kept(comparable);

/** The text itself, kept once: that of every entry is a copy. */
const once = kept((text) => text);

/** What an entry tells, for comparing it with others; undefined if what it is about was taken back. */
export function tellingOf(
  state: MissionState,
  entry: Effective,
  claim: Claim,
  effect: Telling['effect'] = 'booked',
): Telling | undefined {
  const { revision, type } = entry.entry;
  const subject = subjectOf(state, revision, claim);
  if (!subject) return undefined;
  const { source, by } = sourceOf(entry);
  const { first, last } = daysOf(state, entry, claim);
  const telling: Telling = {
    revision,
    at: entry.at,
    occurredAt: entry.occurredAt,
    type: once(type),
    source,
    by,
    first,
    last: first === last ? first : last,
    subject,
    figures: figuresOf(claim),
    effect,
  };
  if (claim.kind === 'answer') telling.answer = claim.answer;
  if (claim.detail !== undefined) telling.detail = folded(claim.detail);
  return telling;
}

/** Who says it: one source is one ref, else url, else title; without a source, the actor. And in which words. */
function sourceOf({ entry: { source, actor } }: Effective): Pick<Telling, 'source' | 'by'> {
  if (!source) return actorAsSource(actor.id);
  const { ref, url, title } = source;
  if (ref !== undefined) return { source: spaced('ref', ref), by: once(`${title}, ${ref}`) };
  return { source: url === undefined ? spaced('title', title) : spaced('url', url), by: once(title) };
}

/** An actor as a source, put together once. */
const actorAsSource = kept((id): Pick<Telling, 'source' | 'by'> => ({ source: `actor ${id}`, by: id }));

/** The days that it may be of: a total is of the day at whose end it stands. */
function daysOf(state: MissionState, { occurredAt, at }: Effective, { kind }: Claim): Days {
  const timeZone = zoneOf(state);
  if (kind !== 'total' || occurredAt.length !== 7) return daysTold(occurredAt, timeZone);
  const day = dayOf(Math.min(at, periodOf(occurredAt, timeZone).end), timeZone);
  return { first: day, last: day };
}

function subjectOf(state: MissionState, revision: number, { subject }: Claim): Subject | undefined {
  if (subject.toll !== undefined) {
    const incident = state.incidents.get(state.revisedTolls.get(revision) ?? -1);
    return incident && { convoy: incident.convoy, base: incident.base, toll: String(incident.revision) };
  }
  const words: Record<string, string | undefined> = {};
  for (const role in subject) {
    const text = subject[role as keyof Subject];
    words[role] = text === undefined ? undefined : folded(text);
  }
  // A count since the start is the total.
  if (subject.since !== undefined && subject.since === state.mission?.startsOn) words.since = undefined;
  return words;
}

const figure = (of: string, count: Count, { component = 'all', contingent }: Partial<Harm> = {}): Figure => {
  const { low, high } = boundsOf(count);
  return { of, component, contingent, low, high };
};

function figuresOf(claim: Claim): Figure[] {
  if (claim.kind === 'total')
    return [figure('count', claim.count), ...(claim.of === undefined ? [] : [figure('of', claim.of)])];
  if (claim.kind === 'remark') return (claim.casualties ?? []).flatMap(lossesOf);
  if (claim.kind !== 'movement') return [];
  const figures = (claim.people ?? []).map((line) => figure('people', line.count, line));
  if (claim.casualties) figures.push(...claim.casualties.flatMap(lossesOf));
  if (claim.equipment !== undefined) figures.push(figure('equipment', claim.equipment));
  return figures;
}

/** Losses of one side; the mission's own are of the population that they are booked in. */
function lossesOf({ side, component = ownSides[side], contingent, killed, wounded }: Harm): Figure[] {
  const whose = { component, contingent };
  return [
    ...(killed === undefined ? [] : [figure(`${side} killed`, killed, whose)]),
    ...(wounded === undefined ? [] : [figure(`${side} wounded`, wounded, whose)]),
  ];
}
