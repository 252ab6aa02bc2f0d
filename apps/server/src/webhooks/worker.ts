import { formatInstant } from '#libs/domain';
import type { Clock, Timers } from '../clock.js';
import { nextAlertMessage, nothingSent, saysSomething, type AlertsNow } from './alert-messages.js';
import { alertsMessage, entriesMessage, type Message, type Sources } from './messages.js';
import type { Posted } from './poster.js';
import { delayAfter } from './schedule.js';
import { failuresMax, type Failing, type Reached, type Webhook } from './webhook-state.js';

/** One message a second at most: what comes meanwhile is said together. */
const gapMs = 1000;

/** What a worker sends by, and whom it tells what came of it. */
export interface WorkerNeeds extends Sources {
  clock: Clock;
  timers: Timers;
  /** A number from 0 to 1, by which attempts are spread. */
  chance: () => number;
  /** The missions whose entries an endpoint is told, each with its newest revision. */
  headsOf: (webhook: Webhook) => Iterable<readonly [mission: string, head: number]>;
  /** Whether this server may send now: if it may not, it is woken when it may. */
  maySend: () => boolean;
  post: (webhook: Webhook, message: Message) => Promise<Posted>;
  /** A message was taken. */
  taken: () => void;
  disable: (webhook: Webhook, reason: string) => Promise<void>;
  report: (error: unknown) => void;
}

/** Sends one endpoint its messages, one after the other: whatever it does, it holds up no other. */
export class WebhookWorker {
  /** The last failures, newest first. */
  readonly failures: (Omit<Failing, 'since'> & { message: string })[] = [];
  private own: Reached;
  private replays: number;
  /** What changed since it was kept. */
  private unkept: Partial<Reached> = {};
  private readonly alerts = new Map<string, AlertsNow & { revision: number }>();
  private pending: Message | undefined;
  private isRunning = false;
  private running = Promise.resolve();
  private isCalled = false;
  private isStopped = false;
  /** Ends the wait before the next message or attempt; undefined while there is none. */
  private cancel: (() => void) | undefined;

  constructor(
    private readonly webhook: Webhook,
    private readonly needs: WorkerNeeds,
  ) {
    this.own = reachedOf(webhook);
    this.replays = webhook.replays;
    const { failing } = this.own;
    // The clock that said when may have been ahead of this one: nobody is waited for longer than by the schedule.
    if (failing)
      this.rest(Math.min(Date.parse(failing.next) - needs.clock.now(), delayAfter(failing.attempts, 1) ?? 0));
  }

  /** Why it is not told, and when it is tried again; null while it takes what it is sent. */
  get failing(): Failing | null {
    return this.own.failing;
  }

  /** How far it has been told of each mission. */
  get positions(): Readonly<Record<string, number>> {
    return this.own.positions;
  }

  /** There may be something to send. */
  wake(): void {
    this.isCalled = true;
    if (!this.isRunning && !this.isStopped && !this.cancel) this.running = this.run();
  }

  /** Takes what the alerts of a mission are now. */
  offer(mission: string, now: AlertsNow & { revision: number }): void {
    this.alerts.set(mission, now);
    this.wake();
  }

  /** Sends nothing any more. Done when it is known what came of what is on its way. */
  stop(): Promise<void> {
    this.isStopped = true;
    this.cancel?.();
    return this.running;
  }

  /** Begins anew if its endpoint was told to. */
  restart(): void {
    if (this.webhook.replays === this.replays) return;
    this.replays = this.webhook.replays;
    this.own = reachedOf(this.webhook);
    this.unkept = {};
    this.pending = undefined;
    this.cancel?.();
    this.cancel = undefined;
    this.wake();
  }

  /** Sends nothing for so many milliseconds, whatever the clock is set to meanwhile. */
  private rest(ms: number): void {
    if (ms <= 0 || this.isStopped) return;
    this.cancel = this.needs.timers.after(ms, () => {
      this.cancel = undefined;
      if (this.isCalled) this.wake();
    });
  }

  /** What has to be kept since this was asked last; undefined if nothing has. */
  takeUnkept(): Partial<Reached> | undefined {
    const { unkept } = this;
    this.unkept = {};
    return Object.keys(unkept).length === 0 ? undefined : unkept;
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    try {
      while (this.isCalled && !this.cancel && !this.isStopped && !this.webhook.disabled && this.needs.maySend())
        await this.sendNext();
    } catch (error) {
      this.needs.report(error);
    } finally {
      this.isRunning = false;
    }
  }

  private async sendNext(): Promise<void> {
    this.isCalled = false;
    const { replays } = this;
    this.pending ??= await this.next();
    const message = this.pending;
    if (!message) return;
    this.isCalled = true;
    if (!this.needs.maySend()) return;
    const posted = await this.needs.post(this.webhook, message);
    // What came of it counts also while this ends; what was told to begin anew meanwhile does not go on from it.
    if (replays !== this.replays) return;
    const isTaken = 'status' in posted && posted.status >= 200 && posted.status < 300;
    if (isTaken) this.taken(message);
    else await this.failed(message, posted);
  }

  private taken({ reached }: Message): void {
    this.pending = undefined;
    this.reach(reached);
    if (this.own.failing) this.setFailing(null);
    this.rest(gapMs);
    this.needs.taken();
  }

  private async failed({ id }: Message, posted: Posted): Promise<void> {
    const reason = 'status' in posted ? `answered ${posted.status}` : posted.reason;
    const now = this.needs.clock.now();
    const at = formatInstant(now);
    const attempts = (this.own.failing?.attempts ?? 0) + 1;
    const delay = delayAfter(attempts, this.needs.chance());
    const isGone = 'status' in posted && posted.status === 410;
    this.rest(delay ?? 0);
    const next = formatInstant(now + (delay ?? 0));
    this.failures.unshift({ message: id, attempts, at, reason, next });
    this.failures.splice(failuresMax);
    this.setFailing({ since: this.own.failing?.since ?? at, attempts, at, reason, next });
    if (isGone || delay === undefined) await this.needs.disable(this.webhook, isGone ? 'gone' : 'failing');
  }

  private setFailing(failing: Failing | null): void {
    this.own.failing = failing;
    this.unkept.failing = failing;
  }

  private reach({ positions = {}, sent = {} }: Partial<Reached>): void {
    Object.assign(this.own.positions, positions);
    Object.assign(this.own.sent, sent);
    this.unkept.positions = { ...this.unkept.positions, ...positions };
    this.unkept.sent = { ...this.unkept.sent, ...sent };
  }

  /** What is to be sent next: entries first. */
  private async next(): Promise<Message | undefined> {
    const { webhook, needs, own } = this;
    const now = needs.clock.now();
    if (webhook.events.includes('entries'))
      for (const [mission, head] of needs.headsOf(webhook)) {
        const first = (own.positions[mission] ?? -1) + 1;
        if (first <= head) return entriesMessage(webhook, mission, [first, head], now, needs);
      }
    for (const [mission, alerts] of this.alerts) {
      const message = nextAlertMessage(own.sent[mission] ?? nothingSent, alerts);
      if (message && saysSomething(message))
        return alertsMessage(webhook, mission, alerts.revision, message, now, needs);
      if (message) this.reach({ sent: { [mission]: message.sent } });
      this.alerts.delete(mission);
    }
    return undefined;
  }
}

const reachedOf = ({ positions, sent, failing }: Webhook): Reached => ({
  positions: { ...positions },
  sent: { ...sent },
  failing,
});
