/** The store of streams: a port with four verbs, and its engines. It does not know the domain. */
export {
  EntryTooLarge,
  EventStore,
  firstOf,
  OutcomeUnknown,
  pageSize,
  StoreFailed,
  StoreFull,
  StoreLocked,
  StoreUnavailable,
  type AppendResult,
  type Following,
  type NewEntry,
  type OnEntries,
  type StoredEntry,
  type Subscription,
} from './event-store.js';
export { ForwardingStore } from './forwarding-store.js';
export { ComparedStore } from './compared-store.js';
export { newestReceipts } from './newest-receipts.js';
export { ReceiptKeepingStore } from './receipts.js';
export { LogAltered, Sealer, type Seal } from './sealing.js';
export { TreeComparison, type Compared } from './tree-comparison.js';
export { EmbeddedStore } from './embedded/embedded-store.js';
export { openEmbeddedStore } from './embedded/open-embedded-store.js';
export { InMemoryStore } from './in-memory/in-memory-store.js';
export { backUp, isWhole, NoLog, restore, verifyFile, type Verified } from './embedded/backup.js';
export { NotRemoved, removeStream } from './embedded/remove-stream.js';
export { removeStreamOfCluster } from './kurrentdb/remove-stream.js';
export type { NewestSeal } from './embedded/newest-seal.js';
export { LogRolledBack, MarkUnusable } from './embedded/high-water.js';
export { locateBody } from './embedded/locate.js';
export { databaseFile } from './embedded/schema.js';
export { damageInWords, Scrub, type Damage } from './embedded/scrub.js';
export { copyStreams, NotCopied, type Copied } from './copying.js';
export { entryBytesMax } from './limits.js';
export { openKurrentDbStore } from './kurrentdb/open.js';
export type { ClusterObserver } from './kurrentdb/condition.js';
export type { KurrentDbStore } from './kurrentdb/kurrentdb-store.js';
export type { Timers } from './kurrentdb/timers.js';
export type { Rules } from './rules.js';
export { openDatabase } from './embedded/schema.js';
