import { parsePointer, pointerOf, type Language } from '#libs/domain';
import { citedBy, type ForecastInputs } from '#libs/forecast';
import { inOrder, valueAt, type Formula, type Input, type Reason } from './reason.js';

type Cited = ReturnType<typeof citedBy>;

/** How a figure of the forecast comes about, which others go into it, and which entries. */
interface Rule {
  formula: Formula;
  from: readonly string[];
  entries: (cited: Cited) => number[];
}

const allBases = ({ deadlines, bases, exits }: Cited): number[] => [
  ...deadlines,
  ...exits,
  ...[...bases.values()].flat(),
];

/** How each figure of the whole comes about. A figure below it, as a quantile is, comes about in the same way. */
const ofMission: Readonly<Record<string, Rule>> = {
  completion: {
    formula: {
      en: 'in each trajectory the day on which the last base that is not for liquidation is left; of all trajectories the day that so large a part of them does not exceed',
      fr: 'dans chaque trajectoire, le jour où la dernière base hors liquidation est quittée ; de toutes les trajectoires, le jour qu’une telle part d’entre elles ne dépasse pas',
    },
    from: ['tempo', 'strayDays', 'draws'],
    entries: allBases,
  },
  meetsDeadline: {
    formula: {
      en: 'the part of the trajectories in which the last base that is not for liquidation is left by the deadline',
      fr: 'la part des trajectoires où la dernière base hors liquidation est quittée avant la fin de l’échéance',
    },
    from: ['deadline', 'tempo', 'strayDays', 'draws'],
    entries: allBases,
  },
  presentOnDeadline: {
    formula: {
      en: 'in each trajectory who was present at the last total, less lumps, of the mean of (2 x 200 + reported departures) / (2 + how many of them), who leave as the deadline and the tempo of people have it, and not below who is meant to stay; of all trajectories the number that so large a part of them does not exceed',
      fr: 'dans chaque trajectoire, les présents au dernier total, moins des groupes, de (2 x 200 + départs signalés) / (2 + leur nombre) en moyenne, qui partent selon l’échéance et le rythme des départs, sans descendre sous ceux qui doivent rester ; de toutes les trajectoires, le nombre qu’une telle part d’entre elles ne dépasse pas',
    },
    from: ['deadline', 'peopleTempo', 'strayDays', 'draws'],
    entries: ({ deadlines, people }) => [...deadlines, ...people],
  },
  deadline: {
    formula: { en: 'the deadline that was known', fr: 'l’échéance connue' },
    from: [],
    entries: ({ deadlines }) => deadlines,
  },
  strayDays: {
    formula: {
      en: '(2 x 10 days + how far exits fell outside the window that was known a week before) / (2 + how much of straying such windows let one see, exit by exit)',
      fr: '(2 x 10 jours + l’écart des départs à la fenêtre connue une semaine avant) / (2 + ce que ces fenêtres laissent voir des écarts, départ par départ)',
    },
    from: [],
    entries: allBases,
  },
  tempo: {
    formula: {
      en: '(3 + closings seen) / (8/3 + closings expected)',
      fr: '(3 + fermetures observées) / (8/3 + fermetures prévues)',
    },
    from: ['closingsSeen', 'closingsExpected'],
    entries: allBases,
  },
  closingsSeen: {
    formula: {
      en: 'the sum of 2^(-age / memory) over the bases that were left, where memory is a quarter of the time from decision to deadline, 14 days at least',
      fr: 'la somme de 2^(-âge / mémoire) sur les bases quittées, la mémoire étant le quart du temps de la décision à l’échéance, 14 jours au moins',
    },
    from: ['deadline'],
    entries: ({ deadlines, exits }) => [...deadlines, ...exits],
  },
  closingsExpected: {
    formula: {
      en: 'the sum of 2^(-age / memory) x the hazard of the plan known on that day, over the days on which each base was held',
      fr: 'la somme de 2^(-âge / mémoire) x le risque selon le plan connu ce jour-là, sur les jours où chaque base était tenue',
    },
    from: ['deadline', 'strayDays'],
    entries: allBases,
  },
  priorWeight: {
    formula: { en: '(8/3) / (8/3 + closings expected)', fr: '(8/3) / (8/3 + fermetures prévues)' },
    from: ['closingsExpected'],
    entries: allBases,
  },
  peopleTempo: {
    formula: {
      en: '(3 + lumps that left between totals) / (8/3 + lumps that an even departure until the deadline would have made), newer ones counting more',
      fr: '(3 + groupes partis entre les totaux) / (8/3 + groupes qu’aurait faits un départ régulier jusqu’à l’échéance), les plus récents comptant davantage',
    },
    from: ['deadline', 'strayDays'],
    entries: ({ deadlines, people }) => [...deadlines, ...people],
  },
  peoplePriorWeight: {
    formula: {
      en: '(8/3) / (8/3 + lumps that an even departure until the deadline would have made)',
      fr: '(8/3) / (8/3 + groupes qu’aurait faits un départ régulier jusqu’à l’échéance)',
    },
    from: ['deadline', 'strayDays'],
    entries: ({ deadlines, people }) => [...deadlines, ...people],
  },
};

const windowOf: Formula = {
  en: 'the days that the plan in force names; without one those from the day on which the deadline became known until the deadline, for a liquidation base as long again after it',
  fr: 'les jours que nomme le plan en vigueur ; sans plan, ceux du jour où l’échéance a été connue jusqu’à l’échéance, et pour une base de liquidation autant de temps après elle',
};
const dayOfBase: Formula = {
  en: 'in each trajectory the first day on which tempo x hazard of its window, summed up from today, passes a draw of the exponential distribution, and not before its satellites have arrived; of all trajectories the day that so large a part of them does not exceed',
  fr: 'dans chaque trajectoire, le premier jour où rythme x risque de sa fenêtre, cumulés depuis aujourd’hui, dépassent un tirage de la loi exponentielle, et pas avant l’arrivée de ses satellites ; de toutes les trajectoires, le jour qu’une telle part d’entre elles ne dépasse pas',
};

/** Why a figure of a forecast is what it is; undefined if there is none at the pointer. */
export function reasonOfForecast(
  document: object,
  inputs: ForecastInputs,
  pointer: string,
  language: Language,
): Reason | undefined {
  const [head = '', ...rest] = parsePointer(pointer) ?? [];
  const cited = citedBy(inputs);
  if (head === 'bases') return ofBase(document, cited, rest, language);
  const rule = Object.hasOwn(ofMission, head) ? ofMission[head] : undefined;
  const value = valueAt(document, [head, ...rest]);
  if (!rule || value === undefined) return undefined;
  const from = rule.from.map((name) => inputAt(document, [name]));
  return { pointer, value, formula: rule.formula[language], inputs: from, entries: inOrder(rule.entries(cited)) };
}

function ofBase(document: object, cited: Cited, path: readonly string[], language: Language): Reason | undefined {
  const [which = '', ...below] = path;
  const bases = (document as { bases: { id: string }[] }).bases;
  const place = bases.findIndex(({ id }, index) => id === which || String(index) === which);
  const base = bases[place];
  const value = base && below.length > 0 ? valueAt(base, below) : undefined;
  if (!base || value === undefined) return undefined;
  const isWindow = below[0] === 'window' || below[0] === 'plannedOn';
  const { deadlines, bases: own } = cited;
  const inputs = isWindow
    ? [inputAt(document, ['deadline'])]
    : [
        { ...inputAt(document, ['bases', String(place), 'window']), pointer: pointerOf(['bases', base.id, 'window']) },
        ...['tempo', 'strayDays', 'draws'].map((name) => inputAt(document, [name])),
      ];
  return {
    pointer: pointerOf(['bases', base.id, ...below]),
    value,
    formula: (isWindow ? windowOf : dayOfBase)[language],
    inputs,
    entries: inOrder([...deadlines, ...(own.get(base.id) ?? []), ...(isWindow ? [] : cited.exits)]),
  };
}

const inputAt = (document: object, path: readonly string[]): Input => ({
  name: path.at(-1) ?? '',
  view: 'forecast',
  pointer: pointerOf(path),
  value: valueAt(document, path),
});

/** The figures of a forecast that can be explained, for whoever names another. */
export const figuresOfForecast = (document: object): string[] => [
  ...Object.keys(ofMission)
    .filter((name) => valueAt(document, [name]) !== undefined)
    .map((name) => pointerOf([name])),
  ...(document as { bases: { id: string }[] }).bases.map(({ id }) => pointerOf(['bases', id, 'p50'])),
];
