/**
 * The HTTP client of Drawdown's public API, for browsers and Node: commands that are recorded once however bad the line is,
 * queries as of any time, live views that go on where they were cut, and problems as typed errors.
 */
export { DrawdownClient, type Reading } from './drawdown-client.js';
export { MissionClient, newKey, type AppliedScenario, type CommandOptions } from './mission-client.js';
export {
  isScenarioLink,
  readScenarioLink,
  scenarioLink,
  type Differing,
  type Scenario,
  type Scenarios,
  type ToApply,
  type TriedCommand,
  type TriedScenario,
  type TriedScenarios,
} from './scenarios.js';
export { pageOf, pathOf, type Query } from './address.js';
export { type Outgoing, type Reply, type TransportOptions } from './transport.js';
export {
  ChangedSince,
  codeOf,
  Invalid,
  NotDrawdown,
  NotFound,
  ProblemError,
  problemInWords,
  Refused,
  ServerFault,
  TryLater,
  Unreachable,
  type ProblemDocument,
} from './problems.js';
export { eventsOf, EventStream, Silent, type StreamEvent, type StreamListener } from './event-stream.js';
export { liveViews, type LiveListener, type MissionsListener } from './live.js';
export { patched, tokensOf, type Operation } from './patch.js';
export {
  type Answer,
  type AsOf,
  type BatchLine,
  type Bounds,
  type CommandBody,
  type Documents,
  type Entry,
  type EntryBehind,
  type HistoryItem,
  type InputBehind,
  type MissionRow,
  type Page,
  type People,
  type Proposals,
  type ViewDocument,
  type ViewName,
  type Why,
} from './documents.js';
