import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notBuiltPage } from '../describe/pages.js';
import { Access, Permission } from '../http/permission.js';
import { Problem } from '../http/problems.js';
import { Assets, sendAsset } from './assets.js';

/** The dashboard: one page, whose URL holds what it shows, and its hashed files. */
@Controller()
export class DashboardController {
  private readonly assets = new Assets();

  constructor(private readonly access: Access) {}

  /** The page, for whoever is signed in. Its URL's parameters are read by the browser alone. */
  @Get()
  @Permission('public')
  async page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!this.access.knownIn(request)) {
      await reply.header('cache-control', 'no-store').redirect(`/sign-in?to=${encodeURIComponent(request.url)}`, 303);
      return;
    }
    void reply.header('cache-control', 'no-cache');
    const { page } = this.assets;
    if (!page) {
      await reply.header('content-type', 'text/html; charset=utf-8').send(notBuiltPage);
      return;
    }
    await sendAsset(page, request, reply);
  }

  /** A script, a style or the map: its name changes with what is in it, so it may be kept for ever. */
  @Get('assets/:file')
  @Permission('public')
  async file(@Param('file') file: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asset = this.assets.file(file);
    if (!asset) throw new Problem('not-found');
    void reply.header('cache-control', 'public, max-age=31536000, immutable');
    await sendAsset(asset, request, reply);
  }
}
