import { Controller, Delete, Get, Header, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  drawSecret,
  everyMission,
  hashOf,
  permittedBy,
  roleFor,
  sessionMsMax,
  type AccessEntry,
  type AccessState,
  type Identity,
  type Session,
} from '#libs/access';
import { Clock } from '../clock.js';
import { Config } from '../config.js';
import { ClockWatch } from '../log/clock-watch.js';
import { Access, Permission } from '../http/permission.js';
import { Problem } from '../http/problems.js';
import { addressOf } from '../http/origin.js';
import { SignIns } from '../oidc/sign-ins.js';
import { AccessLog } from './access-log.js';
import { cookieOf } from './cookies.js';
import { details } from './details.js';
import { readSecret } from './read-body.js';
import { notSignedIn } from './token-access.js';

type Begun = Extract<AccessEntry, { type: 'SessionBegun' }>;

/** Where browsers swap a token or a link for a session, and sessions end. */
@Controller('v1')
export class SessionsController {
  constructor(
    private readonly log: AccessLog,
    private readonly access: Access,
    private readonly clock: Clock,
    private readonly watch: ClockWatch,
    private readonly config: Config,
    private readonly signIns: SignIns,
  ) {}

  /** Signs in. The session is always a new one. */
  @Post('sign-in')
  @Permission('public')
  async signIn(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.watch.check();
    const given = readSecret(request.body);
    const secret = drawSecret();
    const hash = hashOf(secret);
    const begun: Begun[] = [];
    await this.log.record((state) => {
      begun[0] = beginning(state, given, this.clock.now(), hash);
      return begun;
    });
    const { subject, grants } = begun[0] ?? {};
    await reply
      .status(201)
      .header('set-cookie', cookieOf('session', secret, this.config))
      .header('cache-control', 'no-store')
      .send({ subject, grants });
  }

  /** Who is signed in, and what they may do. */
  @Get('session')
  @Permission('signed-in')
  @Header('cache-control', 'no-store')
  who(@Req() request: FastifyRequest): object {
    const { subject, grants, session } = this.access.identify(request);
    return { subject, grants, permissions: permittedBy(grants), isSession: session !== undefined };
  }

  /** Signs out. Whoever signed in by the identity provider is told where to sign out there too. */
  @Post('sign-out')
  @Permission('signed-in')
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const identity = this.access.identify(request);
    const { session = '' } = identity;
    if (session !== '') await this.end(session, identity);
    void reply.header('set-cookie', cookieOf('session', undefined, this.config));
    // Whoever uses this browser next would be signed in again without a word.
    const isByProvider = this.log.state.sessions.get(session)?.issuer !== undefined;
    const at = isByProvider ? await this.signIns.endAddress(`${addressOf(request, this.config)}/sign-in`) : undefined;
    await (at === undefined ? reply.status(204).send() : reply.status(200).send({ at }));
  }

  /** The sessions that go on: one's own, and for an administrator everybody's. */
  @Get('sessions')
  @Permission('signed-in')
  @Header('cache-control', 'no-store')
  list(@Req() request: FastifyRequest): object {
    const identity = this.access.identify(request);
    const open = this.log.state.openSessions(this.clock.now()).filter((session) => isFor(session, identity));
    return {
      items: open.map(({ id, subject, grants, begunAt, usedAt, expiresAt }) => {
        const isThis = id === identity.session;
        return { id, subject, grants, begunAt, usedAt, expiresAt, isThis };
      }),
    };
  }

  /** Ends a session. */
  @Delete('sessions/:session')
  @Permission('signed-in')
  async endOne(
    @Param('session') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.end(id, this.access.identify(request));
    await reply.status(204).send();
  }

  private end(id: string, identity: Identity): Promise<void> {
    return this.log.record((state) => {
      const session = state.sessions.get(id);
      if (!session || !isFor(session, identity)) throw new Problem('not-found', details.noSession(id));
      if (session.isEnded) return [];
      return [{ type: 'SessionEnded', at: new Date(this.clock.now()).toISOString(), id, by: identity.subject }];
    });
  }
}

/** Whether a session is somebody's own, or they look after everybody's. */
const isFor = ({ subject }: Session, identity: Identity): boolean =>
  subject === identity.subject || roleFor(identity.grants, 'administer', everyMission) !== undefined;

/** The beginning of a session, by what somebody signs in with. Throws a Problem. */
function beginning(state: AccessState, given: { token: string } | { link: string }, now: number, hash: string): Begun {
  const base = { type: 'SessionBegun', at: new Date(now).toISOString(), id: hash.slice(0, 16), hash } as const;
  const expiresAt = new Date(now + sessionMsMax).toISOString();
  if ('token' in given) {
    // What its subject holds besides is asked for at each request, since it may be taken away.
    const found = state.tokenBy(given.token, now);
    if (typeof found === 'string') throw notSignedIn(found);
    const { subject, grants, id: token } = found;
    return { ...base, subject, grants, expiresAt, by: subject, from: { token } };
  }
  const link = state.link(given.link, now);
  if (link === 'unknown' || link === 'blocked') throw notSignedIn(link);
  if (typeof link === 'string')
    throw new Problem('not-signed-in', link === 'expired' ? details.linkLate : details.linkUsed);
  const { subject, grants, by } = link;
  return { ...base, subject, grants, expiresAt, by, from: { link: link.hash } };
}
