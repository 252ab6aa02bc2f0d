import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppModule } from '../../apps/server/src/app.module.js';
import { openApi } from '../../apps/server/src/describe/openapi.js';
import { makeAdapter } from '../../apps/server/src/http/adapter.js';
import { routeFor, ServedRoutes } from '../../apps/server/src/http/served-routes.js';
import { testConfig } from '../support/settings.js';

@Controller()
class Forgetful {
  @Get('forgotten')
  forgotten(): string {
    return 'open to everybody';
  }
}

it('does not start with a route that says no permission, frees its store, and describes every route that it has', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'drawdown-'));
  const start = async (controllers: (typeof Forgetful)[]): Promise<NestFastifyApplication> => {
    const config = testConfig({ DATA_DIR: dataDir });
    @Module({ imports: [AppModule.of(config, { now: Date.now })], controllers })
    class Extended {}
    return NestFactory.create(Extended, makeAdapter(), { bodyParser: false, abortOnError: false, logger: false });
  };
  const forgetful = await start([Forgetful]);
  await expect(forgetful.init()).rejects.toThrow('Forgetful.forgotten is a route without a permission');
  await forgetful.close();
  const app = await start([]);
  await app.init();
  expect((await app.inject('/v1/missions')).json()).toEqual({ items: [] });
  const served = app.get(ServedRoutes).all();
  const described = Object.entries(openApi().paths as Record<string, object>).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => routeFor(served, method.toUpperCase(), path)),
  );
  // What nobody describes, nobody would ask in the matrix of who may do what.
  expect(served.filter((route) => !described.includes(route)).map(({ handler }) => handler)).toEqual([]);
  await app.close();
  rmSync(dataDir, { recursive: true });
});
