import { Controller, Get, Header, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Config } from '../config.js';
import { languageOf } from '../http/language.js';
import { Permission } from '../http/permission.js';
import { signInPage, signInScript } from './sign-in-page.js';

/** Where people sign in with a browser. */
@Controller()
export class SignInController {
  constructor(private readonly config: Config) {}

  /** The page. */
  @Get('sign-in')
  @Permission('public')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  page(@Req() request: FastifyRequest): string {
    return signInPage(languageOf(request), this.config.oidc !== undefined);
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
