import type { ForecastInputs } from './inputs.js';

/** The entries that a forecast is made from, by what they say. */
export interface Cited {
  deadlines: number[];
  /** Of each base what was planned of it, and by whom it became known. */
  bases: ReadonlyMap<string, number[]>;
  exits: number[];
  /** Totals of the mission, single departures, and who is planned to stay. */
  people: number[];
}

/** The entries that a forecast is made from. */
export const citedBy = ({ deadlines, bases, totals, departures = [], stays = [] }: ForecastInputs): Cited => ({
  deadlines: deadlines.map(({ revision }) => revision),
  bases: new Map(
    bases.map(({ id, plans, revision }) => [
      id,
      [...(revision === undefined ? [] : [revision]), ...plans.map((plan) => plan.revision)],
    ]),
  ),
  exits: bases.flatMap(({ exit }) => (exit ? [exit.revision] : [])),
  people: [
    ...totals.flatMap(({ revision }) => (revision === undefined ? [] : [revision])),
    ...departures.map(({ revision }) => revision),
    ...stays,
  ],
});
