import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  damageInWords,
  databaseFile,
  locateBody,
  openEmbeddedStore,
  ReceiptKeepingStore,
  Scrub,
  Sealer,
  type Damage,
  type EventStore,
} from '#libs/event-store';
import type { Endpoint } from '#libs/eventstoredb-endpoint';
import { Logbook, missionPrefix, markInSteps, Missions, MissionWriter, Snapshots } from '#libs/timeline';
import { CheckpointSigner, KeyFileInvalid, loadOrMakeKey } from '#libs/transparency';
import { MissionTrees } from '#libs/audit';
import { AppModule } from './app.module.js';
import { KeptCheckpoints } from './audit/kept-checkpoints.js';
import type { Clock } from './clock.js';
import { openCluster, type Cluster } from './cluster.js';
import { AnswerBound } from './commands/submit.js';
import { ConfigInvalid, type Config } from './config.js';
import { endpointRules } from './endpoint-rules.js';
import { answerBrokenRequest } from './http/broken-request.js';
import { Connections } from './http/connections.js';
import { answerProblem } from './http/problem-filter.js';
import { Problem } from './http/problems.js';
import { Routes } from './http/routes.js';
import { LiveStreams } from './live/live-streams.js';
import { ClusterCondition } from './operation/cluster-condition.js';
import { MeteredStore } from './operation/metered-store.js';
import { Metrics } from './operation/metrics.js';

const bodyMax = 1024 * 1024;
const requestMsMax = 30_000;
const headersMsMax = 10_000;

/** Requests still open this long after the end was asked for are cut, so that the process ends within 5 s. */
const closingMsMax = 3500;

/** What waits for the log after that is left, so that the process ends within 5 s whatever becomes of the log. */
const endingMsMax = 4500;

/** How long a command that a shared log does not take is waited for. */
const answerMsMax = 10_000;

/** A server that listens. */
export interface Running {
  url: string;
  /** Where EventStoreDB's protocol is served, if it is. */
  endpointPort?: number;
  /** Takes no more requests, finishes what was accepted, and frees the store. */
  close(): Promise<void>;
}

/** An I/O error on commit leaves the outcome unknown: the process ends at once, and nothing more is answered. */
function endWithoutAnswering(error: unknown): never {
  process.stderr.write(
    `drawdown: ${error instanceof Error ? error.message : String(error)}\nEnding without answering; restart, and send unanswered commands again with their key.\n`,
  );
  process.exit(70);
}

const say = (line: string): void => void process.stderr.write(`drawdown: ${line}\n`);

function tellDamage(damage: Damage): void {
  process.stderr.write(
    `drawdown: ${damageInWords(damage)} is not what was written: its hash differs. The mission is stopped. Restore a backup.\n`,
  );
}

function tellNotKept(error: unknown): void {
  process.stderr.write(
    `drawdown: a snapshot could not be kept (${String(error)}). Nothing is lost: the next start reads more of the log.\n`,
  );
}

/**
 * Opens the store, learns what is in it, then listens. Only a bench leaves entries unsealed, to see what sealing costs. Throws StoreLocked where another process has the folder.
 */
export async function startServer(config: Config, now: () => number = Date.now, isSealed = true): Promise<Running> {
  markInSteps();
  const metrics = new Metrics();
  const sealer = isSealed ? sealerOf(config) : undefined;
  const condition = new ClusterCondition(metrics, now, say);
  const opened = await openStore(config, sealer, condition);
  const receipts = new ReceiptKeepingStore(opened.store, join(config.dataDir, 'checkpoints.ndjson'));
  const store = new MeteredStore(receipts, metrics);
  try {
    const logbook = new Logbook(store, new Snapshots(join(config.dataDir, 'snapshots'), tellNotKept));
    const missions = new Missions(store, logbook, now, endWithoutAnswering);
    await missions.start();
    const writer = new MissionWriter(store, now, missions);
    const routes = new Routes();
    const closing = new AbortController();
    const adapter = makeAdapter(routes, closing.signal);
    const clock: Clock = { now };
    const scrub = new Scrub(
      store,
      now,
      (damage) => {
        logbook.noteDamage(damage);
        tellDamage(damage);
      },
      (position) => locateBody(databaseFile(config.dataDir), position),
    );
    const trees = new MissionTrees({ store, folder: join(config.dataDir, 'trees') });
    const checkpoints = new KeptCheckpoints(store, trees, sealer);
    const bound = new AnswerBound(config.cluster === undefined ? Infinity : answerMsMax);
    const parts = { store, missions, writer, metrics, clock, routes, scrub, trees, checkpoints, condition, bound };
    const module = AppModule.of(parts);
    const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
      bodyParser: false,
      logger: ['error', 'warn'],
    });
    const connections = new Connections(adapter.getHttpServer());
    await listen(app, config);
    const endpoint = config.endpoint && (await openEndpoint(store, config, config.endpoint, now));
    // A cluster looks after its own disks.
    if (config.cluster === undefined) scrub.start();
    else void opened.warnOfUnprotected?.(missions.ids());
    let closed: Promise<void> | undefined;
    const shutDown = async (): Promise<void> => {
      closing.abort();
      app.get(LiveStreams).end();
      const answered = Promise.race([app.close(), setTimeout(closingMsMax, undefined, { ref: false })]);
      await connections.endWhileClosing(answered);
      await endpoint?.close();
      await scrub.stop();
      await writer.drain();
      await missions.stop();
      await store.close();
    };
    const close = (): Promise<void> => (closed ??= config.cluster === undefined ? shutDown() : inTime(shutDown()));
    return { url: await app.getUrl(), endpointPort: endpoint?.port, close };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** The end, or what there is of it in time: a shared log that does not answer keeps what it was given by itself. */
async function inTime(ended: Promise<void>): Promise<void> {
  const done = new AbortController();
  const late = setTimeout(endingMsMax, undefined, { signal: done.signal }).then(
    () => say('the cluster does not answer: ending without waiting for it.'),
    () => undefined,
  );
  await Promise.race([ended, late]).finally(() => done.abort());
}

function makeAdapter(routes: Routes, closing: AbortSignal): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: bodyMax,
    requestTimeout: requestMsMax,
    http: { headersTimeout: headersMsMax },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) =>
      answerProblem(new Problem('url-invalid'), request, reply),
    routerOptions: { maxParamLength: 200 },
  });
  const fastify = adapter.getInstance();
  fastify.addHook('onRoute', (route) => routes.add(route));
  fastify.addHook('onRequest', (_request, reply, done) => {
    if (!closing.aborted) return done();
    void reply.header('connection', 'close');
    done(new Problem('closing', undefined, {}, { 'retry-after': '1' }));
  });
  fastify.addHook('onRequest', (request, _reply, done) => done(encodingProblem(request)));
  fastify.removeAllContentTypeParsers();
  // Bytes become typed commands in one place, so the parser leaves them alone.
  fastify.addContentTypeParser(
    ['application/json', 'application/x-ndjson'],
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  );
  return adapter;
}

/** Bytes are read as they come: what is compressed is refused before it is read (RFC 9110, 15.5.16). */
function encodingProblem({ headers }: FastifyRequest): Problem | undefined {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity' || encoding === '') return undefined;
  return new Problem('content-encoding', undefined, {}, { 'accept-encoding': 'identity' });
}

function sealerOf({ keyFile, logHost }: Config): Sealer | undefined {
  if (keyFile === undefined) return undefined;
  try {
    const { host, seed } = loadOrMakeKey(keyFile, logHost);
    return new Sealer(CheckpointSigner.fromSeed(seed, host), missionPrefix);
  } catch (error) {
    if (error instanceof KeyFileInvalid) throw new ConfigInvalid(error.message);
    throw error;
  }
}

async function openStore(
  { cluster, dataDir, acceptRollback }: Config,
  sealer: Sealer | undefined,
  condition: ClusterCondition,
): Promise<{ store: EventStore; warnOfUnprotected?: Cluster['warnOfUnprotected'] }> {
  if (cluster !== undefined) return openCluster(cluster, sealer, condition, say);
  return { store: openEmbeddedStore({ dataDir, sealer, acceptRollback, onFatal: endWithoutAnswering }) };
}

async function openEndpoint(
  store: EventStore,
  { dataDir }: Config,
  options: { port: number; append: boolean },
  now: () => number,
): Promise<Endpoint> {
  // Whoever does not serve it need not load its gRPC.
  const { startEndpoint } = await import('#libs/eventstoredb-endpoint');
  try {
    return await startEndpoint(store, {
      ...options,
      groupsFile: join(dataDir, 'consumer-groups.json'),
      now,
      rules: endpointRules,
    });
  } catch {
    throw new ConfigInvalid(
      `Port ${options.port} cannot be served over EventStoreDB's protocol. Choose another with EVENTSTOREDB_PORT; 0 takes a free one.`,
    );
  }
}

async function listen(app: NestFastifyApplication, { port, host }: Config): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const why = code === 'EACCES' ? 'may not be used by this user' : 'is in use by another program';
    throw new ConfigInvalid(`Port ${port} of ${host} ${why}. Choose another with PORT; 0 takes a free one.`);
  }
}

/** Serves until SIGTERM or SIGINT, then ends cleanly; a second signal ends at once. Exit codes as the command line has them. */
export async function serve(config: Config): Promise<Running> {
  const running = await startServer(config);
  const stop = (): void => {
    running.close().then(
      () => process.exit(0),
      (error: unknown) => endWithoutAnswering(error),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  return running;
}
