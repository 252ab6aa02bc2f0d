import { persistent } from '../generated.js';
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
  const info = new persistent.SubscriptionInfo();
  info.setEventSource(sourceName(saved.source));
  info.setGroupName(saved.name);
  info.setStatus('Live');
  info.setConnectionsList([...consumers].map(connectionOf));
  info.setTotalItems(String(group.total));
  info.setCountSinceLastMeasurement('0');
  const { done, read } = placesOf(group);
  info.setLastCheckpointedEventPosition(done);
  info.setLastKnownEventPosition(read);
  info.setStartFrom(
    told.startFrom ?? (saved.source.stream === undefined ? 'C:0/P:0' : String(saved.source.fromRevision)),
  );
  info.setMessageTimeoutMilliseconds(settings.messageTimeoutMs);
  info.setMaxRetryCount(settings.maxRetryCount);
  info.setMaxSubscriberCount(settings.maxSubscriberCount);
  info.setNamedConsumerStrategy(settings.strategy);
  info.setResolveLinkTos(told.resolveLinks);
  info.setExtraStatistics(told.extraStatistics);
  info.setCheckPointAfterMilliseconds(told.checkpointAfterMs);
  info.setMinCheckPointCount(told.minCheckpointCount);
  info.setMaxCheckPointCount(told.maxCheckpointCount);
  info.setLiveBufferSize(told.liveBufferSize);
  info.setReadBatchSize(told.readBatchSize);
  info.setBufferSize(told.historyBufferSize);
  info.setTotalInFlightMessages(group.inFlight);
  info.setOutstandingMessagesCount(group.inFlight);
  info.setLiveBufferCount('0');
  info.setParkedMessageCount(String(parked.length));
  return info;
}

function connectionOf({
  slots,
  inFlight,
  from,
  user,
  connectionName,
  total,
  latencies,
}: Consumer): InstanceType<typeof persistent.SubscriptionInfo.ConnectionInfo> {
  const connection = new persistent.SubscriptionInfo.ConnectionInfo();
  connection.setFrom(from);
  connection.setUsername(user);
  connection.setConnectionName(connectionName);
  connection.setTotalItems(String(total));
  connection.setObservedMeasurementsList([...latencies.measured()].map(([key, ms]) => measurementOf(key, ms)));
  connection.setCountSinceLastMeasurement('0');
  connection.setAvailableSlots(slots - inFlight.size);
  connection.setInFlightMessages(inFlight.size);
  return connection;
}

function measurementOf(key: string, ms: number): InstanceType<typeof persistent.SubscriptionInfo.Measurement> {
  const measurement = new persistent.SubscriptionInfo.Measurement();
  measurement.setKey(key);
  measurement.setValue(String(ms));
  return measurement;
}
