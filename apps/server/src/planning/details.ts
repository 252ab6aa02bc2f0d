import { codes, joined, say, type Said } from '#libs/domain';
import type { Graded, TrackRecord } from '#libs/forecast';

/** A number to so many decimals, with a comma before them if the language has one. */
const decimal = (value: number, decimals: number): { en: string; fr: string } => {
  const text = String(Number(value.toFixed(decimals)));
  return { en: text, fr: text.replace('.', ',') };
};

/** What a forecast says of itself, in words. */
export const details = {
  tempo: (seen: number, expected: number, tempo: number): Said => {
    const [one, other, speed] = [decimal(seen, 1), decimal(expected, 1), decimal(tempo, 2)];
    return {
      en: say`Closings seen, newer ones counting more: ${one.en}; the plans expected ${other.en}: tempo ${speed.en}.`,
      fr: say`Fermetures observées, les plus récentes comptant davantage : ${one.fr} ; les plans en prévoyaient ${other.fr} : rythme ${speed.fr}.`,
    };
  },
  prior: (weight: number): Said => {
    const percent = String(Math.round(weight * 100));
    return {
      en: say`Of the tempo, ${percent} percent is what is assumed of any withdrawal, the rest comes from this log.`,
      fr: say`Du rythme, ${percent} pour cent est ce que l’on suppose de tout retrait, le reste vient de ce journal.`,
    };
  },
  stray: (days: number): Said => ({
    en: say`Bases are left about ${decimal(days, 1).en} days off their planned days.`,
    fr: say`Les bases sont quittées à environ ${decimal(days, 1).fr} jours des jours prévus.`,
  }),
  saidThen: (on: string, { p10, p90, came }: Graded<string>): Said => ({
    en: say`On ${{ day: on }} the last base was forecast to be left from ${{ day: p10 }} to ${{ day: p90 }} (8 in 10); ${came === null ? 'it has not been.' : say`it was on ${{ day: came }}.`}`,
    fr: say`Le ${{ day: on }}, le départ de la dernière base était prévu du ${{ day: p10 }} au ${{ day: p90 }} (8 fois sur 10) ; ${came === null ? 'il n’a pas eu lieu.' : say`il a eu lieu le ${{ day: came }}.`}`,
  }),
  record: ({ count, within, meanDaysOff, meanPlanDaysOff }: TrackRecord): Said => {
    if (within === null || meanDaysOff === null || meanPlanDaysOff === null)
      return {
        en: say`No forecast of a base has come out yet.`,
        fr: say`Aucune prévision d’une base ne s’est encore dénouée.`,
      };
    const percent = String(Math.round(within * 100));
    const [own, plan] = [String(Math.round(meanDaysOff)), String(Math.round(meanPlanDaysOff))];
    return {
      en: say`Of ${String(count)} forecasts of a base that have come out, ${percent} percent held the day within their band of 80 percent; they were off by ${own} days on average, the plan by ${plan}.`,
      fr: say`Sur ${String(count)} prévisions d’une base qui se sont dénouées, ${percent} pour cent contenaient le jour dans leur intervalle à 80 pour cent ; l’écart moyen était de ${own} jours, celui du plan de ${plan}.`,
    };
  },
  noFigure: (pointer: string, near: readonly string[]): Said => ({
    en: say`The forecast has no figure at ${{ code: pointer }}. It has ${codes(near)}.`,
    fr: say`La prévision n’a pas de chiffre à ${{ code: pointer }}. Elle a ${codes(near)}.`,
  }),
  people: (tempo: number, weight: number): Said => {
    const [speed, percent] = [decimal(tempo, 2), String(Math.round(weight * 100))];
    return {
      en: say`People leave at tempo ${speed.en} of an even departure until the deadline; ${percent} percent of that is assumed.`,
      fr: say`Les personnes partent au rythme ${speed.fr} d’un départ régulier jusqu’à l’échéance ; ${percent} pour cent en est supposé.`,
    };
  },
  totalsLeftOut: (revisions: readonly number[]): Said => {
    const entries = joined(
      revisions.map((entry) => say`${{ entry }}`),
      ', ',
    );
    return {
      en: say`Totals that contradict what was reported besides are left out, those of entries ${entries}. Correct, retract or dispute one side.`,
      fr: say`Les totaux qui contredisent les autres rapports sont laissés de côté, ceux des écritures ${entries}. Corrigez, retirez ou contestez l’un des côtés.`,
    };
  },
  deadlinePassed: (deadline: string, lastTotal: string | undefined): Said => {
    if (lastTotal !== undefined && lastTotal >= deadline)
      return {
        en: say`The deadline of ${{ day: deadline }} has passed: who was present on it is told by the last total.`,
        fr: say`L’échéance du ${{ day: deadline }} est passée : les présents à cette date sont ceux du dernier total.`,
      };
    const [en, fr] =
      lastTotal === undefined
        ? ['No total was ever reported', 'Aucun total n’a jamais été signalé']
        : [say`The last total is of ${{ day: lastTotal }}`, say`Le dernier total est du ${{ day: lastTotal }}`];
    return {
      en: say`The deadline of ${{ day: deadline }} has passed. ${en}: who was present on the deadline is a forecast still. Report that total.`,
      fr: say`L’échéance du ${{ day: deadline }} est passée. ${fr} : les présents à l’échéance restent une prévision. Signalez ce total.`,
    };
  },
  plannedPast: (count: number, of: number, deadline: string): Said => ({
    en: say`Of ${String(of)} bases that are planned, ${String(count)} are planned after the deadline of ${{ day: deadline }}.`,
    fr: say`Sur ${String(of)} bases planifiées, ${String(count)} le sont après l’échéance du ${{ day: deadline }}.`,
  }),
  noBase: (): Said => ({
    en: say`No base that is not for liquidation is known: there is no completion to forecast.`,
    fr: say`Aucune base hors liquidation n’est connue : il n’y a pas d’achèvement à prévoir.`,
  }),
  isOver: (): Said => ({
    en: say`Every base that is not for liquidation has been left.`,
    fr: say`Toutes les bases hors liquidation ont été quittées.`,
  }),
  compareForm: {
    en: say`compareTo must be a revision (41), or the name of a baseline.`,
    fr: say`${{ code: 'compareTo' }} doit être une révision (41), ou le nom d’un plan de référence.`,
  },
  noBaseline: (name: string, newest: number, known: readonly string[]): Said => ({
    en: say`compareTo: "${{ code: name }}" is no revision up to ${{ entry: newest }}, and no baseline. ${known.length === 0 ? 'None has been named yet.' : say`Named are ${codes(known)}.`}`,
    fr: say`${{ code: 'compareTo' }} : "${{ code: name }}" n’est ni une révision jusqu’à ${{ entry: newest }}, ni un plan de référence. ${known.length === 0 ? 'Aucun n’a encore été nommé.' : say`Nommés : ${codes(known)}.`}`,
  }),
  window: (from: string, to: string, isPlanned: boolean): Said => ({
    en: say`${isPlanned ? 'Planned' : 'No plan: expected'} from ${{ day: from }} to ${{ day: to }}.`,
    fr: say`${isPlanned ? 'Prévu' : 'Sans plan : attendu'} du ${{ day: from }} au ${{ day: to }}.`,
  }),
};
