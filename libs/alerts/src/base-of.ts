import type { MissionState } from '#libs/domain';

/** The base that an alert about something concerns: itself, the one that a convoy left, or the one that a permit is for. */
export function baseOf(state: MissionState, subject: string): { base?: string } {
  const id = subject.slice(subject.indexOf('/') + 1);
  if (state.bases.has(id)) return { base: id };
  const convoy = state.convoys.get(id);
  if (convoy) return convoy.from !== undefined && state.bases.has(convoy.from) ? { base: convoy.from } : {};
  const about = state.permits.get(id)?.for;
  return about === undefined || about === id ? {} : baseOf(state, about);
}

/** Says with which hub an alert about a base is sent: its own, or itself if it is the hub of others. */
export function hubsIn({ bases }: MissionState): (base: string | undefined) => string | undefined {
  const hubs = new Set([...bases.values()].map(({ hub }) => hub));
  return (base) => {
    if (base === undefined) return undefined;
    return bases.get(base)?.hub ?? (hubs.has(base) ? base : undefined);
  };
}
