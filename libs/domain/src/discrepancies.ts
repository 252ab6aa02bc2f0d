import { measureOf, nodesOf, peopleIn } from './measures.js';
import { figure } from './books.js';
import type { Base, MissionState } from './mission-state.js';
import { dayOf, daysBetween, formatInstant, nextDay, startOf } from './occurrence.js';
import { daysOf } from './planned-date.js';
import { isRemaining } from './views/base-status.js';

/** A contradiction between entries, or between entries and the plan, that nobody has settled yet. */
export interface Discrepancy {
  /** The rule, the subject and the revisions behind it. */
  id: string;
  rule: Rule;
  /** A base, a convoy, an account or a population. */
  subject: string;
  /** Revisions of the entries behind it. */
  entries: number[];
  /** RFC 3339. */
  since: string;
  message: string;
}

/** Each rule: what it finds. */
export const rules = {
  'account-below-zero': 'An account holds fewer than nobody: more people left it than were booked there.',
  'people-still-booked': 'A base was vacated or handed over with people booked there.',
  'arrived-with-other-numbers': 'A convoy arrived with other numbers than it departed with.',
  'attacked-when-not-under-way': 'A convoy was attacked when it was not under way.',
  'arrived-without-departing': 'A convoy arrived that never departed.',
  'planned-date-passed': 'The planned date has passed and the base was not vacated.',
  'scheduled-after-deadline': 'A base is scheduled to be left after the deadline.',
  'total-below-books': 'A reported total is below what the increments already make.',
  'more-present-than-booked': 'More people are said to be present than the books hold.',
  'different-receivers': 'Two entries claim different receivers of a camp.',
  'permit-unanswered': 'A permit has been unanswered for more than 7 days.',
  'hub-closes-first': 'The hub of a base closes before it.',
  'possible-duplicate': 'Two sources report the same kind of thing of the same base or convoy on the same day.',
} as const;

export type Rule = keyof typeof rules;

/** Which bases and convoys to look at. */
export interface About {
  bases: Iterable<string>;
  convoys: Iterable<string>;
}

const permitDaysMax = 7;

const make = (rule: Rule, subject: string, entries: number[], since: number, message: string): Discrepancy => ({
  id: `${rule}:${subject}:${entries.join('-')}`,
  rule,
  subject,
  entries,
  since: formatInstant(since),
  message,
});

/** All open discrepancies at an instant (milliseconds since 1970), in order of id. */
export const discrepanciesOf = (state: MissionState, at: number): Discrepancy[] =>
  openOf(state, at, [
    ...flagsOf(state),
    ...duplicatesOf(state),
    ...[...state.bases.values()].flatMap((base) => ofBase(state, base, at)),
    ...ofPermits(state, at),
    ...[...state.books.accounts.keys()].flatMap((account) => belowZero(state, account)),
  ]);

/** The open discrepancies about some bases and convoys, and those of the mission's own accounts. */
export function discrepanciesAbout(state: MissionState, at: number, about: About): Discrepancy[] {
  const bases = [...about.bases];
  const subjects = new Set([...bases, ...about.convoys]);
  const accounts = [...bases.map((id) => `base/${id}`), ...[...about.convoys].map((id) => `convoy/${id}`), 'unallocated'];
  return openOf(state, at, [
    ...flagsOf(state).filter(({ subject }) => subjects.has(subject)),
    ...duplicatesOf(state, subjects),
    ...bases.flatMap((id) => state.bases.get(id) ?? []).flatMap((base) => ofBase(state, base, at)),
    ...accounts.flatMap((account) => belowZero(state, account)),
  ]);
}

/** The figures that a discrepancy stands on: it opens again when they change. Undefined where it is not there. */
export const figuresOf = (state: MissionState, at: number, id: string): string | undefined =>
  discrepanciesOf({ ...state, settled: new Map() }, at).find((one) => one.id === id)?.message;

function openOf(state: MissionState, _at: number, found: Discrepancy[]): Discrepancy[] {
  const isOpen = ({ id, message }: Discrepancy): boolean => {
    const settled = state.settled.get(id);
    return settled === undefined || (settled.figures !== undefined && settled.figures !== message);
  };
  return found.filter(isOpen).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

const flagsOf = (state: MissionState): Discrepancy[] =>
  state.flags.map(({ rule, subject, entries, since, message }) => make(rule as Rule, subject, entries, since, message));

/** Reports of the same kind about the same thing on the same day that name other sources. */
function duplicatesOf(state: MissionState, subjects?: ReadonlySet<string>): Discrepancy[] {
  const found: Discrepancy[] = [];
  for (const [key, reports] of state.seen) {
    if (reports.length < 2 || new Set(reports.map(({ source }) => source)).size < 2) continue;
    const [type = '', subject = '', day = ''] = key.split(' ');
    if (subjects && !subjects.has(subject)) continue;
    const revisions = reports.map(({ revision }) => revision).toSorted((a, b) => a - b);
    const message = `${type} of ${subject} on ${day} was reported ${reports.length} times by other sources. Retract what is a repeat, or settle this.`;
    found.push(make('possible-duplicate', subject, revisions, reports.at(-1)?.at ?? 0, message));
  }
  return found;
}

/** What contradicts itself about one base at a date. */
function ofBase(state: MissionState, base: Base, at: number): Discrepancy[] {
  const found: Discrepancy[] = [];
  const timeZone = state.mission?.timeZone ?? 'UTC';
  const left = base.vacated ?? base.handovers.find(({ part }) => part === undefined);
  const people = peopleIn(state.books, `base/${base.id}`).best;
  if (left && people > 0) {
    const message = `${base.name} was left with ${people} people booked there. Report where they went.`;
    found.push(make('people-still-booked', base.id, [left.revision], left.at, message));
  }
  if (base.plan.state !== 'scheduled') return found;
  const planned = daysOf(base.plan.on);
  const step = base.plan.history.at(-1);
  const entries = step ? [step.revision] : [];
  if (state.mission && planned.last > state.mission.deadline && !base.liquidation && isRemaining(base)) {
    const message = `${base.name} is planned to be left on ${planned.last}, after the deadline of ${state.mission.deadline}. Expedite it, or move the deadline.`;
    found.push(make('scheduled-after-deadline', base.id, entries, step?.at ?? at, message));
  }
  if (!isRemaining(base)) return found;
  if (dayOf(at, timeZone) > planned.last) {
    const message = `${base.name} was to be left by ${planned.last} and has not been. Report that it was vacated, or postpone it.`;
    found.push(make('planned-date-passed', base.id, entries, startOf(nextDay(planned.last), timeZone), message));
  }
  const hub = base.hub === undefined ? undefined : state.bases.get(base.hub);
  const hubStep = hub?.plan.history.at(-1);
  if (hub?.plan.state === 'scheduled' && hubStep && daysOf(hub.plan.on).middle < planned.middle) {
    const message = `${hub.name}, the hub of ${base.name}, is planned to close on ${daysOf(hub.plan.on).middle}, before ${base.name} on ${planned.middle}. Re-plan one of them.`;
    const both = [...entries, hubStep.revision].toSorted((a, b) => a - b);
    found.push(make('hub-closes-first', base.id, both, Math.max(hubStep.at, step?.at ?? 0), message));
  }
  return found;
}

function ofPermits(state: MissionState, at: number): Discrepancy[] {
  const timeZone = state.mission?.timeZone ?? 'UTC';
  return [...state.permits.values()].flatMap(({ id, kind, authority, requested, answered }) => {
    const days = daysBetween(dayOf(requested.at, timeZone), dayOf(at, timeZone));
    if (answered || days <= permitDaysMax) return [];
    // The days are left out of the message: it would reopen each midnight what was settled.
    const message = `Permit ${id} (${kind}) was asked of ${authority} on ${dayOf(requested.at, timeZone)} and has not been answered for more than ${permitDaysMax} days. Report the answer, or ask again.`;
    return [make('permit-unanswered', id, [requested.revision], requested.at + (permitDaysMax + 1) * 86_400_000, message)];
  });
}

/** Judged on the total of an account and component, never on an unsplit part. */
function belowZero(state: MissionState, name: string): Discrepancy[] {
  if (name === 'establishment') return [];
  const account = state.books.accounts.get(name);
  if (!account || [...account.own.values()].every(({ best }) => best >= 0)) return [];
  const nodes = nodesOf(state.books).filter((node) => !node.includes('@'));
  // With no nodes below "all" the tree is empty, but people may be booked there.
  const short = (nodes.length > 0 ? nodes : ['all']).filter((node) => figure(state.books, account, node).best < 0 && heldBest(state, name, node) < 0);
  const [top] = short.toSorted((a, b) => a.split('/').length - b.split('/').length || (a === 'all' ? -1 : 1));
  if (top === undefined) return [];
  const cause = state.books.journal.findLast((posting) => posting.account === name && posting.best < 0);
  const message = `${name} holds ${heldBest(state, name, top)} ${top}: more left than were booked there. Report who was there, or correct the numbers.`;
  return [make('account-below-zero', name, cause ? [cause.revision] : [], cause?.at ?? 0, message)];
}

/** Best value of an account and component, with its share of what is unsplit above it. */
const heldBest = (state: MissionState, account: string, node: string): number =>
  account === 'departed' || account === 'died' || account === 'separated' ? measureOf(state.books, account, node).best : peopleIn(state.books, account, node).best;
