import { digits, type Bounds } from '../values/count.js';
import type { MissionState } from '../state/mission.js';
import { daysBetween } from '../values/occurrence.js';
import { isComplete, unaccountedFor } from '../state/completion.js';
import { today, type AsOf } from './as-of.js';
import { peopleFrom, peopleInputsOf, lastWord, type PeopleVerdict } from './verdicts/people.js';
import { permitsFrom, permitsInputsOf, type PermitsVerdict } from './verdicts/permits.js';
import { sitesFrom, sitesInputsOf, type SiteAtRisk, type SitesVerdict } from './verdicts/sites.js';

export type Status = 'on-track' | 'at-risk' | 'late' | 'complete';

/** The three things that a status goes by. */
export interface Verdicts {
  people: PeopleVerdict;
  sites: SitesVerdict;
  permits: PermitsVerdict;
}

/** What a status is worked out from. */
export interface StatusInputs {
  /** Calendar days to the deadline; below zero after it. */
  daysLeft: number;
  isComplete: boolean;
  /** Of a complete mission, who is present and not accounted for (best value). */
  unaccounted: number;
  people: Pick<PeopleVerdict, 'verdict' | 'last' | 'leftOnDeadline' | 'asOf'>;
  sites: Pick<SitesVerdict, 'verdict' | 'bases'>;
  permits: Pick<PermitsVerdict, 'verdict' | 'permits'>;
}

/** A status with the rule by which a mission has it. */
export interface StatusByRule {
  status: Status;
  statusReason: string;
}

/** The mission's status, and what it goes by. */
export interface ShownStatus extends StatusByRule {
  verdicts: Verdicts;
  /** Of a complete mission: who is present by the books, and not at a liquidation base that remains. */
  unaccountedFor?: Bounds;
}

/** The three verdicts on a day. */
const verdictsOf = (state: MissionState, asOf: AsOf): Verdicts => ({
  people: peopleFrom(peopleInputsOf(state, asOf)),
  sites: sitesFrom(sitesInputsOf(state, asOf)),
  permits: permitsFrom(permitsInputsOf(state, asOf)),
});

/** The mission's status by its rules, with the verdicts that it goes by. */
export function statusOf(state: MissionState, asOf: AsOf): ShownStatus {
  const verdicts = verdictsOf(state, asOf);
  const date = today(state, asOf);
  const done = isComplete(state) ? { unaccountedFor: unaccountedFor(state) } : {};
  const byRule = statusFrom({
    daysLeft: daysBetween(date, state.mission?.deadline ?? date),
    isComplete: done.unaccountedFor !== undefined,
    unaccounted: done.unaccountedFor?.best ?? 0,
    ...verdicts,
  });
  return { ...byRule, verdicts, ...done };
}

const inDays = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`;

const many = (people: number): string => `${digits(people)} ${people === 1 ? 'person is' : 'people are'}`;

/** The status by its rules: complete, late, at risk, else on track. */
export function statusFrom(inputs: StatusInputs): StatusByRule {
  const { daysLeft, isComplete: isOver, unaccounted } = inputs;
  if (isOver) {
    const open = unaccounted > 0 ? ` ${many(unaccounted)} not accounted for.` : '';
    const statusReason = `Every base that is not a liquidation base has been left, and the reports allow that nobody is left outside those.${open}`;
    return { status: 'complete', statusReason };
  }
  if (daysLeft < 0) {
    const statusReason = `The deadline passed ${inDays(-daysLeft)} ago and the withdrawal is not complete.`;
    return { status: 'late', statusReason };
  }
  const statusReason = riskIn(inputs);
  return statusReason === undefined
    ? {
        status: 'on-track',
        statusReason: 'No base, no permit and not the pace of the last totals endangers the deadline.',
      }
    : { status: 'at-risk', statusReason };
}

/** What endangers the deadline: the first of the bases, the permits and the people that does. */
function riskIn({ people, sites, permits }: StatusInputs): string | undefined {
  const base = sites.bases.find(({ verdict }) => verdict === 'will-miss');
  if (base) return siteInWords(base);
  const permit = permits.permits.find(({ verdict }) => verdict === 'blocking');
  if (permit)
    return `Permit ${permit.id} (${permit.kind}) for ${permit.base} has been waited for ${inDays(permit.waitingDays)}.`;
  if (lastWord(people) !== 'will-miss') return undefined;
  return `At the pace up to the last total (${people.asOf}) ${digits(people.leftOnDeadline ?? 0)} people remain on the deadline.`;
}

function siteInWords({ name, rule, days }: SiteAtRisk): string {
  if (rule === 'unplanned') {
    return days < 0
      ? `${name} has no planned date, and the deadline passed ${inDays(-days)} ago.`
      : `${name} has no planned date, ${inDays(days)} before the deadline.`;
  }
  return rule === 'planned-after-deadline'
    ? `${name} is planned to be left ${inDays(days)} after the deadline.`
    : `${name} was to be left ${inDays(days)} ago, and no more than that are left to the deadline.`;
}
