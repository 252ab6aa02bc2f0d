import { formatInstant } from '#libs/domain';
import type { Clock, Uptime } from '../clock.js';
import type { WebhookLog } from './webhook-log.js';
import type { WebhookState } from './webhook-state.js';

/** How often it is looked whether anybody asked, and for how long what was seen is good enough to send by. */
export const lookMs = 5000;
const freshMs = 15_000;

/** After so long without a word the sender is asked whether it is still there. */
const askMs = 15_000;

/**
 * A sender that has not answered for so long after it was asked is replaced. It is longer than what was seen is good for and a receiver
 * is waited for together, so that nothing is on its way twice at the same time.
 */
const answerMs = 40_000;

/** What a lease is kept by. */
interface Needs {
  log: Pick<WebhookLog, 'state' | 'refresh' | 'record'>;
  clock: Clock;
  /** Clocks of two servers may differ, and leap: each measures by its own machine for how long it has waited. */
  uptime: Pick<Uptime, 'sinceStart'>;
}

/** Of the servers that share a log one sends. Whether this one does is agreed on in the stream of webhooks. */
export class SenderLease {
  /** When the last look began by which this server sends. */
  private seenAt = Number.NEGATIVE_INFINITY;
  /** What was said last of who sends, and since when nothing else was. */
  private heard = { turn: -1, since: 0 };

  constructor(
    private readonly server: string,
    private readonly needs: Needs,
  ) {}

  /** Whether this server may send now. One that cannot read the stream may not for long. */
  get isHeld(): boolean {
    return this.isOwn && this.needs.uptime.sinceStart() - this.seenAt < freshMs;
  }

  /** Whether the stream, as far as it was read, says that this server sends. */
  get isOwn(): boolean {
    return this.needs.log.state.sender === this.server;
  }

  /** Looks who sends: says that this server does, asks whether the other still does, or takes over. Throws StoreUnavailable. */
  async look(): Promise<void> {
    const { log, uptime } = this.needs;
    const began = uptime.sinceStart();
    await log.refresh();
    if (this.heard.turn !== log.state.turn) this.heard = { turn: log.state.turn, since: began };
    const next = this.nextOf(log.state, began - this.heard.since);
    if (next) await this.say(next);
    if (this.isOwn && !log.state.isAsked) this.seenAt = began;
  }

  /** Sends nothing from now on, and says so: another need not wait. */
  async leave(): Promise<void> {
    this.seenAt = Number.NEGATIVE_INFINITY;
    if (this.isOwn) await this.say('SenderLeft');
  }

  private nextOf({ sender, isAsked }: WebhookState, silentMs: number): 'SenderClaimed' | 'SenderAsked' | undefined {
    if (sender === undefined || (sender === this.server && isAsked)) return 'SenderClaimed';
    if (sender === this.server) return undefined;
    if (isAsked) return silentMs >= answerMs ? 'SenderClaimed' : undefined;
    return silentMs >= askMs ? 'SenderAsked' : undefined;
  }

  /** Says it, unless somebody else has said something meanwhile. */
  private say(type: 'SenderClaimed' | 'SenderAsked' | 'SenderLeft'): Promise<void> {
    const { log, clock } = this.needs;
    const { turn } = log.state;
    return log.record((state) =>
      state.turn === turn ? [{ type, at: formatInstant(clock.now()), server: this.server }] : [],
    );
  }
}
