import { kindInFrench } from '../discrepancies/sentences/of-bases.js';
import { isSingle } from '../sentences/people.js';
import { say } from '../sentences/say.js';
import type { Parts, Said } from '../sentences/part.js';
import type { PermitWaited } from './verdicts/permits.js';
import type { SiteAtRisk } from './verdicts/sites.js';

const days = {
  en: (number: number): Parts => say`${{ number, plain: true }} ${number === 1 ? 'day' : 'days'}`,
  fr: (number: number): Parts => say`${{ number }} ${isSingle(number) ? 'jour' : 'jours'}`,
};

/** Every base has been left; of some people nobody knows where they are. */
export const allLeft = (unaccounted: number): Said => ({
  en: say`Every base that is not a liquidation base has been left, and the reports allow that nobody is left outside those.${unaccounted > 0 ? say` ${{ people: unaccounted }} ${unaccounted === 1 ? 'person is' : 'people are'} not accounted for.` : []}`,
  fr: say`Toutes les bases, hors liquidation, ont été quittées, et les rapports permettent que personne ne reste ailleurs.${unaccounted > 0 ? say` Personnes dont rien ne dit où elles sont : ${{ people: unaccounted }}.` : []}`,
});

export const deadlinePassed = (ago: number): Said => ({
  en: say`The deadline passed ${days.en(ago)} ago and the withdrawal is not complete.`,
  fr: say`L’échéance est passée depuis ${days.fr(ago)} et le retrait n’est pas achevé.`,
});

export const nothingEndangers: Said = {
  en: say`No base, no permit and not the pace of the last totals endangers the deadline.`,
  fr: say`Ni les bases, ni les autorisations, ni le rythme des derniers totaux ne menacent l’échéance.`,
};

export const permitBlocks = ({ id, kind, base = 'undefined', waitingDays }: PermitWaited): Said => ({
  en: say`Permit ${{ permit: id }} (${{ term: kind }}) for ${{ base }} has been waited for ${days.en(waitingDays)}.`,
  fr: say`L’autorisation ${{ permit: id }} (${{ term: kindInFrench(kind) }}) pour la base ${{ base }} est attendue depuis ${days.fr(waitingDays)}.`,
});

export const peopleRemain = (asOf: string | null, people: number): Said => ({
  en: say`At the pace up to the last total (${{ day: String(asOf) }}) ${{ people }} people remain on the deadline.`,
  fr: say`Au rythme atteint jusqu’au dernier total (${{ day: String(asOf) }}), ${{ people }} ${isSingle(people) ? 'personne restera' : 'personnes resteront'} à l’échéance.`,
});

const planned = ({ id, name, days: number }: SiteAtRisk): Said => ({
  en: say`${{ base: id, called: name }} is planned to be left ${days.en(number)} after the deadline.`,
  fr: say`Le retrait de la base ${{ base: id, called: name }} est prévu ${days.fr(number)} après l’échéance.`,
});

const unplanned = ({ id, name, days: number }: SiteAtRisk): Said => ({
  en:
    number < 0
      ? say`${{ base: id, called: name }} has no planned date, and the deadline passed ${days.en(-number)} ago.`
      : say`${{ base: id, called: name }} has no planned date, ${days.en(number)} before the deadline.`,
  fr:
    number < 0
      ? say`La base ${{ base: id, called: name }} n’a pas de date de retrait prévue, et l’échéance est passée depuis ${days.fr(-number)}.`
      : say`La base ${{ base: id, called: name }} n’a pas de date de retrait prévue, à ${days.fr(number)} de l’échéance.`,
});

const overdue = ({ id, name, days: number }: SiteAtRisk): Said => ({
  en: say`${{ base: id, called: name }} was to be left ${days.en(number)} ago, and no more than that are left to the deadline.`,
  fr: say`La base ${{ base: id, called: name }} devait être quittée il y a ${days.fr(number)}, et il n’en reste pas davantage jusqu’à l’échéance.`,
});

/** Why a base endangers the deadline. */
export function siteAtRisk(site: SiteAtRisk): Said {
  if (site.rule === 'unplanned') return unplanned(site);
  return site.rule === 'planned-after-deadline' ? planned(site) : overdue(site);
}

/** Why a deadline is endangered, for those who may see no movements: of a base, of a permit, of the pace. */
export const baseEndangers: Said = {
  en: say`A base endangers the deadline.`,
  fr: say`Une base menace l’échéance.`,
};

export const permitEndangers: Said = {
  en: say`A permit that is waited for endangers the deadline.`,
  fr: say`Une autorisation attendue menace l’échéance.`,
};

export const paceEndangers: Said = {
  en: say`At the pace up to the last total people remain on the deadline.`,
  fr: say`Au rythme atteint jusqu’au dernier total, il restera du personnel à l’échéance.`,
};
