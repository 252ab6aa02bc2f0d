import { claimed, disagreement, whoSays } from '../discrepancies/two-reports.js';
import type { DiscrepancyRule as Rule } from '../discrepancies/catalogue.js';
import type { Entry } from '../envelope/entry.js';
import type { MissionState } from '../state/mission.js';
import { definitionOf } from '../entries/registry.js';
import { mayBeOne, repeats } from '../state/duplicate-reports/compare.js';
import { statedKey, toldBeside } from '../state/duplicate-reports/noting.js';
import type { Telling } from '../state/duplicate-reports/reports.js';
import { tellingOf } from '../state/duplicate-reports/telling.js';

/** What somebody should look at before a command is recorded: it refuses nothing. */
export interface Warning {
  rule: Rule | 'exact-repeat';
  /** Revisions of the earlier entries, lowest first. */
  entries: number[];
  text: string;
}

/** What a report that was just folded, as its command gave it, may have in common with earlier ones, or against them. */
export function warningsOf(state: MissionState, entry: Entry): Warning[] {
  const { data, occurredAt, revision } = entry;
  const definition = definitionOf(entry.type);
  const claim = definition.kind === 'report' ? definition.refers(data).claim : 'none';
  const at = Date.parse(entry.placedAt);
  const told =
    claim === 'none' ? undefined : tellingOf(state, { entry, data, occurredAt, at, placement: [at, revision] }, claim);
  if (!told || claim === 'none') return [];
  const key = statedKey(told, claim);
  const compared = key === undefined ? toldBeside(state.reports, told).flat() : (state.reports.stated.get(key) ?? []);
  const mine = compared.find((one) => one.revision === revision) ?? told;
  const others = compared.filter((one) => one !== mine);
  const again = key === undefined && mine.effect === 'booked' ? 'count twice' : 'add nothing new';
  return [
    ...warningOf(
      'exact-repeat',
      others.filter((one) => repeats(mine, one)),
      (same) =>
        `The same source says the same in ${same}: same type, subject, time and figures. Recorded as well, this would ${again}.`,
    ),
    ...warningOf(
      'possible-duplicate',
      key === undefined ? others.filter((one) => mayBeOne(mine, one)) : [],
      (same) => `This may be told already: ${same}. Recorded as well, it would count twice.`,
    ),
    ...disagreements(state, key, revision),
  ];
}

function warningOf(rule: Warning['rule'], earlier: readonly Telling[], text: (same: string) => string): Warning[] {
  if (earlier.length === 0) return [];
  const same = earlier.map((one) => `${whoSays(one)} ${claimed(one)}`).join('; ');
  return [{ rule, entries: earlier.map((one) => one.revision).toSorted((a, b) => a - b), text: text(same) }];
}

function disagreements(state: MissionState, key: string | undefined, revision: number): Warning[] {
  const found = key === undefined ? undefined : state.reports.disagreements.get(key);
  if (!found?.among.some((one) => one.revision === revision)) return [];
  const entries = found.among.flatMap((one) => (one.revision === revision ? [] : [one.revision]));
  return [{ rule: 'sources-disagree', entries, text: disagreement(found).message }];
}
