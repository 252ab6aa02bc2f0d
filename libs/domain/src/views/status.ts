import type { Bounds } from '../values/count.js';
import { inLanguage } from '../sentences/in-words.js';
import type { Language, Parts, Said } from '../sentences/part.js';
import type { MissionState } from '../state/mission.js';
import { daysBetween } from '../values/occurrence.js';
import { isComplete, unaccountedFor } from '../state/completion.js';
import { today, type AsOf } from './as-of.js';
import { allLeft, deadlinePassed, nothingEndangers, peopleRemain, permitBlocks, siteAtRisk } from './status-reasons.js';
import { peopleFrom, peopleInputsOf, lastWord, type PeopleVerdict } from './verdicts/people.js';
import { permitsFrom, permitsInputsOf, type PermitsVerdict } from './verdicts/permits.js';
import { sitesFrom, sitesInputsOf, type SitesVerdict } from './verdicts/sites.js';

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
  /** What the reason is written from. */
  parts: Parts;
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
  const byRule = statusFrom(
    {
      daysLeft: daysBetween(date, state.mission?.deadline ?? date),
      isComplete: done.unaccountedFor !== undefined,
      unaccounted: done.unaccountedFor?.best ?? 0,
      ...verdicts,
    },
    asOf.language,
  );
  return { ...byRule, verdicts, ...done };
}

/** The status by its rules: complete, late, at risk, else on track. */
export function statusFrom(inputs: StatusInputs, language: Language = 'en'): StatusByRule {
  const { status, reason } = ruleIn(inputs);
  const { text, parts } = inLanguage(reason, language);
  return { status, statusReason: text, parts };
}

function ruleIn(inputs: StatusInputs): { status: Status; reason: Said } {
  const { daysLeft, isComplete: isOver, unaccounted } = inputs;
  if (isOver) return { status: 'complete', reason: allLeft(unaccounted) };
  if (daysLeft < 0) return { status: 'late', reason: deadlinePassed(-daysLeft) };
  const reason = riskIn(inputs);
  return reason ? { status: 'at-risk', reason } : { status: 'on-track', reason: nothingEndangers };
}

/** What endangers the deadline: the first of the bases, the permits and the people that does. */
function riskIn({ people, sites, permits }: StatusInputs): Said | undefined {
  const base = sites.bases.find(({ verdict }) => verdict === 'will-miss');
  if (base) return siteAtRisk(base);
  const permit = permits.permits.find(({ verdict }) => verdict === 'blocking');
  if (permit) return permitBlocks(permit);
  return lastWord(people) === 'will-miss' ? peopleRemain(people.asOf, people.leftOnDeadline ?? 0) : undefined;
}
