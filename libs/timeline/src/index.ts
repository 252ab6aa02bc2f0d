/** Folds of the missions' logs: what queries, live streams and the writer stand on. */
export { type Follower } from './announcements.js';
export { leftOfBatch } from './batches.js';
export { decode, encode, missionOf, missionPrefix, streamOf, UnreadableEntry } from './codec.js';
export { sentenceOf, type HistoryEntry, type Marks } from './history.js';
export { LensInvalid, readLens, type Lens } from './lens.js';
export { type Head } from './head.js';
export { rowOf, type IndexRow, type LogIndex } from './log-index.js';
export { LogIndexes } from './log-indexes.js';
export { checkLogFile, NotRestored, type LogFile, type LogLines } from './log-file.js';
export { rowFault } from './row-fault.js';
export { restoreLog } from './restoring.js';
export { Logbook } from './logbook.js';
export { Missions, type Seen } from './missions.js';
export { MissionStopped } from './mission-stopped.js';
export { inSlices, markInSteps } from './slices.js';
export { MissionWriter } from './mission-writer.js';
export { Serial } from './serial.js';
export { Snapshots } from './snapshots.js';
export {
  isAccepted,
  type Accepted,
  type Answer,
  type CommandInput,
  type Refused,
  type SubmissionWarning,
  type Submission,
} from './submission.js';
