import {
  ProblemError,
  TryLater,
  Unreachable,
  type DrawdownClient,
  type MissionClient,
  type ViewDocument,
} from '#libs/client';
import { plain, say, write } from '../output.js';
import { itemInWords } from './history.js';
import { daysInWords, strengthInWords } from './summary.js';

type Summary = ViewDocument<'summary'>;

/** Whether the same question may be answered later. */
const isForLater = (error: unknown): boolean => error instanceof Unreachable || error instanceof TryLater;

/**
 * Writes the figures of a mission and each new entry as they come, until SIGINT or SIGTERM. A line that is lost is made
 * again; throws what the server does not do, and whatever keeps the first line from being made.
 */
export function watch(client: DrawdownClient, mission: string, { json }: { json?: true }): Promise<void> {
  const of = client.mission(mission);
  const tell = tellerOf(of, json === true);
  let isHeard = false;
  let isLost = false;
  return new Promise((resolve, reject) => {
    const end = (): void => {
      stream.close();
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
    };
    const stop = (): void => {
      end();
      resolve();
    };
    const lose = (why: unknown, isFinal: boolean): void => {
      if (isFinal || !isHeard) {
        end();
        return reject(why);
      }
      if (!isLost) say(`The line is lost and is made again (${why instanceof Error ? why.message : String(why)}).`);
      isLost = true;
    };
    const goOn = (summary?: Summary): void => {
      isHeard = true;
      isLost = false;
      tell(summary).catch((error: unknown) => lose(error, !isForLater(error)));
    };
    const stream = of.live(['summary'], {
      onViews: ({ summary }) => goOn(summary),
      // What could not be read when it was told is read when the server is heard again.
      onHeard: () => goOn(),
      onLost: (why) => lose(why, why instanceof ProblemError && !isForLater(why)),
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  });
}

/**
 * Writes what was recorded since it last did, and then the figures if they moved. The entries are read by their revisions,
 * with their sentences, so that none is lost with a line.
 */
function tellerOf(of: MissionClient, asJson: boolean): (summary?: Summary) => Promise<void> {
  const held: { newest?: Summary; shown?: Summary } = {};
  let told: number | undefined;
  let figures = '';
  let isTelling = false;
  let mayReadEntries = true;

  /** Whoever may follow the figures alone is told so once, and follows them. */
  const tellWhatIsRead = (error: unknown): void => {
    if (!(error instanceof ProblemError && error.status === 403)) throw error;
    mayReadEntries = false;
    say('Your role shows the figures alone, without the entries.');
  };

  const tellEntries = async (after: number): Promise<void> => {
    for await (const items of of.history({ after }))
      for (const item of items) {
        await write(asJson ? JSON.stringify({ entry: item }) : itemInWords(item));
        told = item.revision;
      }
  };

  const tellOne = async (summary: Summary): Promise<void> => {
    const { revision = 0 } = summary;
    if (mayReadEntries && told !== undefined && told < revision) await tellEntries(told).catch(tellWhatIsRead);
    told = Math.max(told ?? 0, revision);
    const now = asJson ? JSON.stringify({ summary }) : figuresInWords(summary);
    if (now !== figures) await write(now);
    figures = now;
    held.shown = summary;
  };

  return async (summary) => {
    if (summary) held.newest = summary;
    if (isTelling) return;
    isTelling = true;
    try {
      while (held.newest && held.newest !== held.shown) await tellOne(held.newest);
    } finally {
      isTelling = false;
    }
  };
}

/** The figures in one line, set off from the entries. */
const figuresInWords = ({ status, deadline, strength, bases, convoys }: Summary): string =>
  plain(
    [
      `    =  ${status}`,
      `deadline ${deadline.date}, ${daysInWords(deadline.daysLeft)}`,
      strengthInWords(strength),
      `bases: ${bases.remaining} of ${bases.total} remain`,
      `convoys: ${convoys.underWay} under way`,
    ].join('; '),
  );
