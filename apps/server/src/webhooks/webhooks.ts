import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { everyMission } from '#libs/access';
import { formatInstant } from '#libs/domain';
import { OutcomeUnknown, StoreUnavailable } from '#libs/event-store';
import { Missions, Serial } from '#libs/timeline';
import { AlertWatch } from '../alerts/alert-watch.js';
import { Clock, Timers, Uptime } from '../clock.js';
import { Config } from '../config.js';
import { WithheldTexts } from '../log/withheld-texts.js';
import { masterKeyIn, senderIn } from './master-key.js';
import { Poster } from './poster.js';
import { lookMs, SenderLease } from './sender-lease.js';
import { signaturesOf } from './signatures.js';
import { WebhookLog } from './webhook-log.js';
import type { Webhook } from './webhook-state.js';
import { WebhookWorker, type WorkerNeeds } from './worker.js';

/** How often alerts are looked at, and what was sent is kept. */
const tickMs = 10_000;

/** What was taken after a while in which nothing was kept is kept so soon: whoever goes on after a crash says little again. */
const keepMs = 200;

/** So long is waited for what is on its way when the server ends. */
const endMsMax = 2000;

/** Every so many ticks all missions are looked at: midnights and the ends of silences come without an entry. */
const ticksForAll = 6;

/** What is waited for: the next tick, the next look at who sends, and to keep what was taken. */
type Waiting = 'tick' | 'look' | 'keep';

/** Sends each endpoint what it is to be told. */
@Injectable()
export class Webhooks implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('webhooks');
  private readonly workers = new Map<string, WebhookWorker>();
  private readonly moved = new Set<string>();
  private readonly poster: Poster;
  private readonly lease: SenderLease;
  private readonly looks = new Serial();
  private isEnding = false;
  private key: Buffer | undefined;
  private ticks = 0;
  private keptAt = 0;
  /** Ends what is waited for. */
  private readonly cancels = new Map<Waiting, () => void>();

  constructor(
    private readonly log: WebhookLog,
    private readonly missions: Missions,
    private readonly watch: AlertWatch,
    private readonly withheld: WithheldTexts,
    private readonly clock: Clock,
    private readonly timers: Timers,
    private readonly config: Config,
    uptime: Uptime,
  ) {
    this.lease = new SenderLease(senderIn(config.dataDir), { log, clock, uptime });
    this.poster = new Poster(timers, config.webhooks.allowPrivate);
  }

  onApplicationBootstrap(): void {
    if (!this.config.webhooks.send) return;
    this.log.onChange(() => this.heard());
    this.waitToLook(0);
    this.waitForTick();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isEnding = true;
    for (const cancel of this.cancels.values()) cancel();
    const ended = Promise.all([...this.workers.values()].map((worker) => worker.stop()));
    await Promise.race([ended, new Promise<void>((late) => this.timers.after(endMsMax, late))]);
    await this.keep();
    // Without the store nobody can be told: another server waits until it takes over.
    await this.looks.run(() => this.lease.leave()).catch((error: unknown) => this.report(error));
    this.poster.close();
  }

  /** The key that secrets are derived from; made when it is first needed. */
  get masterKey(): Buffer {
    return (this.key ??= masterKeyIn(this.config.dataDir));
  }

  /** What sends to an endpoint; undefined if this server does not. */
  worker(id: string): WebhookWorker | undefined {
    return this.workers.get(id);
  }

  /** Something was recorded in a mission. */
  entryRecorded(mission: string): void {
    if (this.workers.size === 0) return;
    this.moved.add(mission);
    for (const worker of this.workers.values()) worker.wake();
  }

  /** Looks at the alerts of missions that have moved, or of all, and keeps how far everybody was told. */
  async tick(): Promise<void> {
    const isForAll = this.ticks++ % ticksForAll === 0;
    const missions = isForAll ? this.missions.ids() : [...this.moved];
    this.moved.clear();
    await this.offerAlerts(missions, [...this.workers.keys()]);
    await this.keep();
  }

  private waitForTick(): void {
    this.wait('tick', tickMs, () =>
      this.tick()
        .catch((error: unknown) => this.report(error))
        .finally(() => this.waitForTick()),
    );
  }

  private waitToLook(ms: number): void {
    this.wait('look', ms, () => this.looks.run(() => this.look()).finally(() => this.waitToLook(lookMs)));
  }

  private wait(what: Waiting, ms: number, run: () => Promise<void>): void {
    if (!this.isEnding)
      this.cancels.set(
        what,
        this.timers.after(ms, () => void run()),
      );
  }

  /** Looks which server sends. Without endpoints none does, and nothing is said. */
  private async look(): Promise<void> {
    if (this.isEnding || (this.log.state.webhooks.size === 0 && !this.lease.isOwn)) return;
    const wasHeld = this.lease.isHeld;
    try {
      await this.lease.look();
    } catch (error) {
      // What this server knows is good for a while; then it sends nothing.
      if (!(error instanceof StoreUnavailable || error instanceof OutcomeUnknown)) this.report(error);
    }
    this.align();
    if (this.lease.isHeld && !wasHeld) for (const worker of this.workers.values()) worker.wake();
  }

  /** Something was said in the stream, here or elsewhere. */
  private heard(): void {
    this.align();
    const { sender, isAsked, webhooks } = this.log.state;
    const isOpen = sender === undefined ? webhooks.size > 0 : this.lease.isOwn && isAsked;
    if (isOpen) this.looks.run(() => this.look()).catch((error: unknown) => this.report(error));
  }

  /** A worker for each endpoint if this server sends, and none for those that are gone. */
  private align(): void {
    const webhooks: ReadonlyMap<string, Webhook> = this.lease.isOwn ? this.log.state.webhooks : new Map();
    for (const [id, worker] of this.workers) {
      if (webhooks.has(id)) worker.restart();
      else {
        void worker.stop();
        this.workers.delete(id);
      }
    }
    for (const [id, webhook] of webhooks) {
      if (this.workers.has(id)) continue;
      const worker = new WebhookWorker(webhook, this.needs());
      this.workers.set(id, worker);
      worker.wake();
      this.offerAlerts(this.missions.ids(), [id]).catch((error: unknown) => this.report(error));
    }
  }

  /** Shows some workers what the alerts of missions are now: each mission is looked at once for all of them. */
  private async offerAlerts(missions: readonly string[], ids: readonly string[]): Promise<void> {
    for (const mission of missions) {
      const takers = ids.filter((id) => {
        const webhook = this.log.state.webhooks.get(id);
        return webhook && covers(webhook, mission) && webhook.events.includes('alerts') && !webhook.disabled;
      });
      const look = takers.length > 0 ? await this.watch.look(mission) : undefined;
      if (look) for (const id of takers) this.workers.get(id)?.offer(mission, look);
    }
  }

  /** Keeps soon what was taken, if nothing was kept for a while; else it is kept with the next tick. */
  private taken(): void {
    if (this.cancels.has('keep') || this.clock.now() - this.keptAt < tickMs) return;
    this.wait('keep', keepMs, () => {
      this.cancels.delete('keep');
      return this.keep().catch((error: unknown) => this.report(error));
    });
  }

  /** Records how far endpoints have been told, unless they were told to begin anew meanwhile. */
  private async keep(): Promise<void> {
    const reached = [...this.workers].flatMap(([id, worker]) => {
      const unkept = worker.takeUnkept();
      return unkept ? [[id, unkept] as const] : [];
    });
    if (reached.length === 0) return;
    this.keptAt = this.clock.now();
    const replays = new Map(reached.map(([id]) => [id, this.log.state.webhooks.get(id)?.replays]));
    await this.log.record(({ webhooks }) => {
      // Whoever sends now knows better.
      if (!this.lease.isOwn) return [];
      const still = reached.filter(([id]) => webhooks.get(id)?.replays === replays.get(id));
      const at = formatInstant(this.clock.now());
      return still.length === 0 ? [] : [{ type: 'WebhooksReached', at, reached: Object.fromEntries(still) }];
    });
  }

  private needs(): WorkerNeeds {
    return {
      clock: this.clock,
      timers: this.timers,
      chance: Math.random,
      missions: this.missions,
      withheld: (mission) => this.withheld.of(mission),
      headsOf: (webhook) => this.headsOf(webhook),
      maySend: () => this.lease.isHeld,
      taken: () => this.taken(),
      post: (webhook, { id, body }) => {
        const now = this.clock.now();
        const headers = {
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(now / 1000)),
          'webhook-signature': signaturesOf(this.masterKey, webhook, id, now, body),
        };
        return this.poster.post(webhook.url, headers, body);
      },
      disable: (webhook, reason) =>
        this.log.record(({ webhooks }) =>
          webhooks.has(webhook.id)
            ? [{ type: 'WebhookDisabled', at: formatInstant(this.clock.now()), id: webhook.id, reason }]
            : [],
        ),
      report: (error) => this.report(error),
    };
  }

  private *headsOf(webhook: Webhook): Iterable<readonly [string, number]> {
    const missions = webhook.mission === everyMission ? this.missions.ids() : [webhook.mission];
    for (const mission of missions) yield [mission, this.missions.revisionOf(mission)];
  }

  private report(error: unknown): void {
    this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

const covers = ({ mission }: Webhook, one: string): boolean => mission === everyMission || mission === one;
