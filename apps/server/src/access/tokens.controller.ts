import { Controller, Delete, Get, Header, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { drawSecret, drawToken, hashOf, linkMsMax, type Token } from '#libs/access';
import { Clock } from '../clock.js';
import { Config } from '../config.js';
import { addressOf } from '../http/origin.js';
import { ClockWatch } from '../log/clock-watch.js';
import { Access, Permission } from '../http/permission.js';
import { details } from './details.js';
import { Problem } from '../http/problems.js';
import { AccessLog } from './access-log.js';
import { readWanted } from './read-body.js';

/** How long a token is good for if nothing else is said. */
const tokenMs = 30 * 86_400_000;

/** Where an administrator gives tokens and sign-in links, and takes tokens away. */
@Controller('v1')
export class TokensController {
  constructor(
    private readonly log: AccessLog,
    private readonly access: Access,
    private readonly clock: Clock,
    private readonly watch: ClockWatch,
    private readonly config: Config,
  ) {}

  /** Issues a token. Its secret is in this answer and nowhere else. */
  @Post('tokens')
  @Permission('administer')
  @Header('cache-control', 'no-store')
  async issue(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    this.watch.check();
    const now = this.clock.now();
    const { expiresAt = new Date(now + tokenMs).toISOString(), ...wanted } = readWanted(request.body, now);
    const { id, token } = drawToken();
    const { subject: by } = this.access.identify(request);
    const at = new Date(now).toISOString();
    await this.log.record(() => [{ type: 'TokenIssued', at, id, hash: hashOf(token), ...wanted, expiresAt, by }]);
    void reply.header('location', `/v1/tokens/${id}`);
    return { id, token, ...wanted, expiresAt };
  }

  /** All tokens, without what they are known by. */
  @Get('tokens')
  @Permission('administer')
  @Header('cache-control', 'no-store')
  list(): object {
    return { items: [...this.log.state.tokens.values()].map(shown) };
  }

  /** Revokes a token: it, its sessions and their streams end. */
  @Delete('tokens/:token')
  @Permission('administer')
  async revoke(@Param('token') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { subject: by } = this.access.identify(request);
    const now = this.clock.now();
    await this.log.record((state) => {
      const token = state.tokens.get(id);
      if (!token) throw new Problem('not-found', details.noToken(id));
      if (token.isRevoked) return [];
      if (state.hasAdmin(now) && !state.hasAdmin(now, { token: id })) throw new Problem('last-admin');
      return [{ type: 'TokenRevoked', at: new Date(now).toISOString(), id, by }];
    });
    await reply.status(204).send();
  }

  /** Issues a link that signs somebody in once, within ten minutes. */
  @Post('sign-in-links')
  @Permission('administer')
  @Header('cache-control', 'no-store')
  async link(@Req() request: FastifyRequest): Promise<object> {
    this.watch.check();
    const now = this.clock.now();
    const { subject, grants } = readWanted(request.body, now);
    const secret = drawSecret();
    const { subject: by } = this.access.identify(request);
    const expiresAt = new Date(now + linkMsMax).toISOString();
    const hash = hashOf(secret);
    const at = new Date(now).toISOString();
    await this.log.record(() => [
      { type: 'LinkIssued', at, id: hash.slice(0, 10), hash, subject, grants, expiresAt, by },
    ]);
    const path = `/sign-in#${secret}`;
    // Whoever opens it does so elsewhere: a loopback address would be their own machine.
    const url = (this.config.publicUrl ?? addressOf(request, this.config)) + path;
    return { path, url, subject, grants, expiresAt };
  }
}

const shown = ({ hash: _hash, ...token }: Token): object => token;
