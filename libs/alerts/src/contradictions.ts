import {
  daysOf,
  startOf,
  zoneOf,
  type AlertRule,
  type Discrepancy,
  type DiscrepancyRule,
  type MissionState,
} from '#libs/domain';
import { conflictsAtOnce, type Conflict } from '#libs/planning';
import { inOrder, type Condition } from './condition.js';
import { baseOf } from './base-of.js';

/** The discrepancies that are alerts of their own; all others are once they have been open for long. */
const own: Partial<Record<DiscrepancyRule, AlertRule>> = {
  'planned-date-passed': 'planned-date-passed',
  'permit-unanswered': 'permit-unanswered',
  'hub-closes-first': 'hub-closes-first',
  'break-glass-not-countersigned': 'break-glass',
};

/** What contradicts itself in the log, as far as nobody settled it. */
export const ofDiscrepancies = (state: MissionState, open: readonly Discrepancy[]): Condition[] =>
  open.map((one) => {
    const rule = own[one.rule] ?? 'discrepancy-open';
    return {
      rule,
      subject: subjectOf(rule, one),
      since: one.since,
      ...baseOf(state, one.subject),
      entries: [...one.entries],
      figures: { kind: 'discrepancy', discrepancy: { rule: one.rule, figures: one.figures } },
    };
  });

function subjectOf(rule: AlertRule, { id, subject, entries }: Discrepancy): string {
  if (rule === 'discrepancy-open') return id;
  // Several orders about one base may each have been given alone.
  return rule === 'break-glass' ? String(entries[0]) : subject;
}

/** What of the plan cannot be: hubs that close first, and permits that are missing. */
export const ofConflicts = (state: MissionState, at: number): Condition[] =>
  conflictsAtOnce(state, at).flatMap((one) => {
    if (one.rule === 'permit-missing') return [missing(state, one)];
    return one.rule === 'hub-closes-first' && !isDiscrepancy(state, one) ? [hubCloses(state, one)] : [];
  });

/** Whether the days alone contradict each other: that is a discrepancy, which may have been settled. */
function isDiscrepancy(state: MissionState, { subject, figures }: Conflict): boolean {
  const plan = state.bases.get(subject)?.plan;
  return plan?.state === 'scheduled' && (figures as { closes: string }).closes < daysOf(plan.on).middle;
}

const hubCloses = (state: MissionState, one: Conflict): Condition => ({
  rule: 'hub-closes-first',
  subject: one.subject,
  since: newestStep(state, one),
  ...baseOf(state, one.subject),
  entries: one.entries,
  figures: { kind: 'conflict', conflict: { rule: one.rule, figures: one.figures } },
});

function missing(state: MissionState, one: Conflict): Condition {
  const {
    for: leaving,
    permit,
    by,
    state: answer,
  } = one.figures as { for: string; permit: string; by: string; state: string };
  const due = startOf(by, zoneOf(state));
  const refused = [...state.permits.values()].findLast(
    ({ answered }) => answered && one.entries.includes(answered.revision),
  );
  const since = answer === 'refused' ? Math.min(due, refused?.answered?.at ?? due) : due;
  return {
    rule: 'permit-missing',
    subject: `${leaving}/${permit}`,
    since: Math.max(since, newestStep(state, one)),
    ...baseOf(state, leaving),
    entries: inOrder(one.entries),
    figures: { kind: 'conflict', conflict: { rule: one.rule, figures: one.figures } },
  };
}

/** When the newest of the steps of plans among some entries was ordered, and the newest need. */
function newestStep(state: MissionState, { entries }: Conflict): number {
  const steps = [...state.bases.values()].flatMap(({ plan }) => plan.history);
  const needs = [...state.planning.values()].filter(({ what }) => what === 'permit-need');
  const times = [...steps, ...needs].filter(({ revision }) => entries.includes(revision)).map(({ at }) => at);
  return Math.max(state.mission?.openedAt ?? 0, ...times);
}
