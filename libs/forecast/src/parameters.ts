/**
 * Everything that was chosen and not learnt, in one place, with its reason. None was fitted to a mission: `npm run backtest`
 * prints what each at half and at double of its value would have given.
 */
export interface Parameters {
  /** How far an exit falls outside its window before anything was seen, in days: plans of withdrawals are kept to about ten. */
  scaleDays: number;
  /** With the weight of so many exits: two are enough to doubt it. */
  scaleWeight: number;
  /** A plan that came later than so many days before the exit tells what is happening, not what was meant. */
  planAheadDays: number;
  /** Shape of the tempo before anything was seen: three exits' worth, so half to double speed is ordinary. */
  tempoShape: number;
  /** Its rate: with that shape the median is 1, the plan's own speed. */
  tempoRate: number;
  /** The tempo is forgotten by half in this part of the time from decision to deadline: a mission has about four phases. */
  memoryPart: number;
  /** It is remembered for so many days at least: less is the noise of single weeks. */
  memoryDaysMin: number;
  /** People leave in lumps of about this many before anything was seen: an aircraft, or a company with its convoy. */
  lumpPeople: number;
  /** With the weight of so many reported departures: two are enough to doubt it. */
  lumpWeight: number;
  /** Who stays on the deadline for the liquidation, as a part of the establishment, while nobody said how many. */
  stayingPart: number;
  /** A hub is left so many days after its last satellite at the earliest, while no route says more. */
  travelDays: number;
}

/** The parameters that forecasts are made with. */
export const parameters: Readonly<Parameters> = {
  scaleDays: 10,
  scaleWeight: 2,
  planAheadDays: 7,
  tempoShape: 3,
  tempoRate: 8 / 3,
  memoryPart: 0.25,
  memoryDaysMin: 14,
  lumpPeople: 200,
  lumpWeight: 2,
  stayingPart: 0.08,
  travelDays: 1,
};

/** The version of the method: another method or parameter is another name, so that old answers are not taken for new ones. */
export const method = 'plan-hazard-3';

/** Nobody is followed further than this after the day of the forecast: ten years. */
export const horizonDaysMax = 3660;

/** Trajectories that are drawn if nobody says how many, and at least and at most. */
export const drawsOf = { default: 1000, min: 100, max: 10_000 } as const;
