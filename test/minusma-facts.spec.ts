import { minusmaLines, type MinusmaLine } from './support/minusma.js';

/** The facts on the withdrawal, by the month in which they happened: m001 to m071, and m090. */
const facts = [...Array.from({ length: 71 }, (_, index) => `m${String(index + 1).padStart(3, '0')}`), 'm090'];

/** Facts that notes alone hold, each with why no other entry type does. */
const notedAlone: Record<string, string> = {
  m001: 'the request of the host country came before there was a mission to withdraw',
  m003: 'a ceiling that was authorized is no strength',
  m004: 'the press figure of 5 August is the strength of the opening, whose source is the resolution',
  m007: 'a rumour, and that it was denied',
  m009: 'a rule on equipment, without a count',
  m010: 'a coup in another country',
  m015: 'a blockade by an armed group, which touches no entry of the mission',
  m028: 'an assessment ahead of a handover',
  m032: 'a letter, without a figure',
  m035: 'the start of a phase: the plans of its bases are those of m033',
  m039: 'dates that an outlet expected, not dates that the mission planned',
  m068: 'a milestone; the dead and wounded of ten years are not those of the withdrawal',
  m069: 'a team and rear parties of unknown size',
  m090: 'how figures of others compare: those are lines of m030 and m063',
};

/** Contributors whom a fact names without a number: a line needs one, so that notes name them. */
const withoutNumber: Record<string, readonly string[]> = {
  m025: ['Niger', 'Togo'],
  m026: ["Cote d'Ivoire", 'UN police'],
  m029: ['Niger', 'Togo'],
  m042: ['Togo'],
  m043: ['Chad', 'Nepal', 'Cambodia', 'Bangladesh'],
  m044: ['Chad'],
  m054: ['Bangladesh', 'Chad', 'Egypt', 'Guinea', 'Nepal'],
  m062: ['Niger'],
  m064: ['Bangladesh', 'Togo'],
};

const linesOf = (fact: string): MinusmaLine[] => minusmaLines.filter(({ source }) => source.ref === fact);
const linesWith = (fact: string, fields: object): MinusmaLine[] =>
  linesOf(fact).filter((line) => Object.entries(fields).every(([name, value]) => line[name] === value));
const counted = (fact: string, fields: object = {}): unknown[] => linesWith(fact, fields).map(({ count }) => count);
const people = (fact: string, command: string): unknown[] =>
  linesWith(fact, { command }).flatMap(({ lines }) => (lines as { count: unknown }[]).map(({ count }) => count));

describe('the MINUSMA log and the facts that it is made from', () => {
  it('names a fact as the source of every line, with its page', () => {
    for (const { source } of minusmaLines) {
      expect(facts).toContain(source.ref);
      expect(source.url).toMatch(/^https?:\/\//);
    }
  });

  it.each(facts)('has %s, in more than a note unless only a note can hold it', (fact) => {
    const commands = new Set(linesOf(fact).map(({ command }) => command));
    expect(commands.size).toBeGreaterThan(0);
    expect([...commands].every((command) => command === 'add-note')).toBe(fact in notedAlone);
  });

  it.each(Object.entries(withoutNumber))('names in a note of %s whom it counts nowhere: %j', (fact, names) => {
    const notes = linesWith(fact, { command: 'add-note' }).map(({ text }) => text);
    for (const name of names) expect(notes.join(' ')).toContain(name);
  });

  it('is in the order in which it was said, but for what another line must stand before', () => {
    const late = minusmaLines.filter(({ reportedAt }, index) =>
      minusmaLines.slice(0, index).some((earlier) => earlier.reportedAt > reportedAt),
    );
    expect(late.map(({ source }) => source.ref)).toEqual(['m001', 'm025']);
  });

  it('keeps the words of counts', () => {
    expect(people('m013', 'report-convoy-departed')).toEqual([{ atMost: 150 }]);
    expect(counted('m055', { command: 'report-strength' })).toEqual([{ atMost: 6000 }]);
    expect(counted('m030', { command: 'report-equipment' })).toEqual([{ atMost: 4000 }]);
    expect(counted('m065', { measure: 'baseline' })).toEqual([{ about: 13_800 }]);
    expect(counted('m065', { measure: 'departed' })).toEqual([{ atLeast: 10_500 }]);
    expect(people('m011', 'report-repatriation')).toEqual([{ atLeast: 460 }]);
  });

  it('divides the departed of 27 September as their source did', () => {
    expect(counted('m038', { command: 'report-counter' })).toEqual([97, 2583, 184, 412, 81, 10]);
    expect(counted('m038', { command: 'report-strength' })).toEqual([3276, 2680, 596, 91]);
  });

  it('says no place, mode or day that no source said', () => {
    expect(linesWith('m011', { command: 'report-repatriation' })).toMatchObject([{ from: 'gao' }]);
    expect(linesWith('m036', { command: 'report-repatriation' })[0]).not.toHaveProperty('mode');
    for (const fact of ['m058', 'm059'])
      expect(linesWith(fact, { command: 'report-casualties-evacuated' })).toMatchObject([{ to: 'unknown' }]);
    expect(new Set(linesOf('m071').map(({ occurredAt }) => occurredAt))).toEqual(new Set(['2024-11']));
    for (const { command, garrison } of minusmaLines)
      if (command === 'establish-base') expect(garrison).toBeUndefined();
  });

  it('has both convoys of 23 October attacked', () =>
    expect(linesWith('m047', { command: 'report-convoy-attacked' }).map(({ convoy }) => convoy)).toEqual([
      'tessalit-gao-1',
      'aguelhok-gao-1',
    ]));

  it('gives for a toll that changed the page that changed it', () => {
    for (const fact of ['m049', 'm056']) {
      const revised = linesWith(fact, { command: 'revise-toll' });
      expect(revised).toHaveLength(1);
      const pages = linesOf(fact).map(({ source }) => source.url);
      expect(pages.filter((page) => page === revised[0]?.source.url)).toHaveLength(1);
    }
  });

  it('numbers the closures that were numbered', () => {
    const closures = minusmaLines.filter(({ counter }) => counter === 'bases-closed').map(({ count }) => count);
    expect(closures).toEqual([4, 6, 7, 8, 9, 10, 10, 12, 13]);
  });
});
