/** When a withdrawal ends, as a probability: the plan as a hazard, times a tempo learnt from what has closed so far. Pure. */
export { forecast, meetsDeadline, type BaseForecast, type Forecast, levels } from './forecast.js';
export {
  dayFrom,
  type ExitInputs,
  type ForecastInputs,
  inputsInSteps,
  inputsOf,
  type KnownAt,
  numberOf,
  revisionsAsked,
} from './inputs.js';
export { graded, recordOf, type Graded, type GradedForecast, type TrackRecord } from './grade.js';
export { citedBy } from './cited.js';
export { pastDays } from './past-days.js';
export { drawsOf, parameters, type Parameters } from './parameters.js';
