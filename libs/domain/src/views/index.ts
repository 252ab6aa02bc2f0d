import type { MissionState } from '../state/mission.js';
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
import { plan } from './plan-items.js';
import { schedule } from './schedule.js';
import type { AsOf } from './as-of.js';
import { summary } from './summary.js';

/** Views that grow with the log: they yield while they are drawn, so that others can be let work. */
const long = { convoys, ledger, discrepancies };

const isLong = (view: ViewName): view is keyof typeof long => Object.hasOwn(long, view);

/** Draws a long view at once. */
const atOnce =
  <T>(draw: (state: MissionState, asOf: AsOf) => Generator<undefined, T>) =>
  (state: MissionState, asOf: AsOf): T => {
    const work = draw(state, asOf);
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
    }
  };

const all = {
  summary,
  bases,
  convoys: atOnce(convoys),
  burndown,
  schedule,
  incidents,
  plan,
  permits,
  equipment,
  counters,
  contingents,
  ledger: atOnce(ledger),
  discrepancies: atOnce(discrepancies),
};

export type ViewName = keyof typeof all;

/** What a view shows: plain JSON, without the mission, the revision and the times it was asked for. */
export type ViewOf<V extends ViewName> = ReturnType<(typeof all)[V]>;

/** All views by name: pure functions of a state and the instant that they are shown for. */
export const views: { readonly [V in ViewName]: (state: MissionState, asOf: AsOf) => ViewOf<V> } = all;

/** Draws a view, yielding now and then if it is a long one. Nobody may change the state meanwhile: see `forkState`. */
export function* drawView(view: ViewName, state: MissionState, asOf: AsOf): Generator<undefined, ViewOf<ViewName>> {
  return isLong(view) ? yield* long[view](state, asOf) : views[view](state, asOf);
}
