import { discrepanciesBehind, tellDiscrepancy, type Language } from '#libs/domain';
import { relationsOf, type Relations } from '#libs/explain';
import { inSlices, type Seen, type Surroundings } from '#libs/timeline';

/** What caused an entry and what it caused, as a mission is seen. */
export async function relationsIn(
  { state, at }: Seen,
  { item, entries, isConsidered }: Surroundings,
  language: Language,
): Promise<Relations> {
  const { entry } = item;
  const discrepancies = discrepanciesBehind(state, at, entry.revision).map((one) => tellDiscrepancy(one, language));
  return inSlices(relationsOf(entry, entries, isConsidered, discrepancies, language));
}
