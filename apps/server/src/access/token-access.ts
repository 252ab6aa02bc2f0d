import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Identity, NotLetIn } from '#libs/access';
import type { Said } from '#libs/domain';
import { Clock } from '../clock.js';
import { Config } from '../config.js';
import { details } from '../http/details.js';
import { Access } from '../http/permission.js';
import { Problem } from '../http/problems.js';
import { header } from '../http/request.js';
import { AccessLog } from './access-log.js';
import { keptIn } from './cookies.js';

const reasons: Readonly<Record<NotLetIn, Said>> = {
  mistyped: details.tokenMistyped,
  unknown: details.tokenUnknown,
  expired: details.tokenExpired,
  revoked: details.tokenRevoked,
  blocked: details.subjectBlocked,
};

/** An Authorization that let somebody in, and the id of its token. */
interface Shown {
  bytes: Buffer;
  id: string;
}

/** Says that nobody is signed in, and how one would be. */
export const notSignedIn = (why?: NotLetIn): Problem =>
  new Problem('not-signed-in', why && reasons[why], {}, { 'www-authenticate': 'Bearer' });

/** AUTH=tokens: a request comes with a token, or with the session that a browser got for one. */
@Injectable()
export class TokenAccess extends Access {
  /** Who sends each request, or why they are not let in: a secret is hashed once for each request, be it right or wrong. */
  private readonly found = new WeakMap<FastifyRequest, Identity | NotLetIn>();
  /** The right token that each connection has brought last: whether it still lets anybody in is asked at every request. */
  private readonly shown = new WeakMap<Socket, Shown>();

  constructor(
    protected readonly log: AccessLog,
    protected readonly clock: Clock,
    private readonly config: Config,
  ) {
    super();
  }

  override identify(request: FastifyRequest): Identity {
    if (request.headers['x-actor'] !== undefined) throw new Problem('header-invalid', details.actorForeign);
    const found = this.senderOf(request);
    if (found === undefined || typeof found === 'string') throw notSignedIn(found);
    this.note(found);
    return found;
  }

  override knownIn(request: FastifyRequest): Identity | undefined {
    const found = this.senderOf(request);
    return typeof found === 'string' ? undefined : found;
  }

  override async byAuthorization(authorization: string | undefined): Promise<Identity | undefined> {
    const found = this.inAuthorization(authorization ?? '');
    if (typeof found === 'string') return undefined;
    this.note(found);
    return found;
  }

  override independence({ subject }: Identity): { isToldApart: boolean; givenBy: readonly string[] } {
    return { isToldApart: true, givenBy: this.log.state.giversOf(subject) };
  }

  override isStillIn(identity: Identity): boolean {
    return this.log.state.isStillIn(identity, this.clock.now());
  }

  private senderOf(request: FastifyRequest): Identity | NotLetIn | undefined {
    const known = this.found.get(request);
    if (known !== undefined) return known;
    const found = this.look(request);
    if (found !== undefined) this.found.set(request, found);
    return found;
  }

  protected look(request: FastifyRequest): Identity | NotLetIn | undefined {
    const authorization = header(request, 'authorization');
    if (authorization !== undefined) return this.onConnection(request.raw.socket, authorization);
    const session = keptIn('session', request, this.config);
    return session === undefined || session === '' ? undefined : this.log.state.bySession(session, this.clock.now());
  }

  /** Clients send the same over and over on a connection that they keep: then its secret is not hashed again. */
  private onConnection(socket: Socket, authorization: string): Identity | NotLetIn {
    const bytes = Buffer.from(authorization);
    const shown = this.shown.get(socket);
    if (shown && shown.bytes.length === bytes.length && timingSafeEqual(shown.bytes, bytes))
      return this.log.state.byTokenShown(shown.id, this.clock.now());
    const found = this.inAuthorization(authorization);
    if (typeof found !== 'string' && found.token !== undefined) this.shown.set(socket, { bytes, id: found.token });
    return found;
  }

  private inAuthorization(authorization: string): Identity | NotLetIn {
    const token = tokenOf(authorization);
    return token === undefined ? 'unknown' : this.log.state.byToken(token, this.clock.now());
  }

  /** That somebody was here is noted in its own time: no request waits for it, and none fails by it. */
  private note(identity: Identity): void {
    const use = (): [] | [NonNullable<ReturnType<AccessLog['state']['useOf']>>] => {
      const entry = this.log.state.useOf(identity, this.clock.now());
      return entry ? [entry] : [];
    };
    if (use().length > 0) this.log.record(use).catch(() => undefined);
  }
}

/** The token in an Authorization: a bearer, or the password of any user name. */
export function tokenOf(authorization: string): string | undefined {
  const [, scheme = '', rest = ''] = /^(Bearer|Basic) (\S+)$/i.exec(authorization) ?? [];
  const token = /^basic$/i.test(scheme)
    ? Buffer.from(rest, 'base64')
        .toString('latin1')
        .replace(/^[^:]*:/, '')
    : rest;
  return /^[\x21-\x7e]+$/.test(token) ? token : undefined;
}
