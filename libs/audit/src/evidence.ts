import type { Finding } from './verdict.js';

/** Where a log comes from: a package, a folder, a file of entries with its checkpoints, or a server. */
export interface Evidence {
  /** The newest checkpoint. */
  checkpoint: string;
  /** Earlier ones, in any order. */
  earlier: readonly string[];
  /** The key that came along; undefined if none did. */
  verifierKey?: string;
  /** The exact bytes of the entries, in order, some at a time. */
  entries(): AsyncIterable<readonly Buffer[]>;
  /** The leaf hashes that came along, 32 bytes each, cut anywhere; undefined if none did. */
  leafHashes?(): AsyncIterable<Buffer>;
  /** What is wrong with the form of what came; asked for after the entries were read. */
  findings(): Promise<readonly Finding[]>;
  close(): Promise<void>;
}

/** What was to be verified is no evidence, or cannot be read; its message says why. */
export class NoEvidence extends Error {}
