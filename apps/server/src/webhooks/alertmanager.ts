import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { tellAlert, type Alert } from '#libs/alerts';
import { formatInstant } from '#libs/domain';
import { Missions } from '#libs/timeline';
import { AlertWatch } from '../alerts/alert-watch.js';
import { Clock, Timers } from '../clock.js';
import { Config } from '../config.js';
import { Poster } from './poster.js';

/** How often alerts are pushed, and for how long one holds that is pushed no more. */
const [pushMs, holdsMs] = [60_000, 300_000];

/** An alert as Prometheus Alertmanager takes it (v2). */
export interface PushedAlert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string;
  endsAt: string;
}

/** The alerts of a mission as they are pushed. Silences are ours: one that is silent is not. */
export const pushedOf = (mission: string, alerts: readonly Alert[], now: number): PushedAlert[] =>
  alerts
    .filter(({ silenced }) => !silenced)
    .map((alert) => {
      const { rule, subject, base, hub, message, firingSince, acknowledged } = tellAlert(alert, 'en');
      return {
        labels: { alertname: rule, mission, subject, ...(base && { base }), ...(hub && { hub }) },
        annotations: { summary: message, ...(acknowledged && { acknowledgedBy: acknowledged.by.id }) },
        startsAt: firingSince,
        endsAt: formatInstant(now + holdsMs),
      };
    });

/** Those that were pushed and fire no more, as resolved now. */
export function resolvedOf(before: readonly PushedAlert[], firing: readonly PushedAlert[], now: number): PushedAlert[] {
  const still = new Set(firing.map(keyOf));
  return before.filter((one) => !still.has(keyOf(one))).map((one) => ({ ...one, endsAt: formatInstant(now) }));
}

const keyOf = ({ labels: { alertname, mission, subject } }: PushedAlert): string =>
  JSON.stringify([alertname, mission, subject]);

/** Pushes the alerts of all missions to a Prometheus Alertmanager, which is trusted with them. */
@Injectable()
export class Alertmanager implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('alertmanager');
  /** Whoever runs the server names it, so that it may be anywhere. */
  private readonly poster: Poster;
  private before: PushedAlert[] = [];
  private cancel: (() => void) | undefined;

  constructor(
    private readonly missions: Missions,
    private readonly watch: AlertWatch,
    private readonly clock: Clock,
    private readonly timers: Timers,
    private readonly config: Config,
  ) {
    this.poster = new Poster(timers, true);
  }

  onApplicationBootstrap(): void {
    if (this.config.alertmanagerUrl !== undefined) this.waitToPush(0);
  }

  beforeApplicationShutdown(): void {
    this.cancel?.();
    this.poster.close();
  }

  /** Pushes what fires now, and what has resolved since it was pushed; that is pushed until it is taken. */
  async push(url: string): Promise<void> {
    const firing: PushedAlert[] = [];
    const now = this.clock.now();
    for (const mission of this.missions.ids()) {
      const look = await this.watch.look(mission);
      firing.push(...pushedOf(mission, look?.alerts ?? [], now));
    }
    const alerts = [...firing, ...resolvedOf(this.before, firing, now)];
    if (alerts.length === 0) return;
    const posted = await this.poster.post(`${url}/api/v2/alerts`, {}, JSON.stringify(alerts));
    if ('status' in posted && posted.status < 300) this.before = firing;
    else
      this.logger.warn(`alerts were not pushed: ${'status' in posted ? `answered ${posted.status}` : posted.reason}`);
  }

  private waitToPush(ms: number): void {
    this.cancel = this.timers.after(ms, () => {
      this.push(this.config.alertmanagerUrl ?? '')
        .catch((error: unknown) => this.logger.error(String(error)))
        .finally(() => this.waitToPush(pushMs));
    });
  }
}
