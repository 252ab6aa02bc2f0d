import fc from 'fast-check';
import { definitionOf, views, type Entry, type ViewName } from '#libs/domain';
import { InMemoryStore } from '#libs/event-store';
import { decode, isAccepted, Logbook, MissionWriter, streamOf, type CommandInput } from '#libs/timeline';
import { generated, generateLog } from '../support/generated-log.js';
import { rounds } from '../support/rounds.js';

const now = (): number => Date.parse('2024-06-01T00:00:00Z');

const commandsOf = (log: readonly Entry[]): CommandInput[] =>
  log.map(({ type, data, occurredAt, source }) => ({
    command: definitionOf(type).command,
    body: { ...data, occurredAt, ...(source && { source }) },
  }));

/** A writer with a log of its own. */
function writing() {
  const store = new InMemoryStore();
  const writer = new MissionWriter(store, now);
  return {
    submit: async (commands: readonly CommandInput[]): Promise<boolean> =>
      isAccepted(
        await writer.submit({
          mission: generated,
          commands,
          batch: commands.length > 1,
          dryRun: false,
          actor: { id: 'test', role: 'admin' },
        }),
      ),
    /** What was recorded, without what tells one submission from another, and what the views show of it. */
    recorded: async () => {
      const entries: unknown[] = [];
      for await (const page of store.readStream(streamOf(generated)))
        for (const { type, revision, data, placedAt } of page.map(decode))
          entries.push({ type, revision, data, placedAt });
      const { folded } = await new Logbook(store).head(generated);
      return {
        entries,
        shown: (Object.keys(views) as ViewName[]).map((name) => views[name](folded.state, { at: now() })),
      };
    },
  };
}

describe('a batch of late reports, corrections and retractions', () => {
  it('records what the same commands record one after another', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1 }), fc.integer({ min: 2, max: 60 }), async (seed, atOnce) => {
        const log = await generateLog({
          seed,
          count: 150,
          bases: 4,
          convoys: 6,
          days: 90,
          late: 0.5,
          corrected: 0.1,
          retracted: 0.2,
          reported: 0,
          imprecise: 0.2,
          elsewhere: 0.3,
          refoldedAfter: 20,
        });
        const [single, together] = [writing(), writing()];
        const accepted: CommandInput[] = [];
        for (const command of commandsOf(log)) if (await single.submit([command])) accepted.push(command);
        for (let from = 0; from < accepted.length; from += atOnce)
          expect(await together.submit(accepted.slice(from, from + atOnce))).toBe(true);
        expect(await together.recorded()).toEqual(await single.recorded());
      }),
      { numRuns: rounds(6) },
    );
  });
});
