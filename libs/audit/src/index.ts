/** What an auditor needs: a mission's Merkle tree, evidence packages and their verification, and a witness. */
export { checkpointsOf, joinCheckpoints, signedBy, thinned } from './checkpoint-list.js';
export { NoEvidence, type Evidence } from './evidence.js';
export { BeyondLog } from './mission-tree.js';
export { MissionTrees } from './mission-trees.js';
export { kindOf, openEvidence } from './open-evidence.js';
export { LogUnreachable } from './sources/live.js';
export { serveWitness } from './serve-witness.js';
export type { Finding, Verdict } from './verdict.js';
export { verifyEvidence, type Kept } from './verify-evidence.js';
export { evidenceZip } from './write-evidence.js';
export { witnessLog } from './witness-log.js';
export { Witness, type WitnessAnswer } from './witness.js';
