import type { MissionState } from '../mission-state.js';
import { bases } from './bases.js';
import { burndown } from './burndown.js';
import { contingents } from './contingents.js';
import { convoys } from './convoys.js';
import { counters } from './counters.js';
import { discrepancies } from './discrepancies.js';
import { equipment } from './equipment.js';
import { incidents } from './incidents.js';
import { ledger } from './ledger.js';
import { permits } from './permits.js';
import { schedule } from './schedule.js';
import type { Shown } from './shown.js';
import { summary } from './summary.js';

export type { Shown } from './shown.js';

const all = {
  summary,
  bases,
  convoys,
  burndown,
  schedule,
  incidents,
  permits,
  equipment,
  counters,
  contingents,
  ledger,
  discrepancies,
};

export type ViewName = keyof typeof all;

/** What a view shows: plain JSON, without the mission, the revision and the times it was asked for. */
export type ViewOf<V extends ViewName> = ReturnType<(typeof all)[V]>;

/** All views by name: pure functions of a state and the instant that they are shown for. */
export const views: { readonly [V in ViewName]: (state: MissionState, shown: Shown) => ViewOf<V> } = all;
