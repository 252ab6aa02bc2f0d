import { Controller, Delete, Get, Header, Param, Post, Req, Res } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { everyMission } from '#libs/access';
import { formatInstant } from '#libs/domain';
import { Missions } from '#libs/timeline';
import { Clock } from '../clock.js';
import { Config } from '../config.js';
import { Access, Permission } from '../http/permission.js';
import { badParameter, Problem } from '../http/problems.js';
import { missionId, parameters, wholeNumber } from '../http/request.js';
import { details } from './details.js';
import { readWebhook } from './read-body.js';
import { publicKeyOf, secretOf } from './signatures.js';
import { WebhookLog } from './webhook-log.js';
import type { Webhook, WebhookEntry, WebhookState } from './webhook-state.js';
import { Webhooks } from './webhooks.js';

/** So many endpoints there are at most. */
const webhooksMax = 500;

/** Where an administrator says who is told by webhook. */
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(
    private readonly log: WebhookLog,
    private readonly webhooks: Webhooks,
    private readonly missions: Missions,
    private readonly access: Access,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Adds an endpoint, which is told of what is recorded from now on. Its secret is in this answer and nowhere else. */
  @Post()
  @Permission('administer')
  @Header('cache-control', 'no-store')
  async create(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    parameters(request, []);
    const wanted = readWebhook(request.body, this.config.webhooks, (mission) => this.isThere(mission));
    const id = randomUUID();
    const missions = wanted.mission === everyMission ? this.missions.ids() : [wanted.mission];
    const positions = Object.fromEntries(missions.map((one) => [one, this.missions.revisionOf(one)]));
    await this.record(request, ({ webhooks }, at, by) => {
      if (webhooks.size >= webhooksMax) throw new Problem('invalid', details.tooMany(webhooksMax));
      return [{ type: 'WebhookCreated', at, by, id, positions, ...wanted }];
    });
    void reply.header('location', `/v1/webhooks/${id}`);
    return { ...this.shown(this.find(id)), secret: secretOf(this.webhooks.masterKey, { id, generation: 0 }) };
  }

  /** All endpoints: how far they have been told, and which messages they did not take. */
  @Get()
  @Permission('administer')
  @Header('cache-control', 'no-store')
  list(@Req() request: FastifyRequest): object {
    parameters(request, []);
    return { items: [...this.log.state.webhooks.values()].map((webhook) => this.shown(webhook)) };
  }

  /** Makes the secret of an endpoint anew. For a day messages are signed by both. */
  @Post(':id/rotate')
  @Permission('administer')
  @Header('cache-control', 'no-store')
  async rotate(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    parameters(request, []);
    await this.record(request, (state, at, by) => [{ type: 'WebhookSecretRotated', at, by, id: find(state, id).id }]);
    const webhook = this.find(id);
    return { ...this.shown(webhook), secret: secretOf(this.webhooks.masterKey, webhook) };
  }

  /** Sends the entries of a mission again from a revision on, and what fires in it; one that was disabled goes on. */
  @Post(':id/replay')
  @Permission('administer')
  @Header('cache-control', 'no-store')
  async replay(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    const { from: text, mission: named } = parameters(request, ['from', 'mission']);
    await this.record(request, (state, at, by) => {
      const { mission: own } = find(state, id);
      const mission = own === everyMission ? named : own;
      if (mission === undefined || (named !== undefined && named !== mission))
        throw badParameter('mission', details.missionOfReplay);
      if (!this.isThere(mission)) throw badParameter('mission', details.noMissionOfReplay);
      // Beyond the newest revision it would be told nothing until the log has come so far.
      const newest = this.missions.revisionOf(mission);
      const from = wholeNumber('from', text ?? '', 0, newest) ?? 0;
      return [{ type: 'WebhookReplayed', at, by, id, mission: missionId(mission), from }];
    });
    return this.shown(this.find(id));
  }

  /** Takes an endpoint away. */
  @Delete(':id')
  @Permission('administer')
  async remove(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    parameters(request, []);
    await this.record(request, (state, at, by) => [{ type: 'WebhookDeleted', at, by, id: find(state, id).id }]);
    await reply.status(204).send();
  }

  private record(
    request: FastifyRequest,
    decide: (state: WebhookState, at: string, by: string) => WebhookEntry[],
  ): Promise<void> {
    const { subject } = this.access.identify(request);
    const at = formatInstant(this.clock.now());
    return this.log.record((state) => decide(state, at, subject));
  }

  private isThere(mission: string): boolean {
    return this.missions.revisionOf(mission) >= 0;
  }

  private find(id: string): Webhook {
    return find(this.log.state, id);
  }

  private shown(webhook: Webhook): object {
    const { sent: _sent, replays: _replays, generation: _generation, ...shown } = webhook;
    const worker = this.webhooks.worker(webhook.id);
    return {
      ...shown,
      publicKey: publicKeyOf(this.webhooks.masterKey, webhook),
      positions: worker?.positions ?? webhook.positions,
      failing: worker ? worker.failing : webhook.failing,
      failures: worker?.failures ?? [],
    };
  }
}

function find({ webhooks }: WebhookState, id: string): Webhook {
  const webhook = webhooks.get(id);
  if (!webhook) throw new Problem('not-found', details.noWebhook(id));
  return webhook;
}
