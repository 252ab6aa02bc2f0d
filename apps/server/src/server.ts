import 'reflect-metadata';
import { ConsoleLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { setTimeout } from 'node:timers/promises';
import { markInSteps } from '#libs/timeline';
import { AppModule } from './app.module.js';
import type { Uptime } from './clock.js';
import { ConfigInvalid, type Config } from './config.js';
import { EndpointHost } from './endpoint/endpoint-host.js';
import { makeAdapter } from './http/adapter.js';
import { endWithoutAnswering, say } from './say.js';

/** What is waited for after that is left, so that the process ends within 5 s whatever is read and whatever becomes of the log. */
const endingMsMax = 3500;

/** A server that listens. */
export interface Running {
  url: string;
  /** Where EventStoreDB's protocol is served, if it is. */
  endpointPort?: number;
  /** Takes no more requests, finishes what was accepted, and frees the store. */
  close(): Promise<void>;
}

/** What ends the start is said once, by whoever started the server. */
class ServerLogger extends ConsoleLogger {
  override error(message: unknown, ...more: unknown[]): void {
    if (more.at(-1) !== 'ExceptionHandler') super.error(message, ...more);
  }
}

/** Opens the store, learns what is in it, then listens. Throws StoreLocked if another process has the folder. */
export async function startServer(config: Config, now: () => number = Date.now, uptime?: Uptime): Promise<Running> {
  markInSteps();
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(config, { now }, uptime), makeAdapter(), {
    bodyParser: false,
    abortOnError: false,
    logger: new ServerLogger({ logLevels: ['error', 'warn'] }),
  });
  try {
    await listen(app, config);
  } catch (error) {
    await app.close();
    throw error;
  }
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= inTime(app.close(), config));
  return { url: await app.getUrl(), endpointPort: app.get(EndpointHost).port, close };
}

/**
 * The end, or what there is of it in time. Nobody who is answered loses anything by that: what is acknowledged is on the disk, or
 * in a shared log that keeps it by itself.
 */
async function inTime(ended: Promise<void>, { cluster }: Config): Promise<void> {
  const done = new AbortController();
  const late = setTimeout(endingMsMax, undefined, { signal: done.signal }).then(
    () => say(`${cluster === undefined ? 'long reads go on' : 'the cluster does not answer'}: ending without waiting.`),
    () => undefined,
  );
  await Promise.race([ended, late]).finally(() => done.abort());
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
