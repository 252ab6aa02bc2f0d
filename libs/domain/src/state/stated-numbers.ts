import { isOurs } from '../values/components.js';
import type { Effective } from '../envelope/entry.js';
import type { LineLike } from '../ledger/accounts.js';
import type { MissionState, NumberSaid } from './mission.js';
import { accountAt } from './account-of-place.js';

/** What the entries that give numbers of people have in common, as far as they have it. */
interface People {
  base?: string;
  convoy?: string;
  from?: string;
  at?: string;
  component?: string;
  lines?: readonly LineLike[];
  garrison?: readonly LineLike[];
}

/** Notes of which bases and convoys an entry gives a number of people: where nobody said one, there may be anybody. */
export function noteNumbers(state: MissionState, { entry, data }: Effective): void {
  const { base, convoy, from, at, component, lines, garrison } = data as People;
  const say = (account: string, said: NumberSaid): void => noteNumber(state, account, said);
  switch (entry.type) {
    case 'BaseEstablished':
      if (garrison) say(`base/${base}`, 'counted');
      return;
    case 'StrengthReported':
      if (base !== undefined && component !== undefined && isOurs(component)) say(accountAt(state, base), 'counted');
      return;
    case 'PersonnelArrived':
    case 'PersonnelReturned':
      say(accountAt(state, base), 'told');
      return;
    case 'PersonnelRepatriated':
    case 'PersonnelSeparated':
    case 'CasualtiesEvacuated':
      say(accountAt(state, from), 'told');
      return;
    case 'ConvoyPlanned':
      if (lines) say(`convoy/${convoy}`, 'planned');
      return;
    case 'ConvoyDeparted': {
      const setOut = state.convoys.get(convoy ?? '');
      if (!lines && !setOut?.plannedLines) return;
      say(`convoy/${convoy}`, 'told');
      say(accountAt(state, setOut?.from), 'told');
      return;
    }
    case 'ConvoyArrived': {
      const isTold = state.numbersSaid.get(`convoy/${convoy}`) === 'told';
      if (!lines && !isTold) return;
      say(`convoy/${convoy}`, 'told');
      say(accountAt(state, at ?? state.convoys.get(convoy ?? '')?.to), 'told');
      return;
    }
    default:
  }
}

const ranks: readonly NumberSaid[] = ['planned', 'told', 'counted'];

/** A count stays one, whatever is told after it. */
function noteNumber(state: MissionState, account: string, said: NumberSaid): void {
  if (account === 'unallocated') return;
  const before = state.numbersSaid.get(account);
  if (before === undefined || ranks.indexOf(before) < ranks.indexOf(said)) state.numbersSaid.set(account, said);
}

/** Whether somebody said how many are at a base as a whole: in a total of it, or as its garrison. */
export const isCounted = (state: MissionState, base: string): boolean =>
  state.numbersSaid.get(`base/${base}`) === 'counted';
