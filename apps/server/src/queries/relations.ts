import { views, type Language } from '#libs/domain';
import { relationsOf, type Relations } from '#libs/explain';
import { inSlices, type Seen } from '#libs/timeline';

/** What caused an entry and what it caused, as a mission is seen. Throws MissionStopped. */
export async function relationsIn(seen: Seen, revision: number, language: Language): Promise<Relations | undefined> {
  // Both are of the moment before the first wait: the newest state grows while others are waited for.
  const [{ items }, log] = [views.discrepancies(seen.state, { at: seen.at, language }), seen.log()];
  const { entries, options } = await log;
  return inSlices(relationsOf(entries, options, items, revision, language));
}
