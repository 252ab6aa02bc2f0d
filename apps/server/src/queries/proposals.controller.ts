import { Controller, Get, Req, Res, UseInterceptors } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { proposalsIn, thingsProposed } from '#libs/domain';
import { Answer, Answering, Format, Formats } from '../http/answering.js';
import { AsOf, type Asked } from '../http/as-of.js';
import { Permission } from '../http/permission.js';
import { badParameter } from '../http/problems.js';
import { frameOf, tagOf } from './answer.js';
import { details } from './details.js';
import { textFormats } from './formats.js';
import { MissionReader } from './mission-reader.js';
import { listed } from './listed.js';

const standings = ['pending', 'approved', 'rejected', 'withdrawn', 'expired'] as const;
const further = ['status', 'about', 'after', 'limit'] as const;

/** Where planners read which orders wait for somebody else, and what became of others. */
@Controller('v1/missions/:mission/proposals')
@UseInterceptors(Answering)
export class ProposalsController {
  constructor(private readonly reader: MissionReader) {}

  /** What was proposed, newest first: with a status, or about a base or convoy. Throws a Problem. */
  @Get()
  @Permission('read-history')
  @Formats(['application/json', ...textFormats])
  async list(
    @AsOf(further) asked: Asked<(typeof further)[number]>,
    @Format() format: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    const { status, about, after, limit } = asked.rest;
    if (status !== undefined && !standings.some((one) => one === status))
      throw badParameter('status', details.noStanding(standings));
    const seen = await this.reader.look(asked);
    const { fourEyes, items: all } = proposalsIn(seen.state, seen, thingsProposed);
    const found = all.filter(
      (one) => (status ?? one.status) === one.status && (about === undefined || one.about.includes(about)),
    );
    const frame = frameOf(asked.mission, asked.lens, seen);
    // A proposal expires at an instant, which no entry marks.
    const expired = all.filter((one) => one.status === 'expired').length;
    return Answer.of({
      tag: tagOf(seen).replace(/"$/, `.${expired}"`),
      document: () => ({ ...frame, fourEyes, items: found }),
      ...listed({ list: 'proposals', format, after, limit, request, reply }),
    });
  }
}
