import { Controller, Get, Header, Param, Req, Res, type OnApplicationBootstrap } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { assetOf, sendAsset, type Asset } from '../dashboard/assets.js';
import { Permission } from '../http/permission.js';
import { explain, Problem } from '../http/problems.js';
import { ServedRoutes } from '../http/served-routes.js';
import { asyncApi } from './asyncapi.js';
import { openApi } from './openapi.js';
import { docsPage, problemPage, style } from './pages.js';
import { withPermissions } from './permitted.js';

const html = 'text/html; charset=utf-8';

/** What describes the server to people and programs; it works without a network. */
@Controller()
export class DescribeController implements OnApplicationBootstrap {
  private api: Asset | undefined;

  constructor(private readonly routes: ServedRoutes) {}

  /** Writes the description once, when every route is known. */
  onApplicationBootstrap(): void {
    this.api = assetOf('application/json', JSON.stringify(withPermissions(openApi(), this.routes.all())));
  }

  /** OpenAPI 3.1. */
  @Get('openapi.json')
  @Permission('public')
  async openApi(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!this.api) throw new Problem('closing');
    await sendAsset(this.api, request, reply);
  }

  /** AsyncAPI 3.1. */
  @Get('asyncapi.json')
  @Permission('public')
  asyncApi(): object {
    return asyncApi();
  }

  /** The API for people. */
  @Get('docs')
  @Permission('public')
  @Header('content-type', html)
  docs(): string {
    return docsPage();
  }

  /** How the pages look. */
  @Get('docs/style.css')
  @Permission('public')
  @Header('content-type', 'text/css; charset=utf-8')
  style(): string {
    return style;
  }

  /** What a problem's `type` means. */
  @Get('problems/:code')
  @Permission('public')
  @Header('content-type', html)
  problem(@Param('code') code: string): string {
    const problem = explain(code);
    if (!problem) throw new Problem('not-found');
    return problemPage(code, problem);
  }
}
