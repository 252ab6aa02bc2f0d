import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import { alertsOf, type Alert, type ProbabilityCache } from '#libs/alerts';
import { forkState, ownKnown, zoneOf, type MissionState } from '#libs/domain';
import { revisionsAsked, type KnownAt } from '#libs/forecast';
import { inSlices, Missions } from '#libs/timeline';

/** So many forecasts of a day are kept, and of so many entries when they were known. */
const [forecastsMax, entriesMax] = [20_000, 100_000];

/** Works out which alerts a mission has. What it forecast of a day it keeps: entries of today change no day before. */
@Injectable()
export class AlertMaker {
  private readonly forecasts = new LRUCache<string, { probability: number | null }>({ max: forecastsMax });
  private readonly known = new LRUCache<string, number>({ max: entriesMax });
  private readonly cache: ProbabilityCache = {
    get: (inputs) => this.forecasts.get(digestOf(inputs))?.probability,
    set: (inputs, probability) => this.forecasts.set(digestOf(inputs), { probability }),
  };

  constructor(private readonly missions: Missions) {}

  /** The alerts of a state at an instant (milliseconds since 1970), letting others have the event loop. */
  async of(mission: string, state: MissionState, at: number): Promise<Alert[]> {
    const known = await this.knownIn(mission, state);
    return this.ofHypothetical(state, at, (revision) => known.get(revision));
  }

  /** The same of a state that no log has, of whose entries somebody says when they would be known. */
  ofHypothetical(state: MissionState, at: number, known: KnownAt): Promise<Alert[]> {
    return inSlices(alertsOf({ state: forkState(state), at, known, cache: this.cache }));
  }

  /** When the few entries that a forecast asks about were known: the log is not read for the others. */
  private async knownIn(mission: string, state: MissionState): Promise<Map<number, number>> {
    const known = new Map<number, number>();
    for (const revision of new Set(revisionsAsked(state))) {
      const key = `${mission} ${revision}`;
      const kept = this.known.get(key) ?? (await this.readKnown(mission, revision, zoneOf(state)));
      if (kept === undefined) continue;
      this.known.set(key, kept);
      known.set(revision, kept);
    }
    return known;
  }

  private async readKnown(mission: string, revision: number, timeZone: string): Promise<number | undefined> {
    const [entry] = await this.missions.entries(mission, revision, revision);
    return entry && ownKnown(entry, timeZone);
  }
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64');
