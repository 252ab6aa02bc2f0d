import { views } from '#libs/domain';
import { day, stateOf } from './given.js';
import type { TestCommand } from './log.js';

const byId = (items: readonly { id: string; lastChangedBy?: number }[]): Record<string, number | undefined> =>
  Object.fromEntries(items.map(({ id, lastChangedBy }) => [id, lastChangedBy]));

/** The last change of the mission and of each thing in it, as its views show them. */
export function lastChanges(...commands: TestCommand[]) {
  const state = stateOf(...commands);
  const shown = day('2023-12-01');
  return {
    mission: views.summary(state, shown).lastChangedBy,
    bases: byId(views.bases(state, shown).items),
    convoys: byId(views.convoys(state, shown).items),
    permits: byId(views.permits(state, shown).items),
    incidents: byId(views.incidents(state, shown).items),
  };
}
