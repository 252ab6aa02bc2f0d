import { Controller, Get, Header, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { drawSecret, hashOf, sessionMsMax } from '#libs/access';
import { Clock } from '../clock.js';
import { Config } from '../config.js';
import { languageOf } from '../http/language.js';
import { addressOf } from '../http/origin.js';
import { Permission } from '../http/permission.js';
import { Problem } from '../http/problems.js';
import { ClockWatch } from '../log/clock-watch.js';
import { grantsIn, subjectOf } from '../oidc/claims.js';
import { details } from '../oidc/details.js';
import { SignIns, type SignedIn } from '../oidc/sign-ins.js';
import { AccessLog } from './access-log.js';
import { begunIn, placeHere, written } from './begun-sign-in.js';
import { cookieOf, keptIn } from './cookies.js';
import { failedPage, signedInPage, signedInScript } from './signed-in-page.js';
import { notSignedIn } from './token-access.js';

const pathBack = '/sign-in/callback';

/** Where browsers sign in by the identity provider: they leave for it, and come back with its word for who they are. */
@Controller()
export class OidcController {
  constructor(
    private readonly log: AccessLog,
    private readonly signIns: SignIns,
    private readonly clock: Clock,
    private readonly watch: ClockWatch,
    private readonly config: Config,
  ) {}

  /** Sends a browser to the provider. */
  @Get('sign-in/oidc')
  @Permission('public')
  async leave(@Query('to') to: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.watch.check();
    const { address, ...expected } = await this.signIns.begin(addressOf(request, this.config) + pathBack);
    const begun = { ...expected, to: placeHere(to), at: this.clock.now() };
    await reply
      .header('set-cookie', cookieOf('sign-in', written(begun), this.config))
      .header('cache-control', 'no-store')
      .redirect(address, 303);
  }

  /** Takes a browser back, and gives it a session of this server. A page that moves on, since no strict cookie comes along from another site. */
  @Get('sign-in/callback')
  @Permission('public')
  async comeBack(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!this.config.oidc) throw new Problem('not-found');
    const language = languageOf(request);
    void reply.header('set-cookie', cookieOf('sign-in', undefined, this.config)).header('cache-control', 'no-store');
    try {
      this.watch.check();
      const begun = begunIn(keptIn('sign-in', request, this.config), this.clock.now());
      if (!begun) throw new Problem('not-signed-in', details.notBegun);
      const address = new URL(request.url, addressOf(request, this.config));
      const secret = drawSecret();
      await this.begin(await this.signIns.finish(address, begun), secret);
      await reply
        .header('set-cookie', cookieOf('session', secret, this.config))
        .header('content-type', 'text/html; charset=utf-8')
        .send(signedInPage(begun.to, language));
    } catch (error) {
      if (!(error instanceof Problem) || !isRead(request)) throw error;
      const { status, title, detail } = error.document(language);
      await reply
        .status(status)
        .headers({ 'content-type': 'text/html; charset=utf-8', 'content-language': language })
        .send(failedPage(title, detail, language));
    }
  }

  /** What runs on that page. */
  @Get('signed-in.js')
  @Permission('public')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Header('cache-control', 'no-cache')
  script(): string {
    return signedInScript;
  }

  private begin({ issuer, sub, roles }: SignedIn, secret: string): Promise<void> {
    const hash = hashOf(secret);
    const subject = subjectOf(issuer, sub);
    return this.log.record((state) => {
      const now = this.clock.now();
      const given = { subject, grants: grantsIn(roles), by: subject };
      const found = state.letIn(given, now);
      if (typeof found === 'string') throw notSignedIn(found);
      const times = { at: new Date(now).toISOString(), expiresAt: new Date(now + sessionMsMax).toISOString() };
      return [{ type: 'SessionBegun', id: hash.slice(0, 16), hash, ...given, ...times, from: { issuer } }];
    });
  }
}

/** Whether somebody reads the answer, and no program. */
const isRead = ({ headers }: FastifyRequest): boolean => headers.accept?.includes('text/html') ?? false;
