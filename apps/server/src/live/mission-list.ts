import type { QueryBus } from '@nestjs/cqrs';
import { redact, type Held } from '#libs/domain';
import { Serial } from '#libs/timeline';
import type { Clock } from '../clock.js';
import { ListIds, ListMissions, missionRowLabels } from '../queries/list-missions.js';
import { frameOf, type Connection } from './connection.js';
import { patchOf } from './patch.js';
import type { LiveEvent } from './steps.js';

/** Changes within this time are told together. */
const gatherMs = 50;

/** Midnights fall on quarters of an hour, whatever the zone; a second later the days left are drawn anew. */
const quarterMs = 900_000;

/** The list of missions, live: whole, then patched as missions change and days pass. */
export class MissionList {
  private readonly followers = new Set<Connection>();
  private document: { items: object[] } = { items: [] };
  private count = 0;
  /** One drawing at a time: an older one must not come after a newer. */
  private readonly turn = new Serial();
  private gathering: NodeJS.Timeout | undefined;
  private quarter: NodeJS.Timeout | undefined;

  constructor(
    private readonly queries: QueryBus,
    /** The missions that those who follow may see, and how much of each. */
    private readonly seen: {
      isVisible: (mission: string) => boolean;
      archived: boolean;
      heldIn: (mission: string) => Held;
    },
    private readonly clock: Clock,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Lets a connection follow. The list is short, so that whoever was here before is told to take it anew. */
  async join(connection: Connection, isBack: boolean): Promise<void> {
    await this.draw();
    if (isBack) connection.write(frameOf(this.event('reset', { reason: 'Take the snapshot that follows.' })));
    connection.write(frameOf(this.event('snapshot', { view: 'missions', document: this.document })));
    this.followers.add(connection);
    this.watchQuarters();
  }

  /** Forgets a connection. */
  leave(connection: Connection): void {
    this.followers.delete(connection);
    if (this.followers.size > 0) return;
    clearTimeout(this.gathering);
    clearTimeout(this.quarter);
    this.gathering = undefined;
  }

  /** Something was recorded. */
  advance(): void {
    if (this.followers.size === 0) return;
    this.gathering ??= setTimeout(() => {
      this.gathering = undefined;
      void this.draw().catch(this.onFailure);
    }, gatherMs).unref();
  }

  private draw(): Promise<void> {
    return this.turn.run(() => this.drawNow());
  }

  private async drawNow(): Promise<void> {
    const { isVisible, archived, heldIn } = this.seen;
    const ids = await this.queries.execute(new ListIds({ visible: isVisible }));
    const rows = await this.queries.execute(new ListMissions({ ids, archived }));
    const seen = rows.map((row) => redact(row, missionRowLabels, heldIn(row.mission)));
    const document = { items: JSON.parse(JSON.stringify(seen)) as object[] };
    const ops = patchOf(this.document, document);
    if (ops.length === 0) return;
    this.document = document;
    this.count++;
    const frame = frameOf(this.event('patch', { view: 'missions', ops }));
    for (const connection of this.followers) connection.write(frame);
  }

  private watchQuarters(): void {
    clearTimeout(this.quarter);
    this.quarter = setTimeout(
      () => {
        this.advance();
        this.watchQuarters();
      },
      quarterMs - (this.clock.now() % quarterMs) + 1000,
    ).unref();
  }

  /** Ids count the changes since the server was started: they tell events apart, and a stream always begins anew. */
  private event(name: LiveEvent['name'], data: object): LiveEvent {
    return { id: { revision: this.count, index: name === 'snapshot' ? 1 : 0 }, name, data };
  }
}
