/** The mission log's domain: entry types, the rules that judge orders, the fold, and the views. Pure: no clock, no I/O. */
// Decorators of the data classes leave their metadata there, so it comes first.
import 'reflect-metadata';

export { type Bounds, type Count, boundsOf, countInWords } from './count.js';
export { type Actor, type Effective, type Entry, type Source } from './entry.js';
export { type EntryDefinition, type Judgement, type References } from './definition.js';
export { commands, definitionOf, registry, typeOfCommand, type EntryData, type EntryType } from './registry.js';
export { checkBody, checkData } from './check.js';
export { decide, placeOfLate } from './decide.js';
export { actsOnPast, type Incoming, type Log, type Verdict } from './deciding.js';
export {
  balance,
  bookedPresent,
  emptyFold,
  evolve,
  extend,
  fold,
  atOnce,
  figuresSettled,
  foldInSlices,
  forkFold,
  type Folded,
  type FoldOptions,
} from './fold.js';
export { emptyFacts, factsInSlices, noteEntry, takeBackEntry, type LogFacts } from './log-facts.js';
export {
  amends,
  ownKnown,
  ownPairOf,
  referencesOf,
  resolve,
  rootOf,
  sliceLength,
  subjectOf,
  timeZoneOf,
  type Horizon,
  type Replacement,
  type Resolved,
} from './effective.js';
export { changing, thingsOf, thingsOfAct, type Subject } from './changes.js';
export { Knowledge, type Visible } from './knowledge.js';
export { Line } from './line.js';
export { noteOpening, Openings } from './openings.js';
export { bySpot, instantOf, type Spot } from './spot.js';
export { emptyState, type MissionState } from './mission-state.js';
export { forkState } from './editing.js';
export { legsOf } from './entries/convoys.js';
export { measureOf, type Measure } from './measures.js';
export { peopleIn } from './places.js';
export {
  dayOf,
  daysBetween,
  endOf,
  formatInstant,
  isDay,
  isInstant,
  isMonth,
  isOccurrence,
  nextDay,
  periodOf,
  shiftDay,
  startOf,
} from './occurrence.js';
export { PagedList } from './versioned/paged-list.js';
export { VersionedMap } from './versioned/versioned-map.js';
export { refusals, type Refusal, type RefusalCode } from './refusals.js';
export {
  discrepanciesAbout,
  discrepanciesOf,
  rules as discrepancyRules,
  settledOn,
  type Discrepancy,
} from './discrepancies.js';
export { warningsOf, type Warning } from './reports/warnings.js';
export { pointerOf } from './json-pointer.js';
export { standsAtEnd } from './placing.js';
export { daysOf, type PlannedDate } from './planned-date.js';
export { drawing as drawView, views, type ViewName } from './views/index.js';
export {
  answer as answerWhy,
  ask as askWhy,
  commonStart,
  countsSince,
  Documents,
  listKeys,
  looksOf,
  touchedSince,
  type Behind,
  type Contribution,
  type Folding,
  type Input,
  type Question,
  type Touch,
  relationsOf,
  type NoFigure,
  type Related,
  type Relations,
  type Remark,
  type Why,
} from './why/index.js';
