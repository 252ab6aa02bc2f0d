import type { MissionState } from '../state/mission.js';
import { standingOf, type ProposedCommand } from '../state/proposal.js';
import { formatInstant } from '../values/occurrence.js';
import type { AsOf } from './as-of.js';

/** What was proposed, newest first, and what became of it; which orders two must give. `about` says which bases and convoys orders are about. */
export function proposalsIn(
  state: MissionState,
  { at }: AsOf,
  about: (commands: readonly ProposedCommand[]) => string[],
) {
  return {
    fourEyes: [...(state.fourEyes?.orders ?? [])],
    items: [...state.proposals.values()]
      .map((proposal) => ({
        id: String(proposal.revision),
        status: standingOf(proposal, at),
        commands: proposal.commands,
        about: about(proposal.commands),
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
