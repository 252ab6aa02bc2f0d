import { Controller, Get, Module, Param } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppModule } from '../../apps/server/src/app.module.js';
import { Config } from '../../apps/server/src/config.js';
import { makeAdapter } from '../../apps/server/src/http/adapter.js';
import { answerBrokenRequest } from '../../apps/server/src/http/broken-request.js';
import { Connections } from '../../apps/server/src/http/connections.js';
import { ProblemFilter } from '../../apps/server/src/http/problem-filter.js';
import { Routes } from '../../apps/server/src/http/routes.js';
import { testConfig } from './settings.js';
import type { Sent } from '../meaning/rows/problems.js';

/** What is answered: its status, and the type of the problem if it is one. */
export interface Answered {
  status: number;
  type?: string;
  detail?: string;
}

/** A server that is asked without a socket. */
export interface Injected {
  app: NestFastifyApplication;
  ask(sent: Sent): Promise<Answered>;
  close(): Promise<void>;
}

async function injected(app: NestFastifyApplication, ended: () => void = () => undefined): Promise<Injected> {
  await app.init();
  const fastify = app.getHttpAdapter().getInstance();
  await fastify.ready();
  return {
    app,
    async ask({ method = 'GET', path, headers = {}, body }) {
      const reply = await fastify.inject({ method, url: path, headers, ...(body !== undefined && { payload: body }) });
      return answered(reply.statusCode, String(reply.headers['content-type']), reply.body);
    },
    async close() {
      await app.close();
      ended();
    },
  };
}

const answered = (status: number, contentType: string, body: string): Answered =>
  contentType.startsWith('application/problem+json')
    ? { ...(JSON.parse(body) as Omit<Answered, 'status'>), status }
    : { status };

const options = { bodyParser: false, abortOnError: false, logger: false } as const;

/** The whole server, on a store of its own. */
export async function injectedServer(): Promise<Injected> {
  const dataDir = mkdtempSync(join(tmpdir(), 'drawdown-'));
  const module = AppModule.of(testConfig({ DATA_DIR: dataDir }), { now: Date.now });
  const app = await NestFactory.create<NestFastifyApplication>(module, makeAdapter(), options);
  return injected(app, () => rmSync(dataDir, { recursive: true }));
}

/** The edge of the server over handlers that fail, by their names. */
export async function injectedFaults(faults: Readonly<Record<string, () => unknown>>): Promise<Injected> {
  @Controller('faults')
  class Faults {
    @Get(':name')
    async fail(@Param('name') name: string): Promise<unknown> {
      return faults[name]?.();
    }
  }
  @Module({
    controllers: [Faults],
    providers: [
      Routes,
      Connections,
      { provide: Config, useValue: testConfig() },
      { provide: APP_FILTER, useClass: ProblemFilter },
    ],
  })
  class FaultsModule {}
  return injected(await NestFactory.create<NestFastifyApplication>(FaultsModule, makeAdapter(), options));
}

/** What a client is answered that sends these bytes and waits, if a request has no more than some milliseconds. */
export async function answerToBytes(bytes: string, msMax = 30_000): Promise<Answered> {
  const limits = { headersTimeout: msMax, requestTimeout: msMax, connectionsCheckingInterval: 10 };
  const server = createServer(limits).on('clientError', answerBrokenRequest);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    const [head = '', body = ''] = text.split('\r\n\r\n');
    const [, status = '0'] = /^HTTP\/1\.1 (\d{3})/.exec(head) ?? [];
    return answered(Number(status), /content-type: (\S+)/.exec(head)?.[1] ?? '', body);
  } finally {
    server.close();
  }
}
