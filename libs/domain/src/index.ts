/** The mission log's domain: entry types, the rules that judge orders, the fold, and the views. Pure: no clock, no I/O. */
// Decorators of the data classes leave their metadata there, so it comes first.
import 'reflect-metadata';

export { type AlertRule, alertRules, ruleOfAlert, unsilenced } from './values/alert-rules.js';
export { comparable } from './values/comparable.js';
export { contingentOf, isWithin, nodeOf } from './values/components.js';
export { type Bounds, boundsOf, type Count, digits, minus, plus, tidy, zero } from './values/count.js';
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
  precisionOf,
  shiftDay,
  startOf,
} from './values/occurrence.js';
export { byPlacement, instantOf, type Placement } from './values/placement.js';
export { daysOf, plannedInWords, type PlannedDate } from './values/planned-date.js';
export { checkBody } from './validation/check-body.js';
export { isText, textOf, isSlug } from './validation/decorators.js';
export { codes, type FieldError, fieldError, within } from './validation/field-error.js';
export { mustBe, checkData, notObject, unknownField } from './validation/validate.js';
export { type Actor, type Amending, type Effective, type Entry, recordedOf, type Source } from './envelope/entry.js';
export { type Account, nodesOf, type Posting } from './ledger/accounts.js';
export { boundsOfLines } from './ledger/lines.js';
export { type ByNode, type Figures, figuring, isGone, type Measure, measureOf, wholeOf } from './ledger/measures.js';
export { exactAt, isPlace, peopleIn, within as peopleAt } from './ledger/places.js';
export { KeptRanges } from './ledger/ranges.js';
export { type BaseStatus, isLostWhileHeld, isRemaining, leftBy, wholeHandover } from './state/base.js';
export { changeAfter, changing, lastChangeOf, revisionsAbove, type Subject } from './state/changes.js';
export { type CompletionInputs, isDone, presentElsewhere } from './state/completion.js';
export { forkState } from './state/copy-on-write.js';
export { tellingsOf, chained } from './state/duplicate-reports/reports.js';
export { equipmentTotals, seriesOf } from './state/daily-totals.js';
export { lastFigure, totalUntil } from './state/mission-totals.js';
export { emptyState, type MissionState, type MissionTotal, type SeriesPoint } from './state/mission.js';
export { type Permit } from './state/permit.js';
export { type Counter } from './state/counter.js';
export { type EquipmentBook } from './state/equipment.js';
export { type Base, type PlanStep } from './state/base.js';
export { type Acknowledgement, type Silence } from './state/alerting.js';
export { type Incident, type Toll } from './state/incident.js';
export { type Closure, type Dependency, planned, type PlanItem, type PlanItemOf } from './state/planning.js';
export { type Arc, cycleThrough } from './state/precedence.js';
export { convoysMax, convoysOf } from './state/convoys-of-load.js';
export { type Fact } from './state/fact.js';
export { type Convoy, type Leg } from './state/convoy.js';
export { isCounted } from './state/stated-numbers.js';
export { staysIn } from './state/staying.js';
export { notPlacedIn, peopleOf, placeKinds, type PlaceKind } from './state/rest.js';
export { type EntryDefinition } from './entries/definition.js';
export { type FigureKind } from './values/figure-kinds.js';
export {
  commands,
  definitionOf,
  type EntryData,
  type EntryType,
  isEntryType,
  mayChange,
  partsOf,
  referencesOf,
  register,
  registry,
  standsAtEnd,
  thingsNamedBy,
  typeOfCommand,
} from './entries/registry.js';
export { dataOf, knowsSchema, readNow, upcasted } from './entries/older-schemas.js';
export { inLanguage, inWords } from './sentences/in-words.js';
export { type Language, languages, type Part, type Parts, type Said, type Sentence } from './sentences/part.js';
export { joined, say } from './sentences/say.js';
export { isUnderWay, legsOf } from './state/convoy.js';
export { isOwn, ownSides, sumOf } from './state/incident.js';
export {
  type About,
  discrepanciesAbout,
  discrepanciesBehind,
  discrepanciesInSteps,
  discrepanciesOf,
  openCountOf,
  scopeOf,
  type Scope,
  settledOn,
} from './discrepancies/open.js';
export { type DiscrepancyRule, discrepancyRules } from './discrepancies/catalogue.js';
export {
  type Discrepancy,
  type FiguresOf,
  partsOfDiscrepancy,
  settledWordsOf,
  tellDiscrepancy,
  type ToldDiscrepancy,
} from './discrepancies/found.js';
export { amends, type Replacement, rootsOf, subjectOf, thingsOfAct } from './fold/corrections.js';
export { resolve, type Resolved } from './fold/resolved-log.js';
export { sliceLength } from './fold/slice-length.js';
export { ownPairOf } from './fold/placement.js';
export { type Horizon, ownKnown, timeZoneOf } from './fold/visibility.js';
export { actedOnBy } from './fold/acted-on.js';
export { emptyFacts, factsInSlices, type DecisionFacts, noteEntry, takeBackEntry } from './fold/decision-facts.js';
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
export { OrderedLog } from './fold/ordered-log.js';
export { revisionAt, revisionsIn } from './fold/instants.js';
export { Visibility } from './fold/visibility.js';
export { withhold, type Withheld } from './redaction/withheld.js';
export { textAt, withheldIn } from './decider/withholding.js';
export { thingsProposed } from './fold/things-proposed.js';
export { proposalsIn } from './views/proposals.js';
export { pendingIn } from './views/pending.js';
export { type Proposal, type ProposedCommand } from './state/proposal.js';
export { type Forbidden } from './decider/forbidden.js';
export { type Acting } from './decider/acting.js';
export { decide, placementOfLate } from './decider/decide.js';
export { withoutOne } from './decider/without-one.js';
export { groupBy } from './views/group-by.js';
export { changesReportsAlone, isJudgedWithoutReports } from './decider/without-reports.js';
export { type Refusal, type RefusalCode, refusals } from './decider/refusals.js';
export { refusalsInFrench } from './decider/refusals-fr.js';
export { actsOnPast, incomingWith, type Incoming, type Log, type Verdict } from './decider/verdict.js';
export { type Warning, warningsOf } from './decider/warnings.js';
export { rebasedIn, straightLineAt } from './views/burndown.js';
export { codesOf, homeSince, namedAt, presentOf, sumOver, whereabouts } from './views/contingents.js';
export { equipmentPresentOf } from './views/equipment.js';
export { type LabelTree, type LabelsOf, inParts, toldBy } from './redaction/label-tree.js';
export { type LabelledField, leavesOf } from './redaction/leaves.js';
export { labelsOfParts } from './redaction/parts.js';
export { type Held, heldBy, holdsAll, isHidden, redact } from './redaction/redact.js';
export { drawView, type ViewName, type ViewOf, views } from './views/index.js';
export { viewLabels } from './views/labels.js';
export { declassified, type Label, labels } from './values/label.js';
export { type AsOf } from './views/as-of.js';
export { type Compared, endOfDayBefore, type Pace, paceFrom } from './views/pace.js';
export { holding, lineCounts, linesIn } from './views/people.js';
export { today } from './views/as-of.js';
export { dayIn, dayOfFact, dayOfWords, zoneOf } from './state/calendar.js';
export { type StatusByRule, statusFrom, type StatusInputs } from './views/status.js';
export {
  peopleFrom,
  peopleInputsOf,
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
