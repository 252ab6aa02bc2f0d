import { peopleOf } from '../ledger/lines.js';
import { type Convoy, type Leg, legsOf } from '../state/convoy.js';
import { found, type Finding } from './found.js';

/** What contradicts itself about one convoy until a later entry tells the rest. */
export const ofConvoy = (convoy: Convoy): Finding[] =>
  legsOf(convoy).flatMap((leg) => arrivedWithOthers(convoy.id, leg) ?? []);

/** Whether others arrived than set out: later arrivals may bring who is missing. */
function arrivedWithOthers(id: string, { arrivals, departed, reckoning }: Leg): Finding | undefined {
  const [first] = arrivals;
  if (!first || !reckoning) return undefined;
  const { missing, unplaced, excess } = reckoning;
  if (missing.length === 0 && excess === 0) return undefined;
  const fewer = peopleOf(missing) - unplaced;
  if (fewer <= 0 && excess === 0) return undefined;
  const figures = { convoy: id, fewer, excess };
  const behind = departed ? [departed.revision, first.revision] : [first.revision];
  return found('arrived-with-other-numbers', id, behind, first.at, figures);
}
