/** How a group of competing consumers is served. */
export interface Settings {
  messageTimeoutMs: number;
  /** How often an event is given again before it is parked. */
  maxRetryCount: number;
  /** 0 for any number. */
  maxSubscriberCount: number;
  strategy: 'DispatchToSingle' | 'Pinned' | 'RoundRobin';
  /** As they were asked for, and told again; what is read ahead is bounded by one figure of our own. */
  told: {
    resolveLinks: boolean;
    extraStatistics: boolean;
    checkpointAfterMs: number;
    minCheckpointCount: number;
    maxCheckpointCount: number;
    liveBufferSize: number;
    readBatchSize: number;
    historyBufferSize: number;
    /** As the protocol writes it: `-1` for the end. */
    startFrom?: string;
  };
}

/** Which entries a group is given. */
export interface Source {
  /** One stream; all of them if it is undefined. */
  stream?: string;
  /** Of the stream, from this revision on. */
  fromRevision: number;
  /** Names must begin with one of these, or match the expression; all if there is none. */
  filter?: { on: 'stream' | 'type'; prefixes: string[]; regex: string };
}

/** A group as it is kept. */
export interface SavedGroup {
  name: string;
  source: Source;
  settings: Settings;
  /** Position after which it goes on: all before it are done with. */
  after: number;
  parked: Parked[];
}

/** An event that was set aside. */
export interface Parked {
  stream: string;
  revision: number;
  position: number;
  reason: string;
}
