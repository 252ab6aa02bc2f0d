import fc from 'fast-check';
import {
  fold,
  heldBy,
  labels,
  redact,
  viewLabels,
  views,
  type Entry,
  type MissionState,
  type ViewName,
} from '#libs/domain';
import { generateLog } from './support/generated-log.js';
import { withOtherHiddenFields } from './support/hidden-fields.js';
import { Random } from './support/random.js';
import { rounds } from './support/rounds.js';

const viewer = heldBy(() => false);
const reporter = heldBy((label) => label === 'movement');
const all = heldBy(() => true);
const names = Object.keys(views) as ViewName[];

const endOf = (day: string): number => Date.parse(`${day}T23:59:59Z`);

const drawn = (state: MissionState, day: string): [ViewName, object][] =>
  names.map((name) => [name, views[name](state, { at: endOf(day) })]);

const shownTo = (held: typeof viewer, state: MissionState, day: string): [ViewName, object][] =>
  drawn(state, day).map(([name, document]) => [
    name,
    JSON.parse(JSON.stringify(redact(document, viewLabels[name], held))),
  ]);

/** What is declassified: on these two logs must agree. */
function declassifiedOf(state: MissionState, day: string): object {
  const asOf = { at: endOf(day) };
  const [summary, bases, burndown] = [
    views.summary(state, asOf),
    views.bases(state, asOf),
    views.burndown(state, asOf),
  ];
  const { people, sites, permits } = summary.verdicts;
  return {
    status: summary.status,
    words: [people.verdict, people.last, sites.verdict, permits.verdict],
    counts: [summary.bases, summary.convoys, summary.strength],
    bases: bases.items.map(({ id, status }) => [id, status]),
    days: burndown.days.map(({ date, present, departed, bases: held }: Record<string, unknown>) => [
      date,
      present,
      departed,
      held,
    ]),
  };
}

const wanted = { bases: 5, convoys: 4, days: 60, late: 0, corrected: 0, retracted: 0, reported: 0, imprecise: 0 };

describe('what a viewer is shown', () => {
  it('depends on nothing that is hidden', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 20, max: 90 }), async (seed, count) => {
        const log = await generateLog({ ...wanted, seed, count });
        const [one, other] = [log, withOtherHiddenFields(log, new Random(seed + 1))].map(
          (entries: readonly Entry[]) => fold(entries).state,
        ) as [MissionState, MissionState];
        for (const day of ['2023-07-20', '2023-08-29', '2023-12-15']) {
          const agreed = [one, other].map((state) => JSON.stringify(declassifiedOf(state, day)));
          if (agreed[0] !== agreed[1]) continue;
          compared++;
          const [here, there] = [one, other].map((state) =>
            shownTo(viewer, state, day).map((view) => JSON.stringify(view)),
          );
          expect(names.filter((_, index) => here?.[index] !== there?.[index])).toEqual([]);
        }
      }),
      { numRuns: rounds(25) },
    );
    // Most pairs agree, or little would be shown by it.
    expect(compared).toBeGreaterThan(25);
  });

  it('is something else than what others see', async () => {
    const log = await generateLog({ ...wanted, seed: 7, count: 120 });
    const { state } = fold(log);
    for (const [held, hidden] of [
      [viewer, ['convoys', 'schedule', 'plan', 'permits', 'contingents', 'ledger', 'discrepancies']],
      [reporter, []],
    ] as const)
      expect(
        shownTo(held, state, '2023-08-29')
          .filter(([, one]) => Object.keys(one).length === 0)
          .map(([name]) => name),
      ).toEqual(hidden);
  });

  it('is the very same document for whoever may see all, which nobody walks through', () => {
    for (const [name, document] of drawn(fold([]).state, '2023-08-29'))
      expect(redact(document, viewLabels[name], all)).toBe(document);
  });

  it('is nothing of a document without labels', () => {
    for (const label of labels.filter((one) => one !== 'source'))
      expect(
        redact(
          { secret: 1 },
          undefined,
          heldBy((one) => one === label),
        ),
      ).toEqual({});
  });
});
