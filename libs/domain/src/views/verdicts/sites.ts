import type { MissionState } from '../../state/mission.js';
import type { Fact } from '../../state/fact.js';
import { daysBetween } from '../../values/occurrence.js';
import { daysOf, type PlannedDate } from '../../values/planned-date.js';
import { today, type AsOf } from '../as-of.js';
import { dayIn } from '../../state/calendar.js';
import { type Base, isRemaining } from '../../state/base.js';

/** Whether the bases are left in time. */
export type SitesWord = 'on-track' | 'tight' | 'will-miss';

/** By which rule a base endangers the deadline, or its own plan. */
export type SiteRule = 'planned-after-deadline' | 'unplanned' | 'overdue' | 'planned-date-passed';

/** A base as the verdict sees it. */
export interface Site {
  id: string;
  name: string;
  remaining: boolean;
  liquidation: boolean;
  planned?: PlannedDate;
}

/** What the verdict on sites is worked out from: days of the mission's zone. */
export interface SitesInputs {
  date: string;
  deadline: string;
  sites: readonly Site[];
  /** The day of the last entry about a base. */
  asOf: string | null;
}

/** A base that is not on track, and by how many days. */
export interface SiteAtRisk {
  id: string;
  name: string;
  verdict: SitesWord;
  rule: SiteRule;
  /** Days since its planned date has passed; of a plan after the deadline, days after that; unplanned, days left to it. */
  days: number;
}

/** Whether the bases are left in time, and which endanger it. */
export interface SitesVerdict {
  verdict: SitesWord;
  bases: SiteAtRisk[];
  /** How many bases remain. */
  remaining: number;
  asOf: string | null;
  ageDays: number | null;
}

/** Within how many days of the deadline a base must be planned. */
const unplannedDaysMax = 30;

/** Works out the verdict on sites. */
export function sitesFrom({ date, deadline, sites, asOf }: SitesInputs): SitesVerdict {
  const remaining = sites.filter((site) => site.remaining);
  const bases = remaining.flatMap((site) => riskOf(site, date, deadline) ?? []);
  const isIn = (word: SitesWord): boolean => bases.some(({ verdict }) => verdict === word);
  return {
    verdict: isIn('will-miss') ? 'will-miss' : isIn('tight') ? 'tight' : 'on-track',
    bases,
    remaining: remaining.length,
    asOf,
    ageDays: asOf === null ? null : daysBetween(asOf, date),
  };
}

function riskOf({ id, name, liquidation, planned }: Site, date: string, deadline: string): SiteAtRisk | undefined {
  const left = daysBetween(date, deadline);
  const risk = (verdict: SitesWord, rule: SiteRule, days: number): SiteAtRisk => ({ id, name, verdict, rule, days });
  if (planned === undefined) {
    return liquidation || left > unplannedDaysMax ? undefined : risk('will-miss', 'unplanned', left);
  }
  const { last } = daysOf(planned);
  const overdue = daysBetween(last, date);
  if (overdue > 0 && overdue >= left && !liquidation) return risk('will-miss', 'overdue', overdue);
  if (last > deadline && !liquidation) return risk('will-miss', 'planned-after-deadline', daysBetween(deadline, last));
  return overdue > 0 ? risk('tight', 'planned-date-passed', overdue) : undefined;
}

/** A base as the verdict sees it. */
export const siteOf = (base: Base): Site => ({
  id: base.id,
  name: base.name,
  remaining: isRemaining(base),
  liquidation: base.liquidation,
  ...(base.plan.state === 'scheduled' && { planned: base.plan.on }),
});

/** What the verdict on sites is worked out from, on a day. */
export function sitesInputsOf(state: MissionState, asOf: AsOf): SitesInputs {
  const date = today(state, asOf);
  const last = lastOfSites(state);
  return {
    date,
    deadline: state.mission?.deadline ?? date,
    sites: [...state.bases.values()].map(siteOf),
    asOf: last ? dayIn(state, last.at) : null,
  };
}

type Said = Pick<Fact, 'at' | 'revision'>;

/** The last of some entries, in order of events. */
export const latest = (said: Iterable<Said | undefined>): Said | undefined => {
  let last: Said | undefined;
  for (const one of said)
    if (one && (!last || one.at > last.at || (one.at === last.at && one.revision > last.revision))) last = one;
  return last;
};

/** The last entry that planned when a base is left, or told what became of it. */
export const lastOfSites = (state: MissionState): Said | undefined => latest([...state.bases.values()].flatMap(saidOf));

const saidOf = (base: Base): (Said | undefined)[] => [
  base.established,
  base.plan.history.at(-1),
  base.withdrawing,
  base.vacated,
  base.handovers.at(-1),
  base.occupations.at(-1),
  base.lost,
];
