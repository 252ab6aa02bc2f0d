import fc from 'fast-check';
import { definitionOf, fold, views, type Entry, type ViewName } from '#libs/domain';
import { InMemoryStore } from '#libs/event-store';
import { decode, Logbook, Missions, MissionWriter, streamOf, type CommandInput, type Submission } from '#libs/timeline';
import { generated, generateLog } from '../support/generated-log.js';
import { rounds } from '../support/rounds.js';

const actor = { id: 'test', role: 'admin' };

/** The commands of a log, each with the time at which it was recorded. */
const commandsOf = (log: readonly Entry[]): { at: number; command: CommandInput }[] =>
  log.map(({ type, data, occurredAt, reportedAt, source, recordedAt }) => ({
    at: Date.parse(recordedAt),
    command: {
      command: definitionOf(type).command,
      body: { ...data, occurredAt, ...(reportedAt !== undefined && { reportedAt }), ...(source && { source }) },
    },
  }));

const drawn = (state: Parameters<(typeof views)['summary']>[0], at: number): unknown[] =>
  (Object.keys(views) as ViewName[]).map((name) => views[name](state, { at }));

describe('late reports, corrections, retractions and revised tolls', () => {
  it('come to what a fold of the stored log from nothing shows, for whoever writes and whoever follows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1 }), fc.integer({ min: 1, max: 9 }), async (seed, atOnce) => {
        const log = await generateLog({
          seed,
          count: 160,
          bases: 5,
          convoys: 6,
          days: 90,
          late: 0.2,
          corrected: 0.15,
          retracted: 0.1,
          reported: 0.2,
          imprecise: 0.2,
          refoldedAfter: 20,
        });
        let now = 0;
        const store = new InMemoryStore();
        const logbook = new Logbook(store);
        const missions = new Missions(
          store,
          logbook,
          () => now,
          () => undefined,
        );
        await missions.start();
        const writer = new MissionWriter(store, () => now, missions);
        const commands = commandsOf(log);
        for (let from = 0; from < commands.length; from += atOnce) {
          const some = commands.slice(from, from + atOnce);
          now = Math.max(now, ...some.map(({ at }) => at));
          const submission: Submission = {
            mission: generated,
            commands: some.map(({ command }) => command),
            batch: true,
            dryRun: false,
            actor,
          };
          // What is only tried must leave nothing behind.
          const tried = await writer.submit({ ...submission, dryRun: true });
          const answer = await writer.submit(submission);
          if (!('revision' in answer) || answer.kind === 'key-reused') continue;
          expect('revision' in tried && tried.revision).toBe(answer.revision);
          expect(await missions.waitFor(generated, answer.revision, 5000)).toBe(true);
        }
        const stored: Entry[] = [];
        for await (const page of store.readStream(streamOf(generated))) stored.push(...page.map(decode));
        const whole = fold(stored);
        const seen = await missions.look(generated, {});
        expect(seen?.revision).toBe(stored.length - 1);
        expect(seen && drawn(seen.state, now)).toEqual(drawn(whole.state, now));
        await missions.stop();
      }),
      { numRuns: rounds(4) },
    );
  }, 1_800_000);
});
