import type {
  handleBidiStreamingCall,
  handleUnaryCall,
  Metadata,
  sendUnaryData,
  UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { randomUUID } from 'node:crypto';
import { closing, invalid } from '../errors.js';
import { persistent, shared } from '../generated.js';
import { recordedOf, uuidText } from '../messages.js';
import type { Consumer, Message, Nack } from './consumer.js';
import type { Group } from './group.js';
import { sourceName, type Groups } from './groups.js';
import type { Serving } from '../serving.js';
import { made } from '../made.js';
import { infoOf } from './info.js';
import { Latencies } from './latencies.js';
import { askedSource, beginningOf, groupEnded, groupExists, groupFull, noSuchGroup, settingsOf } from './requests.js';

type ReadReq = InstanceType<typeof persistent.ReadReq>;
type ReadResp = InstanceType<typeof persistent.ReadResp>;

/** Answers a call by what work comes to, or by its error. */
function answering<Request, Response>(
  work: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback: sendUnaryData<Response>) => {
    Promise.resolve()
      .then(() => work(call.request))
      .then(
        (response) => callback(null, response),
        (error: Error) => callback(error),
      );
  };
}

/** Asked for: the options of a request. */
function asked<O>(options: O | undefined): O {
  if (!options) throw invalid('the request has no options');
  return options;
}

/** The service of persistent subscriptions. */
export function persistentCalls(serving: Serving, groups: Groups): UntypedServiceImplementation {
  const found = (source: string, name: string): Group => {
    const group = groups.find(source, name);
    if (!group) throw noSuchGroup(source, name);
    return group;
  };
  return {
    create: answering(async (request: InstanceType<typeof persistent.CreateReq>) => {
      const options = asked(request.getOptions());
      const name = options.getGroupName();
      const settings = settingsOf(options, options.getStream()?.getStreamIdentifier() ?? options.getStreamIdentifier());
      const { source, after } = await beginningOf(options, serving.store);
      if (groups.find(sourceName(source), name)) throw groupExists(sourceName(source), name);
      groups.create({ name, source, settings, after, parked: [] });
      return new persistent.CreateResp();
    }),
    update: answering((request: InstanceType<typeof persistent.UpdateReq>) => {
      const options = asked(request.getOptions());
      const identifier = options.getStream()?.getStreamIdentifier() ?? options.getStreamIdentifier();
      const source = askedSource({ hasAll: () => options.hasAll(), getStreamIdentifier: () => identifier });
      groups.update(found(source, options.getGroupName()), settingsOf(options, identifier));
      return new persistent.UpdateResp();
    }),
    delete: answering(async (request: InstanceType<typeof persistent.DeleteReq>) => {
      const options = asked(request.getOptions());
      await groups.remove(found(askedSource(options), options.getGroupName()));
      return new persistent.DeleteResp();
    }),
    getInfo: answering((request: InstanceType<typeof persistent.GetInfoReq>) => {
      const options = asked(request.getOptions());
      const group = found(askedSource(options), options.getGroupName());
      return made(persistent.GetInfoResp, { subscriptionInfo: infoOf(group) });
    }),
    list: answering((request: InstanceType<typeof persistent.ListReq>) => {
      const options = asked(request.getOptions());
      const of = options.getListForStream();
      const wanted = of && askedSource({ hasAll: () => of.hasAll(), getStreamIdentifier: () => of.getStream() });
      const list = groups.list(wanted);
      if (wanted !== undefined && list.length === 0) throw noSuchGroup(wanted, '');
      return made(persistent.ListResp, { subscriptionsList: list.map(infoOf) });
    }),
    replayParked: answering(async (request: InstanceType<typeof persistent.ReplayParkedReq>) => {
      const options = asked(request.getOptions());
      const count = options.hasStopAt() ? Number(options.getStopAt()) : Number.MAX_SAFE_INTEGER;
      await found(askedSource(options), options.getGroupName()).replay(count);
      return new persistent.ReplayParkedResp();
    }),
    restartSubsystem: answering(() => new shared.Empty()),
    read: readCall(serving, groups),
  };
}

const readCall =
  (serving: Serving, groups: Groups): handleBidiStreamingCall<ReadReq, ReadResp> =>
  (call) => {
    let joined: { group: Group; consumer: Consumer } | undefined;
    const join = (options: InstanceType<typeof persistent.ReadReq.Options>): void => {
      const [source, name] = [askedSource(options), options.getGroupName()];
      const group = groups.find(source, name);
      if (!group) return void call.emit('error', noSuchGroup(source, name));
      const consumer: Consumer = {
        key: randomUUID(),
        from: call.getPeer(),
        user: userOf(call.metadata),
        connectionName: String(call.metadata.get('connection-name')[0] ?? ''),
        slots: Math.max(1, options.getBufferSize()),
        inFlight: new Map(),
        total: 0,
        latencies: new Latencies(),
        send: (message) => call.write(responseOf(message)),
        drop: () => {
          group.leave(consumer);
          call.emit('error', serving.closing.aborted ? closing() : groupEnded(source, name));
        },
      };
      call.write(confirmationOf(name));
      if (!group.join(consumer)) return void call.emit('error', groupFull(source, name));
      joined = { group, consumer };
    };
    const leave = (): void => joined?.group.leave(joined.consumer);
    call.on('data', (request: ReadReq) => {
      const options = request.getOptions();
      if (options && !joined) return join(options);
      const [ack, nack] = [request.getAck(), request.getNack()];
      if (ack) joined?.group.ack(joined.consumer, ack.getIdsList().map(uuidText));
      if (nack)
        joined?.group.nack(
          joined.consumer,
          nack.getIdsList().map(uuidText),
          actionOf(nack.getAction()),
          nack.getReason(),
        );
    });
    call.on('end', () => {
      leave();
      call.end();
    });
    call.on('cancelled', leave);
  };

/** The name in a client's credentials. Whether they let anybody in was said before. */
function userOf(metadata: Metadata): string {
  const [, encoded = ''] = /^Basic (.+)$/.exec(String(metadata.get('authorization')[0])) ?? [];
  return Buffer.from(encoded, 'base64').toString().split(':')[0] ?? '';
}

function actionOf(action: number): Nack {
  const { PARK, RETRY, SKIP, STOP } = persistent.ReadReq.Nack.Action;
  const names = new Map<number, Nack>([
    [PARK, 'park'],
    [RETRY, 'retry'],
    [SKIP, 'skip'],
    [STOP, 'stop'],
  ]);
  return names.get(action) ?? 'park';
}

function confirmationOf(name: string): ReadResp {
  const { ReadResp } = persistent;
  const subscriptionId = `${name}::${randomUUID()}`;
  return made(ReadResp, { subscriptionConfirmation: made(ReadResp.SubscriptionConfirmation, { subscriptionId }) });
}

function responseOf({ entry, told: { event, seal, link }, retries }: Message): ReadResp {
  const { ReadEvent } = persistent.ReadResp;
  const told = new ReadEvent();
  if (event) told.setEvent(recordedOf(new ReadEvent.RecordedEvent(), event, seal));
  if (link) told.setLink(recordedOf(new ReadEvent.RecordedEvent(), link));
  told.setCommitPosition(String(entry.position));
  told.setRetryCount(retries);
  const response = new persistent.ReadResp();
  response.setEvent(told);
  return response;
}
