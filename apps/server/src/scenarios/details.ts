import { daysBetween, joined, say, type Parts, type Said } from '#libs/domain';
import type { AnswerName } from './compared-answers.js';
import type { HeadlineChange, Moved } from './headlines.js';

/** What a scenario does, for its sentence. */
export interface Effects {
  moved: readonly Moved[];
  /** The headlines that differ. */
  figures: readonly HeadlineChange[];
  /** Of each list of things, how many come and how many go. */
  things: readonly { name: AnswerName; come: number; gone: number }[];
  /** How many figures differ in all. */
  differing: number;
  commands: number;
  refused: number;
}

type InLanguages<T> = { en: T; fr: T };

/** How many bases a sentence names. */
const namedMax = 3;

/** A number with its sign. */
const signed = (number: number): Parts => say`${number < 0 ? '−' : '+'}${{ number: Math.abs(number) }}`;

const days = {
  en: (number: number): Parts => say`${{ number }} ${number === 1 ? 'day' : 'days'}`,
  fr: (number: number): Parts => say`${{ number }} ${number <= 1 ? 'jour' : 'jours'}`,
};
const shifted = {
  en: (by: number): Parts => say`${days.en(Math.abs(by))} ${by < 0 ? 'earlier' : 'later'}`,
  fr: (by: number): Parts => say`${days.fr(Math.abs(by))} plus ${by < 0 ? 'tôt' : 'tard'}`,
};

const move = {
  en: ({ base, called, days: by, planned }: Moved): Parts => {
    if (by !== undefined) return say`${{ base, called }} ${shifted.en(by)}`;
    return planned === undefined
      ? say`${{ base, called }} no longer planned`
      : say`${{ base, called }} planned ${{ planned }}`;
  },
  fr: ({ base, called, days: by, planned }: Moved): Parts => {
    if (by !== undefined) return say`${{ base, called }} ${shifted.fr(by)}`;
    return planned === undefined
      ? say`${{ base, called }} sans date prévue`
      : say`${{ base, called }} prévu ${{ planned }}`;
  },
};

const statuses: Readonly<Record<string, string>> = {
  'on-track': 'dans les temps',
  'at-risk': 'menacé',
  late: 'en retard',
  complete: 'achevé',
};

const dayNames: Readonly<Record<string, InLanguages<string>>> = {
  completionP50: { en: 'completion P50', fr: 'achèvement P50' },
  completionP80: { en: 'completion P80', fr: 'achèvement P80' },
  feasibleBy: { en: 'feasible by', fr: 'faisable' },
  noEarlierThan: { en: 'no earlier than', fr: 'au plus tôt' },
};

/** A day that moved, by how much; or that is there, or not, for the first time. */
function dayMoved({ name, was, is }: HeadlineChange): InLanguages<Parts> {
  const { en, fr } = dayNames[name] ?? { en: name, fr: name };
  if (typeof was === 'string' && typeof is === 'string') {
    const by = daysBetween(was, is);
    const [one, other] = Math.abs(by) === 1 ? ['day', 'jour'] : ['days', 'jours'];
    return { en: say`${en} ${signed(by)} ${one}`, fr: say`${fr} ${signed(by)} ${other}` };
  }
  if (typeof is !== 'string') return { en: say`${en}: unknown`, fr: say`${fr} : inconnu` };
  return { en: say`${en} ${{ day: is }}`, fr: say`${fr} ${{ day: is }}` };
}

/** In whole percents; neither none nor all of it if that is not so. */
const percent = (value: HeadlineChange['is']): number => {
  const part = Number(value);
  return part === 0 || part === 1 ? part * 100 : Math.min(99, Math.max(1, Math.round(part * 100)));
};

/** How a headline changed; undefined for those that are said otherwise. */
function changed(change: HeadlineChange): InLanguages<Parts> | undefined {
  const { name, kind, was, is } = change;
  switch (kind) {
    case 'word':
      return {
        en: say`${{ term: String(is) }} instead of ${{ term: String(was) }}`,
        fr: say`${{ term: statuses[String(is)] ?? '' }} au lieu de ${{ term: statuses[String(was)] ?? '' }}`,
      };
    case 'chance':
      return {
        en: say`meets the deadline with ${{ number: percent(is) }} percent instead of ${{ number: percent(was) }}`,
        fr: say`échéance tenue à ${{ number: percent(is) }} pour cent au lieu de ${{ number: percent(was) }}`,
      };
    case 'people': {
      const by = Number(is) - Number(was);
      const people = Math.abs(by);
      return {
        en: say`${{ people }} ${by < 0 ? 'fewer' : 'more'} people on the deadline`,
        fr: say`${{ people }} ${people === 1 ? 'personne' : 'personnes'} de ${by < 0 ? 'moins' : 'plus'} à l’échéance`,
      };
    }
    case 'day':
      return name === 'deadline' ? undefined : dayMoved(change);
    case 'count':
      return undefined;
  }
}

/** What the things of lists are called, one and many. */
const thingWords: Readonly<Partial<Record<AnswerName, InLanguages<readonly [string, string]>>>> = {
  conflicts: { en: ['conflict', 'conflicts'], fr: ['conflit', 'conflits'] },
  discrepancies: { en: ['discrepancy', 'discrepancies'], fr: ['contradiction', 'contradictions'] },
  alerts: { en: ['alert', 'alerts'], fr: ['alerte', 'alertes'] },
};

const counted = (name: AnswerName, number: number, language: 'en' | 'fr'): string =>
  (thingWords[name]?.[language] ?? [name, name])[number === 1 ? 0 : 1];

const things = ({ name, come, gone }: Effects['things'][number]): InLanguages<Parts[]> => ({
  en: [
    ...(come > 0 ? [say`${{ number: come }} new ${counted(name, come, 'en')}`] : []),
    ...(gone > 0 ? [say`${{ number: gone }} ${counted(name, gone, 'en')} fewer`] : []),
  ],
  fr: [
    ...(come > 0 ? [say`${{ number: come }} ${counted(name, come, 'fr')} de plus`] : []),
    ...(gone > 0 ? [say`${{ number: gone }} ${counted(name, gone, 'fr')} de moins`] : []),
  ],
});

/** The sentence of a scenario in one language. */
function sentence(of: Effects, language: 'en' | 'fr'): Parts {
  const isFrench = language === 'fr';
  const deadline = of.figures.find(({ name }) => name === 'deadline');
  const by = deadline ? daysBetween(String(deadline.was), String(deadline.is)) : 0;
  const others = of.moved.length - namedMax;
  const moves = [
    ...(by === 0 ? [] : [say`${isFrench ? 'Échéance' : 'Deadline'} ${shifted[language](by)}`]),
    ...of.moved.slice(0, namedMax).map(move[language]),
    ...(others > 0 ? [isFrench ? say`et ${{ number: others }} de plus` : say`and ${{ number: others }} more`] : []),
  ];
  const effects = [
    ...of.figures.flatMap((one) => {
      const said = changed(one);
      return said ? [said[language]] : [];
    }),
    ...of.things.flatMap((one) => things(one)[language]),
  ];
  return say`${outcome(moves, effects, of.differing, isFrench)}${refusals(of, isFrench)}`;
}

function outcome(moves: readonly Parts[], effects: readonly Parts[], differing: number, isFrench: boolean): Parts {
  const colon = isFrench ? ' : ' : ': ';
  if (moves.length > 0 && effects.length > 0) return say`${joined(moves)}${colon}${joined(effects)}.`;
  if (moves.length > 0)
    return say`${joined(moves)}${colon}${isFrench ? 'nul autre chiffre principal ne change' : 'no other headline figure differs'}.`;
  if (effects.length > 0)
    return say`${isFrench ? 'Aucune date ne bouge' : 'No planned date moves'}${colon}${joined(effects)}.`;
  if (differing === 0) return isFrench ? say`Rien ne change.` : say`Nothing differs.`;
  return isFrench
    ? say`Aucun chiffre principal ne change ; parmi les autres, ${{ number: differing }} changent.`
    : say`No headline figure differs; of the others, ${{ number: differing }} do.`;
}

const refusals = ({ commands, refused }: Effects, isFrench: boolean): Parts => {
  if (refused === 0) return [];
  return isFrench
    ? say` Commandes refusées : ${{ number: refused }} sur ${{ number: commands }}.`
    : say` Refused: ${{ number: refused }} of ${{ number: commands }} commands.`;
};

/** What scenarios say of themselves, and what is wrong with a body of them. */
export const details = {
  sentence: (of: Effects): Said => ({ en: sentence(of, 'en'), fr: sentence(of, 'fr') }),
  /** Whether a scenario is on newer entries what it was: how many of its commands and figures are not. */
  again: (commands: number, figures: number): Said => {
    if (commands === 0 && figures === 0) return { en: say`It still holds.`, fr: say`Il tient toujours.` };
    const [command, figure] = [commands === 1 ? 'command' : 'commands', figures === 1 ? 'figure' : 'figures'];
    const [commande, chiffre] = [commands === 1 ? 'commande' : 'commandes', figures === 1 ? 'chiffre' : 'chiffres'];
    const [differ, changes] = [figures === 1 ? 'differs' : 'differ', figures === 1 ? 'change' : 'changent'];
    return {
      en: say`${commands === 0 ? [] : say`${{ number: commands }} ${command} decided otherwise. `}${figures === 0 ? [] : say`${{ number: figures }} ${figure} ${differ}.`}`,
      fr: say`${commands === 0 ? [] : say`${{ number: commands }} ${commande} avec une autre issue. `}${figures === 0 ? [] : say`${{ number: figures }} ${chiffre} ${changes}.`}`,
    };
  },
  movedOn: (base: number, newest: number, again: Said): Said => ({
    en: say`The scenario was decided on revision ${{ entry: base }}, and the log has come to ${{ entry: newest }}. Decided again on that: ${again.en} Apply it with base ${{ entry: newest }}, or change it.`,
    fr: say`Le scénario portait sur la révision ${{ entry: base }}, et le journal en est à ${{ entry: newest }}. Décidé à nouveau sur celle-ci : ${again.fr} Appliquez-le avec la base ${{ entry: newest }}, ou modifiez-le.`,
  }),
  noBase: (newest: number): Said => ({
    en: say`must be a revision that there is: the newest is ${{ entry: newest }}`,
    fr: say`doit être une révision qui existe : la plus récente est ${{ entry: newest }}`,
  }),
  tooFar: (oldest: number, newest: number): Said => ({
    en: say`must be a revision from ${{ entry: oldest }} to ${{ entry: newest }}: the log has gone on too far. Leave it out, to decide on what is so now`,
    fr: say`doit être une révision de ${{ entry: oldest }} à ${{ entry: newest }} : le journal a trop avancé. Omettez-la, pour décider sur ce qui vaut maintenant`,
  }),
  reasonToPropose: {
    en: say`is needed: these commands need a second person, so that the scenario is proposed`,
    fr: say`est nécessaire : ces commandes demandent une seconde personne, et le scénario est donc proposé`,
  },
  someCommands: { en: say`must not be empty`, fr: say`ne doit pas être vide` },
  scenarioList: (most: number) => ({
    en: `a list of 1 to ${most} scenarios {"name", "commands"}`,
    fr: `une liste de 1 à ${most} scénarios {"name", "commands"}`,
  }),
  commandList: (most: number) => ({
    en: `a list of at most ${most} commands {"command", ...body}`,
    fr: `une liste d’au plus ${most} commandes {"command", ...corps}`,
  }),
  trueOrFalse: { en: 'true or false', fr: 'true ou false' },
  instant: { en: 'an instant (2030-01-01T00:00:00Z)', fr: 'un instant (2030-01-01T00:00:00Z)' },
  revision: { en: 'a revision: a whole number from 0', fr: 'une révision : un nombre entier à partir de 0' },
} as const;
