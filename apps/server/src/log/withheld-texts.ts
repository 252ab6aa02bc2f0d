import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isSlug, textAt, withheldIn, type Withheld } from '#libs/domain';
import { Missions } from '#libs/timeline';
import { readerOf } from '../http/reader.js';

const none: Withheld = new Set();

/** The texts of each mission that are shown to auditors alone, as of now: whatever time is asked for, they stay withheld. */
@Injectable()
export class WithheldTexts {
  private readonly known = new Map<string, { key: string; texts: Withheld }>();

  constructor(private readonly missions: Missions) {}

  /** Those that whoever sends a request must not be shown of the mission that it is about. Throws MissionStopped. */
  async from(request: FastifyRequest): Promise<Withheld> {
    const { mission } = request.params as { mission?: string };
    return mission === undefined || readerOf(request).readsWithheld ? none : this.of(mission);
  }

  /** Those of a mission. Throws MissionStopped. */
  async of(mission: string): Promise<Withheld> {
    if (!isSlug(mission)) return none;
    const seen = await this.missions.look(mission, {});
    const withheld = seen ? withheldIn(seen.state) : [];
    if (withheld.length === 0) return none;
    const key = withheld.map(({ entry, pointer }) => `${entry}${pointer}`).join(' ');
    const known = this.known.get(mission);
    if (known?.key === key) return known.texts;
    const texts = new Set<string>();
    for (const { entry: revision, pointer } of withheld) {
      const [entry] = await this.missions.entries(mission, revision, revision);
      const text = entry && textAt(entry, pointer);
      if (text !== undefined) texts.add(text);
    }
    this.known.set(mission, { key, texts });
    return texts;
  }
}
