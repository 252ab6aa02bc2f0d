import { Controller, Get, Header, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Config } from '../config.js';
import { languageOf } from '../http/language.js';
import { Access, Permission } from '../http/permission.js';
import { header } from '../http/request.js';
import { signInPage, signInScript } from './sign-in-page.js';

/** Where people sign in with a browser. */
@Controller()
export class SignInController {
  constructor(
    private readonly config: Config,
    private readonly access: Access,
  ) {}

  /** The page. */
  @Get('sign-in')
  @Permission('public')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  page(@Req() request: FastifyRequest): string {
    const site = header(request, 'sec-fetch-site');
    const isSentHere = site === 'cross-site' || site === 'same-site';
    const mayBeKnown = isSentHere || this.access.knownIn(request) !== undefined;
    return signInPage(languageOf(request), this.config.oidc !== undefined, mayBeKnown);
  }

  /** What runs on it. */
  @Get('sign-in.js')
  @Permission('public')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Header('cache-control', 'no-cache')
  script(): string {
    return signInScript;
  }
}
