import rateLimit from '@fastify/rate-limit';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Identity } from '#libs/access';
import { Config } from '../config.js';
import { AskedInWindows } from './asked-in-windows.js';
import { Access } from './permission.js';
import { Problem } from './problems.js';

const minuteMs = 60_000;

/** Where people sign in, or come back from where they do. */
const signIns: ReadonlySet<string> = new Set(['POST /v1/sign-in', 'GET /sign-in/oidc', 'GET /sign-in/callback']);

type Limiter = ReturnType<FastifyInstance['createRateLimit']>;

/** How much each identity may ask, and each address that brings none; signing in is counted by itself, and more strictly. */
@Injectable()
export class RateLimits {
  private readonly subjects = new WeakMap<FastifyRequest, string>();
  private readonly limiters: Partial<Record<'identities' | 'strangers' | 'signIns', Limiter>> = {};

  constructor(
    { httpAdapter }: HttpAdapterHost<FastifyAdapter>,
    private readonly access: Access,
    { limits }: Config,
  ) {
    const fastify = httpAdapter.getInstance();
    const maxima = { identities: limits.requests, strangers: limits.strangers, signIns: limits.signIns };
    if (Object.values(maxima).every((max) => max === 0)) return;
    void fastify.register(rateLimit, {
      global: false,
      hook: 'onRequest',
      timeWindow: minuteMs,
      store: AskedInWindows,
    });
    void fastify.after(() => {
      for (const [name, max] of Object.entries(maxima) as [keyof typeof maxima, number][]) {
        const keyGenerator = (request: FastifyRequest): string => this.subjects.get(request) ?? request.ip;
        if (max > 0) this.limiters[name] = fastify.createRateLimit({ max, keyGenerator });
      }
    });
    fastify.addHook('onRequest', (request) => this.check(request));
  }

  /** Throws a Problem if somebody asks too much. */
  private async check(request: FastifyRequest): Promise<void> {
    const isSignIn = signIns.has(`${request.method} ${request.routeOptions.url}`);
    const identity = isSignIn ? undefined : this.knownIn(request);
    if (identity) this.subjects.set(request, `:${identity.subject}`);
    const limiter = this.limiters[isSignIn ? 'signIns' : identity ? 'identities' : 'strangers'];
    const found = await limiter?.(request);
    if (found && !found.isAllowed && found.isExceeded)
      throw new Problem('too-many-requests', undefined, {}, { 'retry-after': String(found.ttlInSeconds) });
  }

  /** Who cannot be told is a stranger here; why, the guard says. */
  private knownIn(request: FastifyRequest): Identity | undefined {
    try {
      return this.access.knownIn(request);
    } catch {
      return undefined;
    }
  }
}
