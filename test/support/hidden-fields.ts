import { definitionOf, type Entry, type Label } from '#libs/domain';
import type { Random } from './random.js';

/** Words of closed lists: another one would be no valid entry, or tell of another state. */
const closed = new Set(['abroad', 'granted', 'refused', 'road', 'air', 'river', 'sea']);

/** The convoys that are ever said to go abroad: whoever is in them leaves the mission, which everybody may see. */
const abroadIn = (log: readonly Entry[]): ReadonlySet<unknown> =>
  new Set(log.flatMap(({ data }) => ('to' in data && data.to === 'abroad' && 'convoy' in data ? [data.convoy] : [])));

/** A log that says the same in what is open and declassified, and something else in every hidden field that can be another. */
export function withOtherHiddenFields(log: readonly Entry[], random: Random): Entry[] {
  const abroad = abroadIn(log);
  const bases = log.flatMap(({ type, data }) => (type === 'BaseEstablished' ? [data.base] : []));
  const kept = new Set<string>([...closed, ...bases]);
  // One other name for each, in every entry that speaks of it.
  const other = (text: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? shifted(text, random) : `other-${text}`);
  const altered = (value: unknown): unknown => {
    if (typeof value === 'string') return kept.has(value) ? value : other(value);
    if (typeof value === 'number') return value + 1 + random.below(7);
    if (Array.isArray(value)) return value.map(alteredLine);
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, altered(one)]))
      : value;
  };
  const alteredLine = (line: { count: unknown }): object => ({ ...line, count: altered(line.count) });
  return log.map((entry) => {
    const labels = definitionOf(entry.type).labels as Record<string, Label>;
    const data = Object.fromEntries(
      Object.entries(entry.data).map(([name, value]): [string, unknown] => {
        const isKept =
          labels[name] === 'open' || (name === 'lines' && abroad.has('convoy' in entry.data && entry.data.convoy));
        return [name, isKept ? value : altered(value)];
      }),
    );
    const whole: object = { ...entry, data, source: { title: 'another', confidence: 'low' }, commandId: 'another' };
    return whole as Entry;
  });
}

const dayMs = 86_400_000;

const shifted = (day: string, random: Random): string =>
  new Date(Date.parse(day) + (1 + random.below(4)) * dayMs).toISOString().slice(0, 10);
