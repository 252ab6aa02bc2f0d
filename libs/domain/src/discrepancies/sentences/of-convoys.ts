import { routeInWords } from '../../entries/shared/route.js';
import { joined, say, where } from '../../sentences/say.js';
import type { Parts, Sentence } from '../../sentences/part.js';
import type { FlagFigures } from '../../state/flag.js';

type Saying<R extends keyof FlagFigures> = Sentence<FlagFigures[R]>;

/** The states of a convoy in French. */
const statesInFrench: Readonly<Record<string, string>> = {
  planned: 'prévu',
  'under-way': 'en route',
  halted: 'arrêté',
  arrived: 'arrivé',
  'turned-back': 'revenu',
};

const state = { en: (was: string) => ({ term: was }), fr: (was: string) => ({ term: statesInFrench[was] ?? was }) };

const attacked: Saying<'attacked-when-not-under-way'> = {
  en: ({ convoy, was }) =>
    say`Convoy ${{ convoy }} is said to have been attacked when it was not under way (${state.en(was)}). Report its departure, or correct the time of the attack.`,
  fr: ({ convoy, was }) =>
    say`Le convoi ${{ convoy }} aurait été attaqué alors qu’il n’était pas en route (${state.fr(was)}). Signalez son départ, ou corrigez l’heure de l’attaque.`,
};

const halted: Saying<'halted-when-not-under-way'> = {
  en: ({ convoy, was }) =>
    say`Convoy ${{ convoy }} is said to have halted when it was not under way (${state.en(was)}). Report its departure, or correct the time of the halt.`,
  fr: ({ convoy, was }) =>
    say`Le convoi ${{ convoy }} se serait arrêté alors qu’il n’était pas en route (${state.fr(was)}). Signalez son départ, ou corrigez l’heure de l’arrêt.`,
};

const resumed: Saying<'resumed-when-not-under-way'> = {
  en: ({ convoy, was }) =>
    say`Convoy ${{ convoy }} is said to have gone on when it was not under way (${state.en(was)}). Report its departure, or correct the time at which it went on.`,
  fr: ({ convoy, was }) =>
    say`Le convoi ${{ convoy }} serait reparti alors qu’il n’était pas en route (${state.fr(was)}). Signalez son départ, ou corrigez l’heure de sa reprise.`,
};

const plannedBefore: Saying<'planned-before-it-ended'> = {
  en: ({ convoy, began }) =>
    say`Convoy ${{ convoy }} is planned before the leg planned or begun by entry ${{ entry: began }} has ended. Correct the time of the plan, or give the movement another id.`,
  fr: ({ convoy, began }) =>
    say`Le convoi ${{ convoy }} est prévu avant la fin de l’étape prévue ou commencée par l’écriture ${{ entry: began }}. Corrigez l’heure de cette prévision, ou donnez au mouvement un autre identifiant.`,
};

const turnedBackAfter: Saying<'turned-back-after-arriving'> = {
  en: ({ convoy }) =>
    say`Convoy ${{ convoy }} is said to have turned back, but it had arrived. Correct one of the entries, or report that it departed again.`,
  fr: ({ convoy }) =>
    say`Le convoi ${{ convoy }} aurait fait demi-tour, mais il était arrivé. Corrigez l’une des écritures, ou signalez qu’il est reparti.`,
};

const turnedBackWithout: Saying<'turned-back-without-departing'> = {
  en: ({ convoy }) =>
    say`Convoy ${{ convoy }} is said to have turned back, but nobody reported that it departed. Report its departure.`,
  fr: ({ convoy }) =>
    say`Le convoi ${{ convoy }} aurait fait demi-tour, mais personne n’a signalé son départ. Signalez son départ.`,
};

const arrivedWithout: Saying<'arrived-without-departing'> = {
  en: ({ convoy }) =>
    say`Convoy ${{ convoy }} is said to have arrived, but nobody reported that it departed. Report its departure.`,
  fr: ({ convoy }) =>
    say`Le convoi ${{ convoy }} serait arrivé, mais personne n’a signalé son départ. Signalez son départ.`,
};

const arrivedAfter: Saying<'arrived-after-turning-back'> = {
  en: ({ convoy, at }) =>
    say`Convoy ${{ convoy }} is said to have arrived${where(at, (place) => say` at ${{ place }}`)}, but it had turned back. Correct one of the entries, or report that it departed again.`,
  fr: ({ convoy, at }) =>
    say`Le convoi ${{ convoy }} serait arrivé${where(at, (place) => say` à ${{ place }}`)}, mais il avait fait demi-tour. Corrigez l’une des écritures, ou signalez qu’il est reparti.`,
};

const arrivedElsewhere: Saying<'arrived-elsewhere'> = {
  en: ({ convoy, at, arrivedAt }) =>
    say`Convoy ${{ convoy }} is said to have arrived at ${{ place: at ?? 'undefined' }}, but it arrived at ${{ place: arrivedAt ?? 'undefined' }} with all who set out. Correct one of the entries, or report that it departed again.`,
  fr: ({ convoy, at, arrivedAt }) =>
    say`Le convoi ${{ convoy }} serait arrivé à ${{ place: at ?? '?' }}, mais il est arrivé à ${{ place: arrivedAt ?? '?' }} avec tous ceux qui étaient partis. Corrigez l’une des écritures, ou signalez qu’il est reparti.`,
};

const departedOtherwise: Saying<'departed-otherwise'> = {
  en: ({ convoy, told, known }) =>
    say`Convoy ${{ convoy }} is said to have departed${routeInWords.en(told)}, but it was under way${routeInWords.en(known)}. Correct one of the entries, or report that it arrived or turned back before.`,
  fr: ({ convoy, told, known }) =>
    say`Le convoi ${{ convoy }} serait parti${routeInWords.fr(told)}, mais il était en route${routeInWords.fr(known)}. Corrigez l’une des écritures, ou signalez qu’il était arrivé ou avait fait demi-tour auparavant.`,
};

/** People whom an arrival brings beside those expected: too few or too many, or more than were still missing. */
type OtherNumbers = FlagFigures['arrived-with-other-numbers'] | { convoy: string; fewer: number; excess: number };

/** The numbers that differ, one after the other. */
const numbers = (fewer: number, excess: number, words: { fewer: string; more: string; and: string }): Parts =>
  joined(
    [
      ...(fewer > 0 ? [say`${{ people: fewer, plain: true }} ${words.fewer}`] : []),
      ...(excess > 0 ? [say`${{ people: excess, plain: true }} ${words.more}`] : []),
    ],
    words.and,
  );

const otherNumbers: Sentence<OtherNumbers> = {
  en: (figures) =>
    'beyond' in figures
      ? say`Convoy ${{ convoy: figures.convoy }} is said to have brought ${{ people: figures.beyond, plain: true }} people more than were still missing of those who set out with it (${{ people: figures.brings, plain: true }}). Correct one of the entries, or settle this.`
      : say`${numbers(figures.fewer, figures.excess, { fewer: 'fewer', more: 'more', and: ' and ' })} people arrived with convoy ${{ convoy: figures.convoy }} than it carried. Correct one of the entries, or report what became of them.`,
  fr: (figures) =>
    'beyond' in figures
      ? say`Le convoi ${{ convoy: figures.convoy }} aurait amené ${{ people: figures.beyond }} personnes de plus qu’il n’en manquait encore parmi ceux qui étaient partis avec lui (${{ people: figures.brings }}). Corrigez l’une des écritures, ou réglez cette contradiction.`
      : say`Le convoi ${{ convoy: figures.convoy }} est arrivé avec d’autres nombres qu’au départ : ${numbers(figures.fewer, figures.excess, { fewer: 'personnes de moins', more: 'personnes de plus', and: ' et ' })}. Corrigez l’une des écritures, ou signalez ce que ces personnes sont devenues.`,
};

/** What is said of a convoy whose reports contradict each other. */
export const ofConvoys = {
  'arrived-with-other-numbers': otherNumbers,
  'attacked-when-not-under-way': attacked,
  'arrived-without-departing': arrivedWithout,
  'arrived-after-turning-back': arrivedAfter,
  'arrived-elsewhere': arrivedElsewhere,
  'departed-otherwise': departedOtherwise,
  'halted-when-not-under-way': halted,
  'resumed-when-not-under-way': resumed,
  'turned-back-after-arriving': turnedBackAfter,
  'turned-back-without-departing': turnedBackWithout,
  'planned-before-it-ended': plannedBefore,
};
