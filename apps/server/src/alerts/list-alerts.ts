import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { stoppedAlert, tellAlert, tellAlerts, type ToldAlert } from '#libs/alerts';
import { inSlices, MissionStopped } from '#libs/timeline';
import { asking } from '../asking.js';
import { Clock } from '../clock.js';
import type { AsOf } from '../http/as-of.js';
import { frameOf, tagOf } from '../queries/answer.js';
import { MissionReader } from '../queries/mission-reader.js';
import { AlertMaker } from './alert-maker.js';

/** The alerts of a mission as they are answered; they are not worked out before that is asked for. */
export interface Alerts {
  tag?: string;
  frame: object;
  made: () => Promise<ToldAlert[]>;
}

/** Asks which alerts a mission has, or had as of any time. */
export class ListAlerts extends asking<Alerts, { asOf: AsOf }>() {}

/** Lists alerts. A mission whose log cannot be read on has that one alone. */
@QueryHandler(ListAlerts)
export class ListAlertsHandler implements IQueryHandler<ListAlerts> {
  constructor(
    private readonly reader: MissionReader,
    private readonly maker: AlertMaker,
    private readonly clock: Clock,
  ) {}

  async execute({ asOf }: ListAlerts): Promise<Alerts> {
    const { mission, lens, language } = asOf;
    try {
      const seen = await this.reader.look(asOf);
      // A silence ends at an instant, which no entry marks.
      const over = [...seen.state.silences.values()].filter(({ until }) => until < seen.at).length;
      return {
        tag: tagOf(seen).replace(/"$/, `.${over}"`),
        frame: frameOf(mission, lens, seen),
        made: async () => inSlices(tellAlerts(await this.maker.of(mission, seen.state, seen.at), language)),
      };
    } catch (error) {
      if (!(error instanceof MissionStopped)) throw error;
      const { revision } = error;
      const at = this.clock.now();
      const made = () => Promise.resolve([tellAlert(stoppedAlert(revision, at), language)]);
      return { frame: frameOf(mission, lens, { revision, at }), made };
    }
  }
}
