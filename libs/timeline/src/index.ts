/** Folds of the missions' logs: what queries, live streams and the writer stand on. */
export { type Follower } from './read/announcements.js';
export { leftOfBatch } from './write/batches.js';
export { decode, encode, missionOf, missionPrefix, streamOf, UnreadableEntry } from './codec.js';
export { sentenceOf, type HistoryEntry, type Marks } from './read/history.js';
export { AsOfInvalid, readAsOf, type AsOfTexts } from './read/as-of.js';
export { type Head } from './read/head.js';
export { rowOf, type IndexRow, type LogIndex } from './search/log-index.js';
export { LogIndexes } from './search/log-indexes.js';
export { checkLogFile, NotRestored, type LogFile, type LogLines } from './restore/log-file.js';
export { rowFault } from './restore/row-fault.js';
export { restoreLog } from './restore/restore-log.js';
export { KeptByUse } from './read/kept-by-use.js';
export { Logbook } from './read/logbook.js';
export { Missions } from './read/missions.js';
export { type Seen } from './read/seen.js';
export { type Surroundings } from './read/surroundings.js';
export { checkRoomToFold, TooLittleMemory } from './read/room.js';
export { MissionStopped } from './read/mission-stopped.js';
export { eachInSlices, endSlicesBy, inSlices, markInSteps, nextTurn, Slice } from './event-loop/slices.js';
export { ServerClosing } from './event-loop/server-closing.js';
export { MissionWriter } from './write/mission-writer.js';
export { Serial } from './event-loop/serial.js';
export { Snapshots } from './snapshots/snapshots.js';
export { type KeyedCommand, type Row, type RowContext, type RowOutcome } from './write/rows.js';
export {
  isAccepted,
  type Accepted,
  type Answer,
  type CommandInput,
  type Leap,
  type Refused,
  type SubmissionWarning,
  type Submission,
} from './write/submission.js';
export { partedBetween, type Parted } from './read/parting.js';
export { noBase, type NoBase } from './write/no-base.js';
export { type Trial, type TriedCommand, type TriedScenario } from './write/try-scenarios.js';
export { CheckpointedFold } from './past/checkpointed-fold.js';
export { eachAfter } from './past/each.js';
export { firstDifference } from './past/first-difference.js';
export { decodeHead, encodeHead } from './snapshots/snapshot-codec.js';
