import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { hash } from 'node:crypto';
import { alertsOf, type Alert, type ProbabilityCache } from '#libs/alerts';
import { forkState, type MissionState } from '#libs/domain';
import type { KnownAt } from '#libs/forecast';
import { inSlices, Missions } from '#libs/timeline';
import { KnownTimes } from '../planning/known-times.js';

/** So many forecasts of a day are kept, and of so many entries when they were known. */
const [forecastsMax, entriesMax] = [20_000, 100_000];

/** Works out which alerts a mission has. What it forecast of a day it keeps: entries of today change no day before. */
@Injectable()
export class AlertMaker {
  private readonly forecasts = new LRUCache<string, { probability: number | null }>({ max: forecastsMax });
  private readonly times: KnownTimes;
  private readonly cache: ProbabilityCache = {
    get: (inputs) => this.forecasts.get(digestOf(inputs))?.probability,
    set: (inputs, probability) => this.forecasts.set(digestOf(inputs), { probability }),
  };

  constructor(missions: Missions) {
    this.times = new KnownTimes(missions, new LRUCache<string, number>({ max: entriesMax }));
  }

  /** The alerts of a state at an instant (milliseconds since 1970), letting others have the event loop. */
  async of(mission: string, state: MissionState, at: number): Promise<Alert[]> {
    return this.ofHypothetical(state, at, await this.times.of(mission, state));
  }

  /** The same of a state that no log has, of whose entries somebody says when they would be known. */
  ofHypothetical(state: MissionState, at: number, known: KnownAt): Promise<Alert[]> {
    return inSlices(alertsOf({ state: forkState(state), at, known, cache: this.cache }));
  }
}

const digestOf = (text: string): string => hash('sha256', text, 'base64');
