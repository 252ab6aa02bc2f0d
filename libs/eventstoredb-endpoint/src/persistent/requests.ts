import { status, type ServiceError } from '@grpc/grpc-js';
import type { EventStore } from '#libs/event-store';
import { failure, invalid } from '../errors.js';
import type { persistent, shared } from '../generated.js';
import { streamText } from '../messages.js';
import { gives } from './group.js';
import type { Settings, Source } from './settings.js';

type CreateOptions = InstanceType<typeof persistent.CreateReq.Options>;
type UpdateOptions = InstanceType<typeof persistent.UpdateReq.Options>;
type Identifier = InstanceType<typeof shared.StreamIdentifier>;

const strategies = ['DispatchToSingle', 'RoundRobin', 'Pinned'] as const;
const ticksPerMs = 10_000;

/** Where a group begins, as the protocol tells it. Older clients send it with the settings. */
function startFromOf(options: CreateOptions | UpdateOptions): string {
  if (options.hasAll()) {
    const all = options.getAll();
    const place = all?.hasEnd() ? '-1' : all?.hasPosition() ? all.getPosition()?.getCommitPosition() : '0';
    return `C:${place}/P:${place}`;
  }
  const asked = options.getStream();
  if (asked?.hasEnd()) return '-1';
  const revision = asked ? (asked.hasRevision() ? asked.getRevision() : '0') : options.getSettings()?.getRevision();
  return BigInt(revision ?? 0) === fromEnd ? '-1' : String(revision);
}

/** The settings of a request; times come in milliseconds, or in ticks of 100 ns. Throws a ServiceError. */
export function settingsOf(options: CreateOptions | UpdateOptions, identifier: Identifier | undefined): Settings {
  const asked = options.getSettings();
  if (!asked) throw invalid('A group has settings.');
  const timeoutMs = asked.hasMessageTimeoutMs()
    ? asked.getMessageTimeoutMs()
    : Number(asked.getMessageTimeoutTicks()) / ticksPerMs;
  const name = 'getConsumerStrategy' in asked ? asked.getConsumerStrategy() : '';
  const strategy = name === '' ? strategies[asked.getNamedConsumerStrategy()] : strategies.find((one) => one === name);
  if (strategy === undefined) {
    const source = askedSource({ hasAll: () => options.hasAll(), getStreamIdentifier: () => identifier });
    throw groupFailed(source, options.getGroupName(), `Consumer strategy ${name} does not exist.`);
  }
  return {
    messageTimeoutMs: timeoutMs > 0 ? timeoutMs : 30_000,
    maxRetryCount: asked.getMaxRetryCount(),
    maxSubscriberCount: asked.getMaxSubscriberCount(),
    strategy,
    told: {
      resolveLinks: asked.getResolveLinks(),
      extraStatistics: asked.getExtraStatistics(),
      checkpointAfterMs: asked.hasCheckpointAfterMs()
        ? asked.getCheckpointAfterMs()
        : Number(asked.getCheckpointAfterTicks()) / ticksPerMs,
      minCheckpointCount: asked.getMinCheckpointCount(),
      maxCheckpointCount: asked.getMaxCheckpointCount(),
      liveBufferSize: asked.getLiveBufferSize(),
      readBatchSize: asked.getReadBatchSize(),
      historyBufferSize: asked.getHistoryBufferSize(),
      startFrom: startFromOf(options),
    },
  };
}

/** What older clients send for "from the end": the largest revision. */
const fromEnd = 18_446_744_073_709_551_615n;

/** Where a new group begins, and with what. Throws a ServiceError. */
export async function beginningOf(
  options: CreateOptions,
  store: EventStore,
): Promise<{ source: Source; after: number }> {
  if (options.hasAll()) {
    const all = options.getAll();
    const source: Source = { fromRevision: 0, ...filterOf(all) };
    if (all?.hasEnd()) return { source, after: await store.headPosition() };
    const position = all?.hasPosition() ? Number(all.getPosition()?.getCommitPosition()) : undefined;
    return { source, after: position === undefined ? 0 : Math.max(0, position - 1) };
  }
  const asked = options.getStream();
  const stream = streamText(asked?.getStreamIdentifier() ?? options.getStreamIdentifier());
  // Older clients send it with the settings.
  const revision = BigInt(
    asked ? (asked.hasRevision() ? asked.getRevision() : 0) : (options.getSettings()?.getRevision() ?? 0),
  );
  const isEnd = asked?.hasEnd() === true || revision === fromEnd;
  const fromRevision = isEnd ? (await store.headRevision(stream)) + 1 : Number(revision);
  return { source: { stream, fromRevision }, after: 0 };
}

function filterOf(all: InstanceType<typeof persistent.CreateReq.AllOptions> | undefined): Pick<Source, 'filter'> {
  const filter = all?.hasFilter() ? all.getFilter() : undefined;
  const expression = filter?.getStreamIdentifier() ?? filter?.getEventType();
  if (!filter || !expression) return {};
  const made = {
    on: filter.hasStreamIdentifier() ? ('stream' as const) : ('type' as const),
    prefixes: expression.getPrefixList(),
    regex: expression.getRegex(),
  };
  // Refused when it is made, not when its first consumer comes.
  gives({ fromRevision: 0, filter: made });
  return { filter: made };
}

/** The source that a request names: a stream, or `$all`. */
export const askedSource = (options: { getStreamIdentifier(): Identifier | undefined; hasAll(): boolean }): string =>
  options.hasAll() ? '$all' : streamText(options.getStreamIdentifier());

/** The error for a group that does not exist. */
export const noSuchGroup = (source: string, name: string): ServiceError =>
  failure(
    status.NOT_FOUND,
    `Subscription group ${name} on stream ${source} does not exist.`,
    'persistent-subscription-does-not-exist',
    {
      'stream-name': source,
      'group-name': name,
    },
  );

/** The error for a group that exists already. */
export const groupExists = (source: string, name: string): ServiceError =>
  failure(
    status.ALREADY_EXISTS,
    `Subscription group ${name} on stream ${source} exists.`,
    'persistent-subscription-exists',
    {
      'stream-name': source,
      'group-name': name,
    },
  );

/** The error for a group that cannot be made as it is asked for. */
const groupFailed = (source: string, name: string, reason: string): ServiceError =>
  failure(
    status.INTERNAL,
    `Subscription group ${name} on stream ${source} failed: '${reason}'`,
    'persistent-subscription-failed',
    { 'stream-name': source, 'group-name': name, reason },
  );

/** The error for a group that has as many consumers as it may. */
export const groupFull = (source: string, name: string): ServiceError =>
  failure(
    status.FAILED_PRECONDITION,
    `Maximum subscriptions reached for subscription group ${name} on stream ${source}.`,
    'maximum-subscribers-reached',
    { 'stream-name': source, 'group-name': name },
  );

/** The error for a consumer whose group has ended. */
export const groupEnded = (source: string, name: string): ServiceError =>
  failure(
    status.CANCELLED,
    `Subscription group ${name} on stream ${source} was dropped.`,
    'persistent-subscription-dropped',
    { 'stream-name': source, 'group-name': name },
  );
