import 'reflect-metadata';
import { Body, Controller, Module, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsString } from 'class-validator';
import { createHash, randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { registry, typeOfCommand } from '#libs/domain';
import { encode } from '#libs/timeline';
import { openDatabase } from '#libs/event-store';
import { command } from '../command.js';
import { entries } from '../rows.js';
import { listening } from './listening.js';

/** A bare Nest server on Fastify: the same data class and Nest's own pipe, and the same row inserted by group commit. */
const type = typeOfCommand(command) ?? 'NoteAdded';
const Data = registry[type].data as new () => object;

class Report extends Data {
  @IsString() occurredAt!: string;
}

const db = openDatabase(process.argv[2] ?? '');
db.exec(`INSERT INTO streams (name) VALUES ('mission-bench')`);
const insert = db.prepare(
  'INSERT INTO entries (stream, revision, id, type, recorded_at, hash, body) VALUES (1, ?, ?, ?, ?, ?, ?)',
);
const [template] = entries(1);
let revision = 0;
let waiting: { body: Report; resolve: (row: string) => void }[] = [];
let flushing = false;

const commit = db.transaction((round: typeof waiting) =>
  round.map(({ body }) => {
    const { occurredAt, ...data } = body;
    const id = randomUUID();
    const recordedAt = new Date().toISOString();
    const row = encode({
      ...template,
      id,
      type,
      revision: revision++,
      occurredAt,
      recordedAt,
      placedAt: recordedAt,
      commandId: id,
      data,
    } as Parameters<typeof encode>[0]);
    insert.run(
      revision,
      Buffer.from(id.replaceAll('-', ''), 'hex'),
      type,
      recordedAt,
      createHash('sha256').update(row.body).digest(),
      row.body,
    );
    return row.body;
  }),
);

async function flush(): Promise<void> {
  flushing = true;
  await setImmediate();
  while (waiting.length > 0) {
    const round = waiting;
    waiting = [];
    const rows = commit.immediate(round);
    round.forEach(({ resolve }, index) => resolve(rows[index] ?? ''));
  }
  flushing = false;
}

@Controller()
class ReportController {
  @Post()
  record(@Body() body: Report): Promise<string> {
    return new Promise((resolve) => {
      waiting.push({ body, resolve });
      if (!flushing) void flush();
    });
  }
}

@Module({ controllers: [ReportController] })
class ReportModule {}

const app = await NestFactory.create<NestFastifyApplication>(ReportModule, new FastifyAdapter(), { logger: false });
app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
await app.listen(0, '127.0.0.1');
listening(await app.getUrl());
