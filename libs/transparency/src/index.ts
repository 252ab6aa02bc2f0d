/**
 * Proof that a log only grew: Merkle trees (RFC 6962, RFC 9162) and the text forms of C2SP (signed-note, tlog-checkpoint,
 * tlog-cosignature, tlog-witness, tlog-proof, tlog-tiles). Functions over bytes, which know nothing of missions.
 */
export { formatAddCheckpoint, parseAddCheckpoint, type AddCheckpoint } from './add-checkpoint.js';
export {
  CheckpointSigner,
  isSignedBy,
  openCheckpoint,
  parseCheckpoint,
  type Checkpoint,
  type UncheckedCheckpoint,
} from './checkpoint.js';
export { cosignedAt, Cosigner, withSignature } from './cosignature.js';
export { Frontier } from './frontier.js';
export { emptyRoot, hashBytes, leafHash, nodeHash } from './hashes.js';
export { deriveKey } from './derive-key.js';
export { KeyFileInvalid, loadKey, loadOrMakeKey, type SecretKey } from './key-file.js';
export { consistencyProof, inclusionProof, treeRoot, type ReadSubtree } from './make-proofs.js';
export { formatVerifierKey, signatureTypes } from './keys.js';
export { ifValid, NoteInvalid, parseNote, type Note, type Signature } from './note.js';
export { hashesIn, subtreeRoot, subtreesOfTiles } from './tile-reader.js';
export { decodeBundle, encodeBundle, parseTilePath, tilePath, tileWidth, type Tile } from './tiles.js';
export { formatTlogProof, openTlogProof, parseTlogProof, type TlogProof } from './tlog-proof.js';
export { verifyConsistency, verifyInclusion, type Consistency, type Inclusion } from './verify-proofs.js';
