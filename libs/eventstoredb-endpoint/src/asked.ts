import { persistent, streams } from './generated.js';
import { streamText } from './messages.js';

/** What a call reads of the log. */
export interface Asked {
  /** The name of a stream; undefined for all of them. */
  stream?: string;
  /** The revision from which on, or the position in all streams; undefined for the beginning, or the end. */
  from?: string;
  /** How many events at most; undefined if all. */
  count?: string;
  isBackwards?: boolean;
  /** The group of competing consumers that it is read for. */
  group?: string;
  /** Whether what comes later is told too. */
  isFollowed: boolean;
}

const { BACKWARDS } = streams.ReadReq.Options.ReadDirection;

/** What a message asks to read; undefined if it asks for no events. */
export function askedBy(message: unknown): Asked | undefined {
  if (message instanceof persistent.ReadReq) {
    const options = message.getOptions();
    const stream = options?.hasAll() ? undefined : streamText(options?.getStreamIdentifier());
    return options && { ...(stream !== undefined && { stream }), group: options.getGroupName(), isFollowed: true };
  }
  const options = message instanceof streams.ReadReq ? message.getOptions() : undefined;
  if (!options) return undefined;
  const [of, all] = [options.getStream(), options.getAll()];
  const position = all?.hasPosition() ? all.getPosition()?.getCommitPosition() : undefined;
  const from = of?.hasRevision() ? of.getRevision() : position;
  return {
    ...(of && { stream: streamText(of.getStreamIdentifier()) }),
    ...(from !== undefined && { from }),
    ...(options.hasCount() && { count: options.getCount() }),
    ...(options.getReadDirection() === BACKWARDS && { isBackwards: true }),
    isFollowed: options.hasSubscription(),
  };
}
