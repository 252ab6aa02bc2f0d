import type { Subject } from '../../state/claim.js';
import type { Disagreement, Figure, Telling } from '../../state/duplicate-reports/reports.js';
import { answersInFrench } from '../../entries/permit-answered.js';
import { measuresInFrench } from '../../entries/strength-reported.js';
import { isEntryType, mayChange, registry, type EntryType } from '../../entries/registry.js';
import type { Count } from '../../values/count.js';
import { harmInFrench, isSingle } from '../../sentences/people.js';
import { joined, say } from '../../sentences/say.js';
import type { Language, Part, Parts, Sentence } from '../../sentences/part.js';

/** How many reports a message names. */
const namedMax = 10;

/** What ends a base's holding happens once, and is said by its day. */
const happensOnce = (type: string): boolean => isEntryType(type) && mayChange(type, ['bases']);

const inFrench = (table: object, word: string): string =>
  new Map<string, string>(Object.entries(table)).get(word) ?? word;

const typeIn: Readonly<Record<Language, (type: string) => Part>> = {
  en: (type) => ({ code: type }),
  fr: (type) => ({ term: type in registry ? registry[type as EntryType].sentence.nameFr : type }),
};

/** How a role is said: words, and then what is named. */
type Role = (named: string) => Parts;

const rolesEn: Readonly<Record<keyof Subject, Role>> = {
  convoy: (convoy) => say`convoy ${{ convoy }}`,
  base: (base) => say`at ${{ base }}`,
  from: (place) => say`from ${{ place }}`,
  to: (place) => say`to ${{ place }}`,
  at: (place) => say`at ${{ place }}`,
  place: (place) => say`at ${{ place }}`,
  category: (text) => say`of ${{ text }}`,
  counter: (text) => say`of ${{ text }}`,
  permit: (permit) => say`of ${{ permit }}`,
  measure: (term) => say`${{ term }}`,
  component: (population) => say`${{ population }}`,
  contingent: (contingent) => say`of ${{ contingent }}`,
  since: (day) => say`since ${{ day }}`,
  toll: (revision) => say`of #${{ entry: Number(revision) }}`,
};

const rolesFr: Readonly<Record<keyof Subject, Role>> = {
  convoy: (convoy) => say`convoi ${{ convoy }}`,
  base: (base) => say`à la base ${{ base }}`,
  from: (place) => say`depuis ${{ place }}`,
  to: (place) => say`vers ${{ place }}`,
  at: (place) => say`à ${{ place }}`,
  place: (place) => say`à ${{ place }}`,
  category: (text) => say`matériel ${{ text }}`,
  counter: (text) => say`compteur ${{ text }}`,
  permit: (permit) => say`autorisation ${{ permit }}`,
  measure: (measure) => say`${{ term: inFrench(measuresInFrench, measure) }}`,
  component: (population) => say`${{ population }}`,
  contingent: (contingent) => say`contingent ${{ contingent }}`,
  since: (day) => say`depuis le ${{ day }}`,
  toll: (revision) => say`bilan de n° ${{ entry: Number(revision) }}`,
};

/** The words in which the languages differ. */
interface Words {
  roles: Readonly<Record<keyof Subject, Role>>;
  number: string;
  on: (first: string, last: string) => Parts;
  of: string;
  whose: (of: string, component: string, count: Count) => Parts;
  answer: (answer: string) => string;
  more: (number: number) => Parts;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    roles: rolesEn,
    number: '#',
    on: (first, last) => (first === last ? say`on ${{ day: first }}` : say`on ${{ day: first }} to ${{ day: last }}`),
    of: 'of ',
    whose: (of, component) => (of === 'people' ? say` ${{ component }}` : say` ${{ term: of }}`),
    answer: (answer) => answer,
    more: (number) => say`; and ${{ number, plain: true }} more`,
  },
  fr: {
    roles: rolesFr,
    number: 'n° ',
    on: (first, last) => (first === last ? say`le ${{ day: first }}` : say`du ${{ day: first }} au ${{ day: last }}`),
    of: 'sur ',
    whose: (of, component, count) => {
      if (of === 'people') return say` ${isSingle(count) ? { component, single: true } : { component }}`;
      const [side = '', what = ''] = of.split(' ');
      return say` ${harmInFrench(side, what, isSingle(count))}`;
    },
    answer: (answer) => inFrench(answersInFrench, answer),
    more: (number) => say` ; et ${{ number }} autres`,
  },
};

const rangeOf = ({ low, high }: Figure): Count =>
  high === null ? { atLeast: low } : low === high ? low : { from: low, to: high };

function figureIn(language: Language, figure: Figure): Parts {
  const { of, component, contingent } = figure;
  const range = rangeOf(figure);
  if (of === 'count' || of === 'equipment') return say`${{ number: range }}`;
  if (of === 'of') return say`${words[language].of}${{ number: range }}`;
  const who = contingent === undefined ? [] : say` (${{ contingent }})`;
  return say`${{ people: range }}${words[language].whose(of, component, range)}${who}`;
}

const figuresIn = (language: Language, figures: readonly Figure[], between: string): Parts =>
  joined(
    figures.map((one) => figureIn(language, one)),
    between,
  );

/** Who says it, as messages name it. */
const whoSays = (language: Language, { revision, by }: Telling): Parts =>
  say`${words[language].number}${{ entry: revision }} (${{ source: by }})`;

/** The numbers, the answer or the time that a report gives. */
function claimed(language: Language, { answer, figures, occurredAt }: Telling): Parts {
  if (answer !== undefined) return say`${{ term: words[language].answer(answer) }}`;
  return figures.length > 0 ? figuresIn(language, figures, ' ') : say`${{ day: occurredAt }}`;
}

/** Who says what, one after the other. */
export const sayings = (language: Language, tellings: readonly Telling[]): Parts =>
  joined(
    tellings.map((one) => say`${whoSays(language, one)} ${claimed(language, one)}`),
    language === 'fr' ? ' ; ' : '; ',
  );

function listed(language: Language, tellings: readonly Telling[], saying: (one: Telling) => Parts): Parts {
  const named = tellings.slice(0, namedMax).map(saying);
  const more = tellings.length - named.length;
  return say`${joined(named, language === 'fr' ? ' ; ' : '; ')}${more > 0 ? words[language].more(more) : []}`;
}

/** The type, subject and days of reports, as messages say it: what one leaves out another may give. */
function whatOf(language: Language, tellings: readonly Telling[]): Parts {
  const [{ type } = { type: '' }] = tellings;
  const { roles, on } = words[language];
  const parts: Parts[] = [[typeIn[language](type)]];
  for (const role of Object.keys(roles) as (keyof Subject)[]) {
    const given = tellings.map(({ subject }) => subject[role]).find((text) => text !== undefined);
    if (given !== undefined) parts.push(roles[role](given));
  }
  if (happensOnce(type)) return joined(parts, ' ');
  const first = tellings.map((one) => one.first).toSorted()[0] ?? '';
  const last = tellings
    .map((one) => one.last)
    .toSorted()
    .at(-1);
  return joined([...parts, on(first, last ?? '')], ' ');
}

const sourcesOf = (group: readonly Telling[]): number => new Set(group.map(({ source }) => source)).size;

const told =
  (language: Language) =>
  (one: Telling): Parts =>
    say`${whoSays(language, one)} ${figuresIn(language, one.figures, ', ')}`;

const duplicate: Sentence<{ group: readonly Telling[] }> = {
  en: ({ group }) =>
    say`${group.length === 2 ? 'Two' : { number: group.length, plain: true }} entries of ${{ number: sourcesOf(group), plain: true }} sources may tell one thing, ${whatOf('en', group)}: ${listed('en', group, told('en'))}. ${group.length === 2 ? 'Both' : 'All'} stand in the books. Retract what repeats another, or settle this if each happened.`,
  fr: ({ group }) =>
    say`${group.length === 2 ? 'Deux' : { number: group.length }} écritures (sources : ${{ number: sourcesOf(group) }}) disent peut-être une seule et même chose, ${whatOf('fr', group)} : ${listed('fr', group, told('fr'))}. ${group.length === 2 ? 'Les deux' : 'Toutes'} figurent dans les comptes. Retirez celle qui en répète une autre, ou réglez cette contradiction si chacune a eu lieu.`,
};

/** Which of several reports stands, and why. */
function standing({ among, stands }: Disagreement): 'beside' | 'last' | 'refused' | 'later' {
  if (among.some(({ effect }) => effect === 'beside')) return 'beside';
  if (stands === Math.max(...among.map(({ revision }) => revision))) return 'last';
  return among.some(({ effect }) => effect === 'nothing') ? 'refused' : 'later';
}

const refused = (language: Language, among: readonly Telling[]): Parts =>
  joined(
    among
      .filter(({ effect }) => effect === 'nothing')
      .map(({ revision }) => say`${words[language].number}${{ entry: revision }}`),
    ', ',
  );

const standsEn = (one: Disagreement): Parts =>
  ({
    beside: () => say`All are shown beside the books.`,
    last: () => say`#${{ entry: one.stands }} stands, recorded last.`,
    refused: () =>
      say`#${{ entry: one.stands }} stands: nobody comes back, so that ${refused('en', one.among)} posts nothing.`,
    later: () => say`#${{ entry: one.stands }} stands, of the later hour.`,
  })[standing(one)]();

const standsFr = (one: Disagreement): Parts =>
  ({
    beside: () => say`Toutes sont montrées à côté des comptes.`,
    last: () => say`L’écriture n° ${{ entry: one.stands }} fait foi, car enregistrée la dernière.`,
    refused: () =>
      say`L’écriture n° ${{ entry: one.stands }} fait foi : personne ne revient, si bien que ${refused('fr', one.among)} n’inscrit rien.`,
    later: () => say`L’écriture n° ${{ entry: one.stands }} fait foi, car de l’heure la plus tardive.`,
  })[standing(one)]();

const isOnce = ({ among: [first] }: Disagreement): boolean => first !== undefined && happensOnce(first.type);

const disagreement: Sentence<Disagreement> = {
  en: (one) =>
    say`Sources disagree, ${whatOf('en', one.among)}: ${listed('en', one.among, (by) => say`${whoSays('en', by)} says ${claimed('en', by)}`)}. ${isOnce(one) ? 'It happens once.' : 'Not all can be true.'} ${standsEn(one)} Correct or retract what is wrong, or settle this.`,
  fr: (one) =>
    say`Des sources sont en désaccord, ${whatOf('fr', one.among)} : ${listed('fr', one.among, (by) => say`${whoSays('fr', by)} dit ${claimed('fr', by)}`)}. ${isOnce(one) ? 'Cela n’arrive qu’une fois.' : 'Tout ne peut pas être vrai.'} ${standsFr(one)} Corrigez ou retirez ce qui est faux, ou réglez cette contradiction.`,
};

/** What is said of reports that may be one thing, or that cannot all be true. */
export const ofReports = { 'possible-duplicate': duplicate, 'sources-disagree': disagreement };
