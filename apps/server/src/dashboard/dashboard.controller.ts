import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notBuiltPage } from '../describe/pages.js';
import { Access, Permission } from '../http/permission.js';
import { Problem } from '../http/problems.js';
import { Assets, sendAsset } from './assets.js';

/** The page may load and ask this server alone; nothing inline runs, and nobody may put it into a frame. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

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
    void reply
      .header('content-security-policy', policy)
      .header('referrer-policy', 'no-referrer')
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'no-cache');
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
    void reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('x-content-type-options', 'nosniff');
    await sendAsset(asset, request, reply);
  }
}
