import { methodsInFrench } from '../../entries/equipment-disposed.js';
import { permitsInFrench } from '../../entries/permit-requested.js';
import { say, where } from '../../sentences/say.js';
import type { Parts, Sentence } from '../../sentences/part.js';
import type { FlagFigures } from '../../state/flag.js';

type Base = { base: string; called: string };

const peopleBooked: Sentence<Base & { isVacated: boolean; people: number }> = {
  en: ({ isVacated, people, ...base }) =>
    say`${base} was ${isVacated ? 'vacated' : 'handed over'} with ${{ people, plain: true }} people booked there. Report where they went, or correct their numbers.`,
  fr: ({ isVacated, people, ...base }) =>
    say`La base ${base} a été ${isVacated ? 'évacuée' : 'remise'} alors que des personnes y étaient encore inscrites (${{ people }}). Signalez où elles sont allées, ou corrigez leur nombre.`,
};

const datePassed: Sentence<Base & { last: string }> = {
  en: ({ last, ...base }) =>
    say`${base} was to be left by ${{ day: last }} and has not been. Report that it was vacated, or postpone it.`,
  fr: ({ last, ...base }) =>
    say`La base ${base} devait être quittée au plus tard le ${{ day: last }} et ne l’a pas été. Signalez son évacuation, ou reportez son retrait.`,
};

const afterDeadline: Sentence<Base & { last: string; deadline: string }> = {
  en: ({ last, deadline, ...base }) =>
    say`${base} is planned to be left by ${{ day: last }}, after the deadline of ${{ day: deadline }}. Expedite it, or move the deadline.`,
  fr: ({ last, deadline, ...base }) =>
    say`Le retrait de la base ${base} est prévu au plus tard le ${{ day: last }}, après l’échéance du ${{ day: deadline }}. Avancez-le, ou déplacez l’échéance.`,
};

/** A base whose hub closes before it: the hub was left, or is planned to be. */
type Hub = { of: Base; planned?: string; hub: Base } & ({ leftOn: string } | { closes: string });

const until = {
  en: (planned: string | undefined): Parts =>
    planned === undefined ? say`which has no planned date` : say`planned for ${{ day: planned }}`,
  fr: (planned: string | undefined): Parts =>
    planned === undefined ? say`sans date prévue` : say`prévue le ${{ day: planned }}`,
};

const hubCloses: Sentence<Hub> = {
  en: ({ of, planned, hub, ...when }) =>
    'leftOn' in when
      ? say`${hub}, the hub of ${of} (${until.en(planned)}), was left on ${{ day: when.leftOn }}, and ${of} has not been. Report that it was, or correct its hub.`
      : say`${hub} is planned to close on ${{ day: when.closes }}, before ${of} (${until.en(planned)}), whose hub it is. Plan one of them anew.`,
  fr: ({ of, planned, hub, ...when }) =>
    'leftOn' in when
      ? say`La base ${hub}, base d’appui de la base ${of} (${until.fr(planned)}), a été quittée le ${{ day: when.leftOn }}, et celle-ci ne l’a pas été. Signalez qu’elle l’a été, ou corrigez sa base d’appui.`
      : say`La fermeture de la base ${hub} est prévue le ${{ day: when.closes }}, avant celle de la base ${of} (${until.fr(planned)}), dont elle est la base d’appui. Planifiez à nouveau l’une des deux.`,
};

const receivers: Sentence<FlagFigures['different-receivers']> = {
  en: ({ receivers: [one, other], ...base }) =>
    say`${base} is said to have gone to ${{ name: one }} and to ${{ name: other }}. Correct, retract or dispute one of the entries.`,
  fr: ({ receivers: [one, other], ...base }) =>
    say`Le camp de la base ${base} aurait été remis à ${{ name: one }} et à ${{ name: other }}. Corrigez, retirez ou contestez l’une des écritures.`,
};

const unanswered: Sentence<{ authority: string; permit: string; kind: string; asked: string; days: number }> = {
  en: ({ authority, permit, kind, asked, days }) =>
    say`${{ name: authority }} has not answered permit ${{ permit }} (${{ term: kind }}), requested on ${{ day: asked }}, for more than ${{ number: days, plain: true }} days. Report the answer when there is one.`,
  fr: ({ authority, permit, kind, asked, days }) =>
    say`${{ name: authority }} n’a pas répondu à la demande d’autorisation ${{ permit }} (${{ term: kindInFrench(kind) }}), présentée le ${{ day: asked }}, depuis plus de ${{ number: days }} jours. Signalez la réponse dès qu’il y en a une.`,
};

const restricted: Sentence<FlagFigures['restricted-disposed']> = {
  en: ({ category, method, count, base }) =>
    say`Equipment ${{ term: method }}${where(base, (id) => say` at ${{ base: id }}`)}: ${{ number: count }} ${{ text: category }}. A contingent takes home its weapons, ammunition, armoured vehicles and aircraft, and may neither give away nor sell them. Correct the entry, or settle this with whose they were.`,
  fr: ({ category, method, count, base }) =>
    say`Matériel cédé (${{ term: methodInFrench(method) }})${where(base, (id) => say` à la base ${{ base: id }}`)} : ${{ number: count }} ${{ text: category }}. Un contingent rapatrie ses armes, munitions, véhicules blindés et aéronefs, et ne peut ni les donner ni les vendre. Corrigez l’écriture, ou réglez ceci en disant à qui c’était.`,
};

const methodInFrench = (method: string): string =>
  new Map<string, string>(Object.entries(methodsInFrench)).get(method) ?? method;

/** The kind of a permit in French. */
export const kindInFrench = (kind: string): string =>
  new Map<string, string>(Object.entries(permitsInFrench)).get(kind) ?? kind;

/** What is said of a base or a permit that contradicts its plan. */
export const ofBases = {
  'people-booked-after-vacated': peopleBooked,
  'planned-date-passed': datePassed,
  'scheduled-after-deadline': afterDeadline,
  'restricted-disposed': restricted,
  'hub-closes-first': hubCloses,
  'different-receivers': receivers,
  'permit-unanswered': unanswered,
};
