import type { Role } from '#libs/access';
import { nothingSent, type Sent } from './alert-messages.js';

/** What somebody is told by a webhook. */
export const webhookEvents = ['entries', 'alerts'] as const;

export type WebhookEvent = (typeof webhookEvents)[number];

/** An endpoint as it is asked for. */
export interface WebhookWanted {
  url: string;
  /** The id of a mission, or `*`. */
  mission: string;
  events: readonly WebhookEvent[];
  /** Whether messages only say that there is something, or what: as a role may read it. */
  body: 'thin' | 'full';
  role: Role;
}

/** That an endpoint does not take messages, and since when. */
export interface Failing {
  since: string;
  attempts: number;
  at: string;
  reason: string;
  /** When it is tried again. */
  next: string;
}

/** How far an endpoint has been told. */
export interface Reached {
  /** The last revision of each mission. */
  positions: Record<string, number>;
  /** What of the alerts of each mission was sent. */
  sent: Record<string, Sent>;
  failing: Failing | null;
}

/** What the stream of webhooks is made of. No secret is in it. */
export type WebhookEntry =
  | ({ type: 'WebhookCreated'; at: string; by: string; id: string; positions: Record<string, number> } & WebhookWanted)
  | { type: 'WebhookSecretRotated'; at: string; by: string; id: string }
  | { type: 'WebhookDeleted'; at: string; by: string; id: string }
  | { type: 'WebhookDisabled'; at: string; id: string; reason: string }
  | { type: 'WebhookReplayed'; at: string; by: string; id: string; mission: string; from: number }
  | { type: 'WebhooksReached'; at: string; reached: Record<string, Partial<Reached>> }
  | SenderEntry;

/** Which of the servers that share a log sends: one says that it does, another asks whether it still does, or it leaves off. */
type SenderEntry = { type: 'SenderClaimed' | 'SenderAsked' | 'SenderLeft'; at: string; server: string };

/** An endpoint. */
export interface Webhook extends WebhookWanted, Reached {
  id: string;
  createdAt: string;
  by: string;
  /** How often its secret was made anew, and when last. */
  generation: number;
  rotatedAt?: string;
  /** How often something was replayed: replayed messages are new ones. */
  replays: number;
  disabled?: { at: string; reason: string };
}

/** How many failures of an endpoint are listed. */
export const failuresMax = 20;

/** The endpoints, folded from their stream. */
export class WebhookState {
  readonly webhooks = new Map<string, Webhook>();
  /** The server that sends; undefined if none does. */
  sender: string | undefined;
  /** Whether somebody has asked since it said that it does. */
  isAsked = false;
  /** How often anything was said of who sends. */
  turn = 0;

  /** Takes an entry as it was stored. Throws a SyntaxError for one that this version does not know. */
  take(body: string): void {
    const entry = JSON.parse(body) as WebhookEntry;
    if (entry.type === 'WebhookCreated') this.create(entry);
    else if (entry.type === 'WebhookDeleted') this.webhooks.delete(entry.id);
    else if (entry.type === 'WebhooksReached') this.reach(entry.reached);
    else if ('server' in entry) this.hear(entry);
    else this.change(entry);
  }

  private hear({ type, server }: SenderEntry): void {
    this.turn++;
    this.isAsked = type === 'SenderAsked';
    if (type === 'SenderClaimed') this.sender = server;
    if (type === 'SenderLeft' && this.sender === server) this.sender = undefined;
  }

  private create({ type: _type, at, ...wanted }: Extract<WebhookEntry, { type: 'WebhookCreated' }>): void {
    this.webhooks.set(wanted.id, { ...wanted, createdAt: at, generation: 0, replays: 0, sent: {}, failing: null });
  }

  private reach(reached: Record<string, Partial<Reached>>): void {
    for (const [id, { positions, sent, failing }] of Object.entries(reached)) {
      const webhook = this.webhooks.get(id);
      if (!webhook) continue;
      Object.assign(webhook.positions, positions);
      Object.assign(webhook.sent, sent);
      if (failing !== undefined) webhook.failing = failing;
    }
  }

  private change(entry: Extract<WebhookEntry, { id: string }>): void {
    const webhook = this.webhooks.get(entry.id);
    if (!webhook) return;
    switch (entry.type) {
      case 'WebhookSecretRotated':
        webhook.generation++;
        webhook.rotatedAt = entry.at;
        return;
      case 'WebhookDisabled':
        webhook.disabled = { at: entry.at, reason: entry.reason };
        return;
      case 'WebhookReplayed':
        webhook.replays++;
        webhook.positions[entry.mission] = entry.from - 1;
        webhook.sent[entry.mission] = nothingSent;
        webhook.failing = null;
        delete webhook.disabled;
        return;
      default:
        throw new SyntaxError(`the stream of webhooks holds an entry that cannot be read: ${entry.type}`);
    }
  }
}
