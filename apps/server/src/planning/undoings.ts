import { amends, type Entry } from '#libs/domain';
import type { MovedBy } from '#libs/planning';
import type { Missions, Seen } from '#libs/timeline';

/** What moved since a revision, of a plan or of a part of it; parts have an id. */
interface Moving {
  mission: string;
  since: number;
  moved: readonly (MovedBy & { id?: string })[];
}

/** What corrected, retracted or lifted entries since a revision: for each of those, by its revision, the entries that did. */
export async function undoingsOf(
  missions: Missions,
  seen: Pick<Seen, 'withNaming' | 'revision'>,
  { mission, since, moved }: Moving,
): Promise<(undone: number) => number[]> {
  const all = moved.flatMap(({ undone }) => undone);
  const found = new Map<number, number[]>();
  for (const undone of all) {
    const later = (await seen.withNaming([undone])).filter((entry) => entry.revision > since && amends(entry));
    found.set(
      undone,
      later.map(({ revision }) => revision),
    );
  }
  const dependencies = moved.flatMap(({ id, undone }) =>
    id?.startsWith('dependency/')
      ? undone.flatMap((one) => (found.get(one)?.length === 0 ? [[id, one] as const] : []))
      : [],
  );
  // What lifts a dependency names its bases, and no entry.
  const entries = dependencies.length > 0 ? await missions.entries(mission, since + 1, seen.revision) : [];
  for (const [id, undone] of dependencies)
    found.set(
      undone,
      entries.filter((entry) => lifts(entry, id)).map(({ revision }) => revision),
    );
  return (undone) => found.get(undone) ?? [];
}

function lifts({ type, data }: Entry, id: string): boolean {
  if (type !== 'DependencyLifted') return false;
  const { before, after, kind } = data;
  return kind === undefined
    ? id.startsWith(`dependency/${before}/${after}/`)
    : id === `dependency/${before}/${after}/${kind}`;
}
