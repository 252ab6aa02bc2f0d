import type { MissionState, NumberSaid } from './mission.js';

const ranks: readonly NumberSaid[] = ['planned', 'told', 'counted'];

/** Notes that somebody said how many are at an account. A count stays one, whatever is told after it. */
export function noteNumber(state: MissionState, account: string, said: NumberSaid): void {
  if (account === 'unallocated') return;
  const before = state.numbersSaid.get(account);
  if (before === undefined || ranks.indexOf(before) < ranks.indexOf(said)) state.numbersSaid.set(account, said);
}

/** Whether somebody said how many are at a base as a whole: in a total of it, or as its garrison. */
export const isCounted = (state: MissionState, base: string): boolean =>
  state.numbersSaid.get(`base/${base}`) === 'counted';
