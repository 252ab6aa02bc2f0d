import { Injectable, Logger } from '@nestjs/common';
import { stoppedAlert, type Alert } from '#libs/alerts';
import { dayOf, formatInstant, zoneOf, type Silence } from '#libs/domain';
import { StoreUnavailable } from '#libs/event-store';
import { Missions, MissionStopped, Serial, TooLittleMemory } from '#libs/timeline';
import { Clock } from '../clock.js';
import { tagOf } from '../queries/answer.js';
import { AlertMaker } from './alert-maker.js';

/** How many missions are looked at anew at once: the others keep what was found the last time. */
const looksMax = 50;

/** What was found of a mission, and at which revision, on which day. */
export interface Look {
  tag: string;
  revision: number;
  at: number;
  /** The calendar day of the mission's zone. */
  day: string;
  timeZone: string;
  alerts: readonly Alert[];
  silences: readonly Silence[];
}

/** What is known of the alerts of all missions. */
export interface Known {
  looks: readonly Look[];
  /** How many missions have not been looked at yet. */
  unseen: number;
  /** The age of the oldest look, in milliseconds; 0 if there is none. */
  age: number;
}

/** Keeps which alerts each mission has, as far as somebody asked: looked at again when its log or its day has moved. */
@Injectable()
export class AlertWatch {
  private readonly found = new Map<string, Look>();
  private readonly logger = new Logger('alerts');
  private readonly turn = new Serial();
  private isLooking = false;
  /** Where to go on with looking at many. */
  private next = 0;

  constructor(
    private readonly missions: Missions,
    private readonly maker: AlertMaker,
    private readonly clock: Clock,
  ) {}

  /** The alerts of one mission now; undefined if there is none of that id. */
  look(mission: string): Promise<Look | undefined> {
    return this.turn.run(() => this.lookAt(mission));
  }

  /** What is known of all missions, at once. Some of those that have moved are looked at again meanwhile, for whoever asks next. */
  known(): Known {
    const looks = [...this.found.values()];
    const now = this.clock.now();
    const age = looks.reduce((oldest, { at }) => Math.max(oldest, now - at), 0);
    if (!this.isLooking) void this.goOn();
    return { looks, unseen: this.missions.ids().filter((id) => !this.found.has(id)).length, age };
  }

  private async goOn(): Promise<void> {
    this.isLooking = true;
    const ids = this.missions.ids();
    for (let looked = 0; looked < Math.min(looksMax, ids.length); looked++)
      await this.look(ids[this.next++ % ids.length] ?? '').catch((error: unknown) => this.report(error));
    this.isLooking = false;
  }

  /** What was known stays known: its age says that it was not looked at. */
  private report(error: unknown): void {
    if (error instanceof StoreUnavailable || error instanceof TooLittleMemory) return;
    this.logger.error(String(error));
  }

  private async lookAt(mission: string): Promise<Look | undefined> {
    const before = this.found.get(mission);
    const look = await this.fresh(mission, before);
    if (look) this.found.set(mission, look);
    else this.found.delete(mission);
    return look;
  }

  private async fresh(mission: string, before: Look | undefined): Promise<Look | undefined> {
    if (before && this.holds(mission, before)) return { ...before, at: this.clock.now() };
    try {
      const seen = await this.missions.look(mission, {});
      if (!seen) return undefined;
      const { state, at, revision } = seen;
      const tag = tagOf(seen);
      const silences = [...state.silences.values()];
      const timeZone = zoneOf(state);
      const alerts = await this.maker.of(mission, state, at);
      return { tag, revision, at, day: dayOf(at, timeZone), timeZone, alerts, silences };
    } catch (error) {
      if (!(error instanceof MissionStopped)) throw error;
      const [known] = before?.tag === 'stopped' ? before.alerts : [];
      const at = this.clock.now();
      const alerts = [known ?? stoppedAlert(error.revision, at)];
      return {
        tag: 'stopped',
        revision: error.revision,
        at,
        day: formatInstant(at).slice(0, 10),
        timeZone: 'UTC',
        alerts,
        silences: [],
      };
    }
  }

  /** Whether nothing has moved since: neither the log, nor the day, nor a silence to its end, which is an instant. Heads may rest. */
  private holds(mission: string, { tag, revision, day, timeZone, alerts }: Look): boolean {
    if (tag === 'stopped' || this.missions.isStopped(mission)) return false;
    const now = this.clock.now();
    const hasEnded = alerts.some(({ silenced }) => silenced && silenced.until < now);
    return !hasEnded && revision === this.missions.revisionOf(mission) && day === dayOf(now, timeZone);
  }
}
