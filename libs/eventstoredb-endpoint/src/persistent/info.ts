import { persistent } from '../generated.js';
import { made } from '../made.js';
import type { Consumer } from './consumer.js';
import type { Group } from './group.js';
import { sourceName } from './groups.js';

/** How far a group has come, as the protocol writes it: revisions of a stream, positions of all. */
function placesOf(group: Group): { done: string; read: string } {
  const position = (at: number): string => `C:${at}/P:${at}`;
  if (group.saved.source.stream === undefined) return { done: position(group.after), read: position(group.lastRead) };
  const { done, read } = group.revisions;
  const revision = (at: number | undefined): string => (at === undefined || at < 0 ? '' : String(at));
  return { done: revision(done), read: revision(read) };
}

/** How a group fares. Rates are not measured and told as zero. */
export function infoOf(group: Group): InstanceType<typeof persistent.SubscriptionInfo> {
  const { saved, settings, consumers, parked } = group;
  const { told } = settings;
  const { done, read } = placesOf(group);
  return made(persistent.SubscriptionInfo, {
    eventSource: sourceName(saved.source),
    groupName: saved.name,
    status: 'Live',
    connectionsList: [...consumers].map(connectionOf),
    totalItems: String(group.total),
    countSinceLastMeasurement: '0',
    lastCheckpointedEventPosition: done,
    lastKnownEventPosition: read,
    startFrom: told.startFrom ?? (saved.source.stream === undefined ? 'C:0/P:0' : String(saved.source.fromRevision)),
    messageTimeoutMilliseconds: settings.messageTimeoutMs,
    maxRetryCount: settings.maxRetryCount,
    maxSubscriberCount: settings.maxSubscriberCount,
    namedConsumerStrategy: settings.strategy,
    resolveLinkTos: told.resolveLinks,
    extraStatistics: told.extraStatistics,
    checkPointAfterMilliseconds: told.checkpointAfterMs,
    minCheckPointCount: told.minCheckpointCount,
    maxCheckPointCount: told.maxCheckpointCount,
    liveBufferSize: told.liveBufferSize,
    readBatchSize: told.readBatchSize,
    bufferSize: told.historyBufferSize,
    totalInFlightMessages: group.inFlight,
    outstandingMessagesCount: group.inFlight,
    liveBufferCount: '0',
    parkedMessageCount: String(parked.length),
  });
}

const { ConnectionInfo, Measurement } = persistent.SubscriptionInfo;

const connectionOf = ({ slots, inFlight, from, user, connectionName, total, latencies }: Consumer) =>
  made(ConnectionInfo, {
    from,
    username: user,
    connectionName,
    totalItems: String(total),
    observedMeasurementsList: [...latencies.measured()].map(([key, ms]) =>
      made(Measurement, { key, value: String(ms) }),
    ),
    countSinceLastMeasurement: '0',
    availableSlots: slots - inFlight.size,
    inFlightMessages: inFlight.size,
  });
