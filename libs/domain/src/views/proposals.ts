import type { MissionState } from '../state/mission.js';
import { standingOf } from '../state/proposal.js';
import { referencesOf, typeOfCommand } from '../entries/registry.js';
import { formatInstant } from '../values/occurrence.js';
import type { AsOf } from './as-of.js';

/** The bases and convoys that proposed commands are about. */
function thingsIn(commands: readonly { command: string }[]): string[] {
  const things = commands.flatMap(({ command, ...body }) => {
    const type = typeOfCommand(command);
    if (!type) return [];
    const { bases = [], convoys = [], places = [], opens } = referencesOf(type, body);
    return [...bases, ...convoys, ...places, opens?.id];
  });
  return [...new Set(things.filter((id) => id !== undefined))];
}

/** What was proposed, newest first, and what became of it; which orders two must give. */
export function proposalsIn(state: MissionState, { at }: AsOf) {
  return {
    fourEyes: [...(state.fourEyes?.orders ?? [])],
    items: [...state.proposals.values()]
      .map((proposal) => ({
        id: String(proposal.revision),
        status: standingOf(proposal, at),
        commands: proposal.commands,
        about: thingsIn(proposal.commands),
        reason: proposal.reason,
        basedOn: proposal.basedOn,
        expiresAt: proposal.expiresAt,
        proposedBy: proposal.by,
        proposedAt: formatInstant(proposal.at),
        ...(proposal.outcome && {
          decided: {
            by: proposal.outcome.by,
            at: formatInstant(proposal.outcome.at),
            revision: proposal.outcome.revision,
            reason: proposal.outcome.reason,
          },
        }),
      }))
      .toSorted((a, b) => Number(b.id) - Number(a.id)),
  };
}
