import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { openEmbeddedStore } from '#libs/event-store';
import { Missions, MissionWriter } from '#libs/timeline';
import { AppModule } from './app.module.js';
import type { Config } from './config.js';

const bodyMax = 1024 * 1024;

/** A server that listens. */
export interface Running {
  url: string;
  /** Takes no more requests, finishes what was accepted, and frees the store. */
  close(): Promise<void>;
}

/** An I/O error on commit leaves the outcome unknown: the process ends at once, and nothing more is answered. */
function endWithoutAnswering(error: unknown): never {
  process.stderr.write(`drawdown: ${error instanceof Error ? error.message : String(error)}\nEnding without answering; restart, and send unanswered commands again with their key.\n`);
  process.exit(70);
}

/** Opens the store, reads every mission, then listens. Throws StoreLocked where another process has the folder. */
export async function startServer(config: Config, clock: () => number = Date.now): Promise<Running> {
  const store = openEmbeddedStore({ dataDir: config.dataDir, onFatal: endWithoutAnswering });
  try {
    const missions = new Missions(store, clock, endWithoutAnswering);
    await missions.start();
    const writer = new MissionWriter(store, clock);
    const app = await makeApp(AppModule.of({ store, missions, writer }));
    await app.listen(config.port, config.host);
    let closing: Promise<void> | undefined;
    const shutDown = async (): Promise<void> => {
      await app.close();
      await writer.drain();
      await missions.stop();
      await store.close();
    };
    return { url: (await app.getUrl()).replace('[::1]', '127.0.0.1'), close: () => (closing ??= shutDown()) };
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function makeApp(module: ReturnType<typeof AppModule.of>): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: bodyMax,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  });
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  // Bytes become typed commands in one place, so the parser leaves them alone.
  fastify.addContentTypeParser(['application/json', 'application/x-ndjson'], { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  return NestFactory.create<NestFastifyApplication>(module, adapter, { bodyParser: false, logger: ['error', 'warn'] });
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
