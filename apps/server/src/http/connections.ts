import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { Config } from '../config.js';
import { connectionsFor, descriptorsMax } from '../limits.js';
import { Problem } from './problems.js';

const sweepMs = 20;

/** With so few connections left, those that are idle are closed, and for each that comes the oldest that has sent nothing. */
const idleRoom = 32;

/** Requests still open this long after the end was asked for are cut, so that the process ends within 5 s. */
export const closingMsMax = 2500;

/**
 * The connections of the server: what may come in, and how they end without waiting for those that ask nothing. Among the
 * providers of the root it is told first that the server ends.
 */
@Injectable()
export class Connections implements OnModuleDestroy, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly open = new Set<Socket>();
  private readonly server: Server;
  private isClosing = false;
  private sweep: NodeJS.Timeout | undefined;
  private cut: NodeJS.Timeout | undefined;

  constructor({ httpAdapter }: HttpAdapterHost<FastifyAdapter>, { limits }: Config) {
    this.server = httpAdapter.getHttpServer();
    const { connections } = connectionsFor(descriptorsMax(), limits.streams);
    if (connections !== undefined) this.server.maxConnections = connections;
    this.server.on('connection', (socket: Socket) => {
      this.open.add(socket);
      if (connections !== undefined && this.open.size > connections - idleRoom) this.makeRoomFor(socket);
      socket.once('close', () => this.open.delete(socket));
    });
    const fastify = httpAdapter.getInstance();
    fastify.addHook('onRequest', (_request, reply, done) => {
      if (!this.isClosing) return done();
      void reply.header('connection', 'close');
      done(new Problem('closing', undefined, {}, { 'retry-after': '1' }));
    });
  }

  /** Who asks nothing makes room for who asks. */
  private makeRoomFor(newest: Socket): void {
    this.server.closeIdleConnections();
    // Node takes who has not sent anything yet for busy, until its headers are late.
    for (const socket of this.open) {
      if (socket.destroyed || socket.bytesRead > 0 || socket === newest) continue;
      socket.destroy();
      break;
    }
  }

  /** From now on nothing more is taken. */
  onModuleDestroy(): void {
    this.isClosing = true;
  }

  /** Until all are answered: ends connections that are kept alive once they fall idle, and those opened ahead of need. */
  beforeApplicationShutdown(): void {
    this.sweep = setInterval(() => {
      this.server.closeIdleConnections();
      for (const socket of this.open) if (socket.bytesRead === 0) socket.destroy();
    }, sweepMs);
    this.cut = setTimeout(() => this.server.closeAllConnections(), closingMsMax).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.sweep);
    clearTimeout(this.cut);
    this.server.closeAllConnections();
  }
}
