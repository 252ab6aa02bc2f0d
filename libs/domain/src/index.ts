/** The mission log's domain: entry types, the rules that judge orders, the fold, and the views. Pure: no clock, no I/O. */
// Decorators of the data classes leave their metadata there, so it comes first.
import 'reflect-metadata';

export { comparable } from './values/comparable.js';
export { contingentOf, isWithin, nodeOf } from './values/components.js';
export { type Bounds, boundsOf, type Count, digits, plus, tidy, zero } from './values/count.js';
export { parsePointer, pointerOf } from './values/json-pointer.js';
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
} from './values/occurrence.js';
export { bySpot, instantOf, type Spot } from './values/placement.js';
export { daysOf, type PlannedDate } from './values/planned-date.js';
export { checkBody } from './validation/check-body.js';
export { type FieldError, fieldError, within } from './validation/field-error.js';
export { checkData } from './validation/validate.js';
export { type Actor, type Effective, type Entry, type Source } from './envelope/entry.js';
export { type Account, type Posting } from './ledger/accounts.js';
export { boundsOfLines } from './ledger/lines.js';
export { type ByNode, type Figures, figuring, type Measure, measureOf, measuring } from './ledger/measures.js';
export { isPlace, peopleIn } from './ledger/places.js';
export { type BaseStatus, isRemaining, leftBy, wholeHandover } from './state/base-status.js';
export { changing, lastChangeOf, type Subject, thingsOf, thingsOfAct } from './state/changes.js';
export { type CompletionInputs, isDone, presentElsewhere } from './state/completion.js';
export { forkState } from './state/copy-on-write.js';
export { equipmentTotals, seriesOf } from './state/daily-totals.js';
export { lastFigure, totalUntil } from './state/mission-totals.js';
export {
  type Base,
  type Convoy,
  type Counter,
  emptyState,
  type EquipmentBook,
  type Fact,
  type Incident,
  type Leg,
  type MissionState,
  type MissionTotal,
  type PlanStep,
  type SeriesPoint,
  type Toll,
} from './state/mission.js';
export { isCounted } from './state/numbers-said.js';
export { notPlacedIn, peopleOf } from './state/rest.js';
export { type EntryDefinition, type Judgement, type References } from './entries/definition.js';
export {
  commands,
  definitionOf,
  type EntryData,
  type EntryType,
  partsOf,
  registry,
  typeOfCommand,
} from './entries/registry.js';
export { digitsIn, inLanguage, inWords } from './sentences/in-words.js';
export { type Language, languages, type Part, type Parts, type Said } from './sentences/part.js';
export { say } from './sentences/say.js';
export { legsOf } from './entries/shared/convoy-moves.js';
export { isOwn, sumOf } from './entries/shared/tolls.js';
export {
  discrepanciesAbout,
  discrepanciesOf,
  type Discrepancy,
  rules as discrepancyRules,
  settledOn,
  tellDiscrepancy,
  type ToldDiscrepancy,
} from './discrepancies/open.js';
export {
  amends,
  type Horizon,
  ownKnown,
  ownPairOf,
  referencesOf,
  type Replacement,
  resolve,
  type Resolved,
  rootOf,
  sliceLength,
  subjectOf,
  timeZoneOf,
} from './fold/corrections.js';
export { emptyFacts, factsInSlices, type LogFacts, noteEntry, takeBackEntry } from './fold/decision-facts.js';
export {
  balance,
  bookedPresent,
  emptyFold,
  evolve,
  extend,
  fold,
  type Folded,
  atOnce,
  figuresSettled,
  foldInSlices,
  type FoldOptions,
  forkFold,
} from './fold/fold.js';
export { noteOpening, Openings } from './fold/openings.js';
export { Line } from './fold/ordered-log.js';
export { standsAtEnd } from './fold/placed-at.js';
export { Knowledge, type Visible } from './fold/visibility.js';
export { decide, placeOfLate } from './decider/decide.js';
export { type Refusal, type RefusalCode, refusals } from './decider/refusals.js';
export { refusalsInFrench } from './decider/refusals-fr.js';
export { actsOnPast, type Incoming, type Log, type Verdict } from './decider/verdict.js';
export { type Warning, warningsOf } from './decider/warnings.js';
export { rebasedIn } from './views/burndown.js';
export { codesOf, homeSince, namedAt, presentOf, sumOver, whereabouts } from './views/contingents.js';
export { equipmentPresentOf } from './views/equipment.js';
export { drawView, type Shown, type ViewName, views } from './views/index.js';
export { type Compared, endOfDayBefore, type Pace, paceFrom } from './views/pace.js';
export { holding, lineCounts, linesIn } from './views/people.js';
export { dayOfWords, today } from './views/shown.js';
export { type StatusByRule, statusFrom } from './views/status.js';
export {
  peopleFrom,
  type PeopleInputs,
  type PeopleVerdict,
  type PeopleWord,
  reachedPerDay,
} from './views/verdicts/people.js';
export {
  convoysWaiting,
  lastOfPermits,
  permitsFrom,
  type PermitsInputs,
  type PermitsWord,
} from './views/verdicts/permits.js';
export { lastOfSites, type SiteRule, sitesFrom, type SitesWord } from './views/verdicts/sites.js';
