import { partsOfDiscrepancy, say, type Discrepancy, type Language, type Parts, type Sentence } from '#libs/domain';
import { conflictSentences, type Conflict } from '#libs/planning';

/** The figures that each alert is said with, and what of: a contradiction of the log or the plan has its own words. */
export type AlertFigures =
  | { kind: 'discrepancy'; discrepancy: Pick<Discrepancy, 'rule' | 'figures'> }
  | { kind: 'conflict'; conflict: Pick<Conflict, 'rule' | 'figures'> }
  | { kind: 'silent'; convoy: string; heard: string }
  | { kind: 'overdue'; convoy: string; due: string; isDeparted: boolean }
  | {
      kind: 'pace';
      requiredPerDay: number;
      bestPerDay: number;
      from: string;
      to: string;
      deadline: string;
      /** Once the deadline has passed: who is still to leave by the last total, and the day of that. */
      overdue?: { people: number; asOf: string };
    }
  | { kind: 'forecast'; percent: number; day: string; deadline: string }
  | { kind: 'stopped'; revision: number };

type Own = Exclude<AlertFigures, { kind: 'discrepancy' | 'conflict' }>;
type Of<K extends Own['kind']> = Extract<Own, { kind: K }>;

/** A number with the decimal sign of French. */
const comma = (value: number): string => String(value).replace('.', ',');

const sentences: { readonly [K in Own['kind']]: Sentence<Of<K>> } = {
  silent: {
    en: ({ convoy, heard }) =>
      say`Nobody has heard of convoy ${{ convoy }} since ${{ day: heard }}. Find out where it is, and report it.`,
    fr: ({ convoy, heard }) =>
      say`Aucune nouvelle du convoi ${{ convoy }} depuis le ${{ day: heard }}. Cherchez où il est, et signalez-le.`,
  },
  overdue: {
    en: ({ convoy, due, isDeparted }) =>
      isDeparted
        ? say`Convoy ${{ convoy }} was to arrive by ${{ day: due }} at the latest, and has not. Report where it is, or that it arrived.`
        : say`Convoy ${{ convoy }} was to depart on ${{ day: due }}, and has not. Report its departure, or plan it anew.`,
    fr: ({ convoy, due, isDeparted }) =>
      isDeparted
        ? say`Le convoi ${{ convoy }} devait arriver au plus tard le ${{ day: due }}, et n’est pas arrivé. Signalez où il est, ou son arrivée.`
        : say`Le convoi ${{ convoy }} devait partir le ${{ day: due }}, et n’est pas parti. Signalez son départ, ou prévoyez-le à nouveau.`,
  },
  pace: {
    en: ({ requiredPerDay, bestPerDay, from, to, deadline, overdue }) =>
      overdue
        ? say`The deadline, ${{ day: deadline }}, has passed, and by the last total, of ${{ day: overdue.asOf }}, ${{ people: overdue.people }} ${overdue.people === 1 ? 'person is' : 'people are'} still to leave. Report a newer total, or move the deadline.`
        : say`To be out by ${{ day: deadline }}, ${String(requiredPerDay)} people must leave a day; the best so far was ${String(bestPerDay)} a day, from ${{ day: from }} to ${{ day: to }}.`,
    fr: ({ requiredPerDay, bestPerDay, from, to, deadline, overdue }) =>
      overdue
        ? say`L’échéance du ${{ day: deadline }} est passée, et selon le dernier total, du ${{ day: overdue.asOf }}, ${{ people: overdue.people }} ${overdue.people === 1 ? 'personne doit' : 'personnes doivent'} encore partir. Signalez un total plus récent, ou déplacez l’échéance.`
        : say`Pour être partis le ${{ day: deadline }}, il faut ${comma(requiredPerDay)} départs par jour ; le mieux jusqu’ici était ${comma(bestPerDay)} par jour, du ${{ day: from }} au ${{ day: to }}.`,
  },
  forecast: {
    en: ({ percent, day, deadline }) =>
      say`By the forecast at the end of ${{ day }}, the probability that the deadline of ${{ day: deadline }} is met was ${String(percent)} percent.`,
    fr: ({ percent, day, deadline }) =>
      say`Selon la prévision à la fin du ${{ day }}, la probabilité de tenir l’échéance du ${{ day: deadline }} était de ${String(percent)} pour cent.`,
  },
  stopped: {
    en: ({ revision }) =>
      say`The log cannot be read on after entry ${{ entry: revision }}: nothing of the mission is up to date. See the server’s log for why.`,
    fr: ({ revision }) =>
      say`Le journal ne se lit plus après l’écriture ${{ entry: revision }} : rien de la mission n’est à jour. Voyez pourquoi dans le journal du serveur.`,
  },
};

/** The parts of what is said of an alert. */
export function partsOfAlert(figures: AlertFigures, language: Language): Parts {
  if (figures.kind === 'discrepancy') return partsOfDiscrepancy(figures.discrepancy, language);
  if (figures.kind === 'conflict') {
    const sentence = conflictSentences[figures.conflict.rule] as Sentence<object>;
    return sentence[language](figures.conflict.figures);
  }
  return (sentences[figures.kind] as Sentence<Own>)[language](figures);
}
