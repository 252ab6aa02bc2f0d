import { IsOptional } from 'class-validator';
import { IsAnySlug, IsCount, IsHeading, IsName } from '../validation/decorators.js';
import { boundsOf, type Count } from '../values/count.js';
import { say, where } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { editCounter } from '../state/copy-on-write.js';
import { PersistentList } from '#libs/persistent';
import { factOf } from '../state/fact.js';

export class CounterReportedData {
  @IsAnySlug() counter!: string;
  @IsName() what!: string;
  @IsCount() count!: Count;
  @IsOptional() @IsCount() of?: Count;
  @IsOptional() @IsHeading() unit?: string;
}

export const CounterReported: EntryDefinition<CounterReportedData> = {
  ...usualReport,
  command: 'report-counter',
  kind: 'report',
  standsAt: 'end-of-period',
  changes: [],
  labels: { counter: 'open', what: 'open', count: 'open', of: 'open', unit: 'open' },
  summary: 'A published running total of things: a series by time, never summed.',
  data: CounterReportedData,
  example: { counter: 'containers', what: 'sea containers to be moved', count: { about: 5500 } },
  refers: (data) => ({ claim: { kind: 'total', subject: { counter: data.counter }, count: data.count, of: data.of } }),
  evolve(state, { counter: id, what, count, of, unit }, entry) {
    let counter = editCounter(state, id);
    if (!counter) state.counters.set(id, (counter = { id, points: new PersistentList() }));
    const whole = of === undefined ? undefined : boundsOf(of);
    counter.points.push(factOf(entry, { what, count: boundsOf(count), words: count, of: whole, unit }));
  },
  sentence: {
    nameFr: 'Compteur signalé',
    en: (data) =>
      say`${{ text: data.what }}: ${{ number: data.count }}${where(data.of, (number) => say` of ${{ number }}`)}${where(data.unit, (text) => say` ${{ text }}`)}`,
    fr: (data) =>
      say`${{ text: data.what }} : ${{ number: data.count }}${where(data.of, (number) => say` sur ${{ number }}`)}${where(data.unit, (text) => say` ${{ text }}`)}`,
  },
};
