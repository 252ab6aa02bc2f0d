import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventsHandler, type IEventHandler } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppModule } from '../../apps/server/src/app.module.js';
import { makeAdapter } from '../../apps/server/src/http/adapter.js';
import { EntryRecorded } from '../../apps/server/src/log/entry-recorded.js';
import { testConfig } from '../support/settings.js';

@Injectable()
class Pager {
  readonly waiting: string[] = [];
}

/** Pages the duty officer when a convoy is attacked. */
@EventsHandler(EntryRecorded)
export class PageOnAttack implements IEventHandler<EntryRecorded> {
  constructor(private readonly pager: Pager) {}

  handle(event: EntryRecorded): void {
    if (event.isOf('ConvoyAttacked')) this.pager.waiting.push(`${event.mission}: ${event.entry.data.convoy}`);
  }
}

/** Hears of everything, and fails at it. */
@EventsHandler(EntryRecorded)
class Failing implements IEventHandler<EntryRecorded> {
  handle({ entry }: EntryRecorded): void {
    throw new Error(`no room for ${entry.id}`);
  }
}

const opening = {
  name: 'MINUSMA',
  hostCountry: 'Mali',
  authority: 'Security Council resolution 2690 (2023)',
  startsOn: '2023-07-01',
  deadline: '2023-12-31',
  timeZone: 'Africa/Bamako',
  strength: [{ component: 'all', count: 13_100 }],
  occurredAt: '2023-06-30',
};
const batch = [
  { command: 'establish-base', base: 'ber', name: 'Ber', kind: 'camp', occurredAt: '2023-07-01' },
  { command: 'establish-base', base: 'timbuktu', name: 'Timbuktu', kind: 'camp', occurredAt: '2023-07-01' },
  {
    command: 'report-convoy-departed',
    convoy: 'ber-1',
    mode: 'road',
    from: 'ber',
    to: 'timbuktu',
    occurredAt: '2023-07-03',
  },
  { command: 'report-convoy-attacked', convoy: 'ber-1', means: 'mine', occurredAt: '2023-07-04' },
];

describe('an event handler', () => {
  let app: NestFastifyApplication;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'drawdown-'));
    const config = testConfig({ DATA_DIR: dataDir });
    @Module({
      imports: [AppModule.of(config, { now: () => Date.parse('2023-08-13T12:00:00Z') })],
      providers: [Pager, PageOnAttack, Failing],
    })
    class WithPager {}
    app = await NestFactory.create(WithPager, makeAdapter(), { bodyParser: false, logger: false });
    await app.init();
  });
  afterAll(async () => {
    await app.close();
    rmSync(dataDir, { recursive: true });
  });

  const post = async (path: string, body: object, headers = {}): Promise<number> =>
    (
      await app.inject({
        method: 'POST',
        url: `/v1/missions/minusma/commands${path}`,
        payload: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      })
    ).statusCode;

  it('that a user adds hears of what was recorded, once, even if another one fails; a repeat is silent', async () => {
    expect(await post('/open-mission', opening)).toBe(201);
    const key = { 'idempotency-key': 'the first convoy' };
    expect([await post('', batch, key), await post('', batch, key)]).toEqual([201, 200]);
    expect(app.get(Pager).waiting).toEqual(['minusma: ber-1']);
  });

  it('counts for Prometheus what was recorded', async () => {
    const { body } = await app.inject('/metrics');
    expect(body).toContain('drawdown_entries_recorded_total 5');
  });

  it('is in the guide as it is here', () => {
    const [, code = 'none'] = /```ts\n([^`]+)```/.exec(readFileSync('docs/how-to/handle-an-event.md', 'utf8')) ?? [];
    expect(readFileSync('test/http/recorded-events.spec.ts', 'utf8')).toContain(code);
  });
});
