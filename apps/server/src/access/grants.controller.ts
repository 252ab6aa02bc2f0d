import { Controller, Delete, Get, Header, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { blockedRole, drawToken, type AccessState, type SubjectGrant, type Taken } from '#libs/access';
import { Clock } from '../clock.js';
import { Access, Permission } from '../http/permission.js';
import { details } from './details.js';
import { Problem } from '../http/problems.js';
import { parameters } from '../http/request.js';
import { ClockWatch } from '../log/clock-watch.js';
import { AccessLog } from './access-log.js';
import { readGrant } from './read-body.js';

/** Where an administrator says what a subject may do, whatever it is let in with, and takes that back. */
@Controller('v1/grants')
export class GrantsController {
  constructor(
    private readonly log: AccessLog,
    private readonly access: Access,
    private readonly clock: Clock,
    private readonly watch: ClockWatch,
  ) {}

  /** Gives a subject a role, or blocks it. What it holds already is not given twice. */
  @Post()
  @Permission('administer')
  @Header('cache-control', 'no-store')
  async give(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    this.watch.check();
    const now = this.clock.now();
    const wanted = readGrant(request.body, now);
    const { id } = drawToken();
    const { subject: by } = this.access.identify(request);
    let answered: SubjectGrant | undefined;
    await this.log.record((state) => {
      answered = state.grants.of(wanted.subject, now).find((held) => isSame(held, wanted));
      if (answered) return [];
      if (wanted.role === blockedRole) checkAdminLeft(state, now, { subject: wanted.subject });
      answered = { id, ...wanted, by, at: new Date(now).toISOString(), isRevoked: false };
      const { isRevoked: _isRevoked, ...given } = answered;
      return [{ type: 'GrantGiven', ...given }];
    });
    void reply.header('location', `/v1/grants/${answered?.id ?? id}`);
    return answered ?? {};
  }

  /** All grants, revoked ones too. */
  @Get()
  @Permission('administer')
  @Header('cache-control', 'no-store')
  list(@Req() request: FastifyRequest): object {
    parameters(request, []);
    return { items: [...this.log.state.grants.all.values()] };
  }

  /** Takes a grant back. Streams that stand on it end. */
  @Delete(':grant')
  @Permission('administer')
  async revoke(@Param('grant') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { subject: by } = this.access.identify(request);
    const now = this.clock.now();
    await this.log.record((state) => {
      const grant = state.grants.all.get(id);
      if (!grant) throw new Problem('not-found', details.noGrant(id));
      if (grant.isRevoked) return [];
      checkAdminLeft(state, now, { grant: id });
      return [{ type: 'GrantRevoked', at: new Date(now).toISOString(), id, by }];
    });
    await reply.status(204).send();
  }
}

/** Throws a Problem if nobody could give tokens any more, should something be taken away. */
function checkAdminLeft(state: AccessState, now: number, taken: Taken): void {
  if (state.hasAdmin(now) && !state.hasAdmin(now, taken)) throw new Problem('last-admin');
}

const isSame = (held: SubjectGrant, wanted: Pick<SubjectGrant, 'role' | 'mission' | 'until'>): boolean =>
  held.role === wanted.role && held.mission === wanted.mission && held.until === wanted.until;
