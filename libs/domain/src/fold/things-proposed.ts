import { referencesOf, typeOfCommand } from '../entries/registry.js';
import type { ProposedCommand } from '../state/proposal.js';

/** The bases and convoys that proposed commands are about. */
export function thingsProposed(commands: readonly ProposedCommand[]): string[] {
  const things = commands.flatMap(({ command, ...body }) => {
    const type = typeOfCommand(command);
    if (!type) return [];
    const { bases = [], convoys = [], places = [], opens } = referencesOf(type, body);
    return [...bases, ...convoys, ...places, opens?.id];
  });
  return [...new Set(things.filter((id) => id !== undefined))];
}
