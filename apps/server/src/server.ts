import 'reflect-metadata';
import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { rmSync } from 'node:fs';
import type { Server as SecureServer } from 'node:https';
import type { FastifyBaseLogger } from 'fastify';
import { setTimeout as setTimer } from 'node:timers';
import { setTimeout } from 'node:timers/promises';
import { endSlicesBy, markInSteps, ServerClosing } from '#libs/timeline';
import { adminTokenFile, portOf, stateTokenFile, tokenIn, writeToken } from './access/token-files.js';
import { AppModule } from './app.module.js';
import type { Uptime } from './clock.js';
import { ConfigInvalid, isEncrypted, type Config } from './config.js';
import { EndpointHost } from './endpoint/endpoint-host.js';
import { makeAdapter } from './http/adapter.js';
import { closingMsMax } from './http/connections.js';
import { endWithoutAnswering, say } from './say.js';
import { TlsFiles } from './tls-files.js';

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

/** What Nest says goes where all else goes, from its warnings on. What ends the start is said once, by whoever started the server. */
const loggerOf = (log: FastifyBaseLogger): LoggerService => ({
  log: () => undefined,
  warn: (message: unknown) => log.warn({ said: message }, 'a warning'),
  error(message: unknown, ...more: unknown[]) {
    if (more.at(-1) !== 'ExceptionHandler') log.error({ err: message }, 'an error');
  },
});

/** Opens the store, learns what is in it, then listens. Throws StoreLocked if another process has the folder. */
export async function startServer(config: Config, now: () => number = Date.now, uptime?: Uptime): Promise<Running> {
  markInSteps();
  const tls = config.tls && new TlsFiles(config.tls);
  const adapter = makeAdapter({
    logLevel: config.logLevel,
    isEncrypted: isEncrypted(config),
    ...(config.hstsSubdomains && { hasSubdomains: true }),
    ...(tls && { tls: tls.current }),
    ...(config.trustProxy && { trustProxy: config.trustProxy }),
  });
  tls?.follow((pair) => adapter.getHttpServer<SecureServer>().setSecureContext(pair));
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(config, { now }, uptime), adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: loggerOf(adapter.getInstance().log),
  });
  try {
    await listen(app, config);
  } catch (error) {
    tls?.close();
    await app.close();
    throw error;
  }
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    tls?.close();
    return (closed ??= inTime(app.close(), config));
  };
  const url = (await app.getUrl()).replace(/^http:/, tls ? 'https:' : 'http:');
  return { url, endpointPort: app.get(EndpointHost).port, close };
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

const otherPort = 'Choose another with PORT; 0 takes a free one.';
const otherHost = 'Give an address of this machine as HOST.';

/** Why an address cannot be listened on, by the code that the system gives. */
const unusable: Readonly<Record<string, (port: number, host: string) => string>> = {
  EADDRINUSE: (port, host) => `Port ${port} of ${host} is in use by another program. ${otherPort}`,
  EACCES: (port, host) => `Port ${port} of ${host} may not be used by this user. ${otherPort}`,
  EADDRNOTAVAIL: (_, host) => `This machine has no address ${host}. ${otherHost}`,
  ENOTFOUND: (_, host) => `The name ${host} leads to no address. ${otherHost}`,
  EAI_AGAIN: (_, host) => `Nobody says at present where the name ${host} leads. ${otherHost}`,
};

async function listen(app: NestFastifyApplication, { port, host }: Config): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    const why = unusable[(error as { code?: string }).code ?? ''];
    if (why === undefined) throw error;
    throw new ConfigInvalid(why(port, host));
  }
}

/** Puts the admin token if the command line of the same person looks for it, until the server ends. */
function shareToken({ auth, dataDir }: Config, { url }: Running, env: NodeJS.ProcessEnv): () => void {
  const token = auth !== 'none' ? tokenIn(adminTokenFile(dataDir)) : undefined;
  const file = stateTokenFile(portOf(url), env);
  try {
    if (token === undefined) rmSync(file, { force: true });
    else writeToken(file, token);
  } catch (error) {
    say(`the command line needs --token-file, since ${file} cannot be written: ${(error as Error).message}`);
  }
  return () => {
    if (token !== undefined && tokenIn(file) === token) rmSync(file, { force: true });
  };
}

/** Serves until SIGTERM or SIGINT, then ends cleanly; a second signal ends at once. Exit codes as the command line has them. */
export async function serve(config: Config, env: NodeJS.ProcessEnv): Promise<Running> {
  const started = await startServer(config);
  const forget = shareToken(config, started, env);
  const running = { ...started, close: () => started.close().finally(forget) };
  const ending = new AbortController();
  endSlicesBy(ending.signal);
  const stop = (): void => {
    // By then nobody is connected who could be answered: what is still worked on would only hold up the end.
    setTimer(() => ending.abort(new ServerClosing()), closingMsMax).unref();
    running.close().then(
      () => process.exit(0),
      (error: unknown) => endWithoutAnswering(error),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  return running;
}
