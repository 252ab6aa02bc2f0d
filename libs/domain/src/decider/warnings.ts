import type { DiscrepancyRule as Rule } from '../discrepancies/catalogue.js';
import { partsOfDiscrepancy } from '../discrepancies/found.js';
import { sayings } from '../discrepancies/sentences/of-reports.js';
import type { Said } from '../sentences/part.js';
import { say } from '../sentences/say.js';
import { effectiveWith, type Entry } from '../envelope/entry.js';
import type { MissionState } from '../state/mission.js';
import { definitionOf } from '../entries/registry.js';
import { mayBeOne, repeats } from '../state/duplicate-reports/compare.js';
import { statedKey, toldBeside } from '../state/duplicate-reports/noting.js';
import { tellingsOf, type Telling } from '../state/duplicate-reports/reports.js';
import { tellingOf } from '../state/duplicate-reports/telling.js';

/** What somebody should look at before a command is recorded: it refuses nothing. */
export interface Warning {
  rule: Rule | 'exact-repeat';
  /** Revisions of the earlier entries, lowest first. */
  entries: number[];
  said: Said;
}

/** What a report that was just folded, as its command gave it, may have in common with earlier ones, or against them. */
export function warningsOf(state: MissionState, entry: Entry): Warning[] {
  const { data, occurredAt, revision } = entry;
  const definition = definitionOf(entry.type);
  const claim = definition.kind === 'report' ? definition.refers(data).claim : 'none';
  const at = Date.parse(entry.placedAt);
  const told =
    claim === 'none'
      ? undefined
      : tellingOf(state, effectiveWith(entry, data, { occurredAt, at, placement: [at, revision] }), claim);
  if (!told || claim === 'none') return [];
  const key = statedKey(told, claim);
  const compared =
    key === undefined
      ? toldBeside(state.reports, told).flat().flatMap(tellingsOf)
      : (state.reports.stated.get(key) ?? []);
  const mine = compared.find((one) => one.revision === revision) ?? told;
  const others = compared.filter((one) => one !== mine);
  const isAdded = key === undefined && mine.effect === 'booked';
  return [
    ...warningOf(
      'exact-repeat',
      others.filter((one) => repeats(mine, one)),
      (same) => repeated(same, isAdded),
    ),
    ...warningOf(
      'possible-duplicate',
      key === undefined ? others.filter((one) => mayBeOne(mine, one)) : [],
      toldAlready,
    ),
    ...disagreements(state, key, revision),
  ];
}

const repeated = (same: readonly Telling[], isAdded: boolean): Said => ({
  en: say`The same source says the same in ${sayings('en', same)}: same type, subject, time and figures. Recorded as well, this would ${isAdded ? 'count twice' : 'add nothing new'}.`,
  fr: say`La même source dit la même chose dans ${sayings('fr', same)} : même type, même objet, même moment, mêmes chiffres. Enregistré aussi, ceci ${isAdded ? 'compterait deux fois' : 'n’ajouterait rien'}.`,
});

const toldAlready = (same: readonly Telling[]): Said => ({
  en: say`This may be told already: ${sayings('en', same)}. Recorded as well, it would count twice.`,
  fr: say`C’est peut-être déjà signalé : ${sayings('fr', same)}. Enregistré aussi, cela compterait deux fois.`,
});

const warningOf = (
  rule: Warning['rule'],
  earlier: readonly Telling[],
  saying: (same: readonly Telling[]) => Said,
): Warning[] => {
  if (earlier.length === 0) return [];
  const sorted = earlier.toSorted((a, b) => a.revision - b.revision);
  return [{ rule, entries: sorted.map(({ revision }) => revision), said: saying(sorted) }];
};

function disagreements(state: MissionState, key: string | undefined, revision: number): Warning[] {
  const found = key === undefined ? undefined : state.reports.disagreements.get(key);
  if (!found?.among.some((one) => one.revision === revision)) return [];
  const entries = found.among.flatMap((one) => (one.revision === revision ? [] : [one.revision]));
  const [rule, figures] = ['sources-disagree' as const, found];
  const said = { en: partsOfDiscrepancy({ rule, figures }, 'en'), fr: partsOfDiscrepancy({ rule, figures }, 'fr') };
  return [{ rule, entries, said }];
}
