import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { comparable, inLanguage, partsOf, type Language, type MissionState } from '#libs/domain';
import { comparePlans, type MovedBy } from '#libs/planning';
import { Missions } from '#libs/timeline';
import { asking, type Made } from '../asking.js';
import type { AsOf } from '../http/as-of.js';
import { notThere, Problem } from '../http/problems.js';
import { frameOf, tagOf } from '../queries/answer.js';
import { MissionReader } from '../queries/mission-reader.js';
import { details } from './details.js';
import { scheduleOf } from './make-schedule.js';
import { inOrder } from './reason.js';
import { undoingsOf } from './undoings.js';

/** Asks how the plan moved since the one at a revision, or at that of a baseline. */
export class CompareWith extends asking<
  Made<{ items: object[] }>,
  {
    asOf: AsOf;
    /** A revision, or the name of a baseline. */
    other: string;
  }
>() {}

/** Compares plans. Throws a Problem if there is no such revision or baseline. */
@QueryHandler(CompareWith)
export class CompareWithHandler implements IQueryHandler<CompareWith> {
  constructor(
    private readonly reader: MissionReader,
    private readonly missions: Missions,
  ) {}

  async execute({ asOf, other }: CompareWith): Promise<Made<{ items: object[] }>> {
    const { mission, lens, language } = asOf;
    const seen = await this.reader.look(asOf);
    const baseline = baselineIn(seen.state, other);
    const revision = baseline?.of ?? (/^\d{1,15}$/.test(other) ? Number(other) : undefined);
    if (revision === undefined || revision > seen.revision) throw unknown(seen.state, other, seen.revision);
    // What was known at that revision, on the day that is shown: both plans are worked out from the same day.
    const before = await this.reader.look({ mission, lens: { ...lens, knownAt: String(revision) } });
    const made = async () => {
      const [was, is] = [await scheduleOf(before), await scheduleOf(seen)];
      const { deadline, bases, items } = comparePlans(
        { revision, state: before.state, schedule: was },
        { revision: seen.revision, state: seen.state, schedule: is },
      );
      const all = [...(deadline ? [deadline] : []), ...bases, ...items];
      const undoings = await undoingsOf(this.missions, seen, { mission, since: revision, moved: all });
      const moving = ({ entries, undone }: MovedBy): number[] => inOrder([...entries, ...undone.flatMap(undoings)]);
      const cited = await this.cited(mission, all.flatMap(moving), language);
      const withEntries = <T extends MovedBy>(moved: T) => {
        const { entries: _entries, undone: _undone, ...rest } = moved;
        return { ...rest, movedBy: moving(moved).flatMap((one) => cited.get(one) ?? []) };
      };
      const whole = (one: typeof is) => ({
        feasibleBy: one.feasibleBy,
        noEarlierThan: one.noEarlierThan,
        criticalPath: one.criticalPath,
      });
      return {
        ...frameOf(mission, lens, seen),
        comparedTo: { revision, ...(baseline && { baseline: baseline.name, approvedBy: baseline.approvedBy }) },
        before: whole(was),
        now: whole(is),
        ...(deadline && { deadline: withEntries(deadline) }),
        items: bases.map(withEntries),
        plan: items.map(withEntries),
      };
    };
    return { tag: tagOf(seen), made };
  }

  /** The entries that moved the plan: who gave them, when, and what they say. */
  private async cited(mission: string, revisions: readonly number[], language: Language): Promise<Map<number, object>> {
    const cited = new Map<number, object>();
    for (const revision of new Set(revisions))
      for (const { type, data, actor, occurredAt, recordedAt } of await this.missions.entries(
        mission,
        revision,
        revision,
      )) {
        const parts = partsOf(type, data, language);
        const { text } = inLanguage({ en: parts, fr: parts }, language);
        const reason = 'reason' in data ? data.reason : undefined;
        cited.set(revision, { revision, type, actor, occurredAt, recordedAt, reason, sentence: text });
      }
    return cited;
  }
}

function baselineIn({ planning }: MissionState, name: string) {
  const item = planning.get(`baseline/${comparable(name)}`);
  return item?.what === 'baseline' ? item : undefined;
}

function unknown({ planning }: MissionState, other: string, newest: number): Problem {
  const known = [...planning.values()].flatMap((item) => (item.what === 'baseline' ? [item.name] : []));
  return notThere('baseline', other.slice(0, 200), details.noBaseline(other.slice(0, 200), newest, known.slice(0, 30)));
}
