import { pointerOf, parsePointer, type Language } from '#libs/domain';
import type { BaseTimes } from '#libs/planning';
import type { ScheduleDocument } from './make-schedule.js';
import { inOrder, valueAt, type Formula, type Input, type Reason } from './reason.js';

type Name = Exclude<keyof BaseTimes, 'id'> | 'conflicts';

/** How each figure of a base comes about, and which others of it go into it. */
const ofBase: Readonly<Record<Name, { formula: Formula; from: readonly Name[] }>> = {
  earliest: {
    formula: {
      en: 'the first open day for its last convoy: not before today, nor before what it waits for (its satellites have arrived, its dependencies hold)',
      fr: 'le premier jour ouvert pour son dernier convoi : pas avant aujourd’hui, ni avant ce qu’elle attend (ses satellites sont arrivés, ses dépendances sont remplies)',
    },
    from: ['drivenBy', 'convoys'],
  },
  latest: {
    formula: { en: 'earliest and the days of slack', fr: 'au plus tôt, plus les jours de marge' },
    from: ['earliest', 'slackDays'],
  },
  arrives: {
    formula: {
      en: 'the day on which its last convoy leaves and the days on its way, as learnt',
      fr: 'le jour où part son dernier convoi, plus les jours de route, tels qu’observés',
    },
    from: ['earliest'],
  },
  slackDays: {
    formula: {
      en: 'calendar days by which it may slip until it, or a base that waits for it, is past the deadline (a liquidation base: past its own planned date)',
      fr: 'jours du calendrier dont elle peut glisser avant qu’elle, ou une base qui l’attend, ne dépasse l’échéance (une base de liquidation : sa propre date prévue)',
    },
    from: ['earliest', 'latest'],
  },
  freeSlackDays: {
    formula: {
      en: 'calendar days by which it may slip until a base that waits for it is later; without one, its slack',
      fr: 'jours du calendrier dont elle peut glisser avant qu’une base qui l’attend ne soit retardée ; sans une telle base, sa marge',
    },
    from: ['earliest', 'slackDays'],
  },
  critical: {
    formula: {
      en: 'whether it is one of the bases that decide the last arrival',
      fr: 'si elle est l’une des bases dont dépend la dernière arrivée',
    },
    from: ['drivenBy'],
  },
  drivenBy: {
    formula: { en: 'what it waits for that is there last', fr: 'ce qu’elle attend et qui est là en dernier' },
    from: ['earliest'],
  },
  convoys: {
    formula: {
      en: 'for each load the most of people, vehicles and containers that are left of it, by what one convoy of its route takes, rounded up; one at least',
      fr: 'pour chaque charge, le plus grand nombre de convois que demandent les personnes, véhicules et conteneurs restants, selon ce qu’un convoi de l’itinéraire emporte, arrondi au supérieur ; au moins un',
    },
    from: [],
  },
  feasibleBy: {
    formula: {
      en: 'the day on which its last convoy leaves in the schedule that was found within the capacities; null where nobody said what leaves it by which way, or a base that it waits for',
      fr: 'le jour où part son dernier convoi dans le calendrier trouvé dans les limites des capacités ; null si personne n’a dit ce qui la quitte et par où, elle ou une base qu’elle attend',
    },
    from: ['earliest'],
  },
  conflicts: {
    formula: { en: 'the rules of the plan that it breaks', fr: 'les règles du plan qu’elle enfreint' },
    from: ['earliest', 'latest'],
  },
};

/** How each figure of the whole comes about. */
const ofMission: Readonly<Record<string, Formula>> = {
  criticalPath: {
    en: 'the bases that decide the last arrival, each what the next one waits for; liquidation bases do not count',
    fr: 'les bases dont dépend la dernière arrivée, chacune étant ce que la suivante attend ; les bases de liquidation ne comptent pas',
  },
  feasibleBy: {
    en: 'the day of the last arrival in a schedule that obeys every rule, found by a serial schedule in many orders: it may be longer than needed; null where none was found, or where nobody said of a base what leaves it by which way',
    fr: 'le jour de la dernière arrivée dans un calendrier qui respecte toutes les règles, trouvé en série dans de nombreux ordres : il peut être plus long que nécessaire ; null si aucun n’a été trouvé, ou si personne n’a dit d’une base ce qui la quitte et par où',
  },
  noEarlierThan: {
    en: 'the later of the end of the critical path and, for each resource, the first day on which enough of it has been there',
    fr: 'la plus tardive de la fin du chemin critique et, pour chaque ressource, du premier jour où il y en a eu assez',
  },
  bindingResource: {
    en: 'of the resources the one that has been there enough the latest, if the schedule is longer than its critical path',
    fr: 'de toutes les ressources, celle qui a été suffisante le plus tard, si le calendrier est plus long que son chemin critique',
  },
  resources: {
    en: 'for each resource that loads need: what all convoys take of it, and what there is until the deadline',
    fr: 'pour chaque ressource dont les charges ont besoin : ce que tous les convois en prennent, et ce qu’il y en a jusqu’à l’échéance',
  },
  conflicts: {
    en: 'what of the plan contradicts something else',
    fr: 'ce qui, dans le plan, contredit autre chose',
  },
  durations: {
    en: 'the planned days of a route, weighed as two convoys, and the middle of those that convoys took',
    fr: 'les jours prévus d’un itinéraire, pesés comme deux convois, et la médiane de ceux que les convois ont mis',
  },
};

/** Why a figure is what it is that is worked out of the plan; undefined for a figure of another kind, or none. */
export function reasonIn(document: ScheduleDocument, pointer: string, language: Language): Reason | undefined {
  const [head, ...rest] = parsePointer(pointer) ?? [];
  if (head === undefined) return undefined;
  if (head !== 'items') {
    const formula = ofMission[head];
    const value = valueAt(document, [head, ...rest]);
    if (formula === undefined || value === undefined) return undefined;
    const inputs = head === 'noEarlierThan' ? [inputAt(document, 'resources'), inputAt(document, 'criticalPath')] : [];
    return { pointer, value, formula: formula[language], inputs, entries: entriesIn(value) };
  }
  const [which = '', name = '', ...below] = rest;
  const item = document.items.find(({ id }, place) => id === which || String(place) === which);
  const rule = Object.hasOwn(ofBase, name) ? ofBase[name as Name] : undefined;
  const value = item && valueAt(item, [name, ...below]);
  if (!item || !rule || value === undefined) return undefined;
  const at = (field: string): Input => ({
    name: field,
    view: 'schedule',
    pointer: pointerOf(['items', item.id, field]),
    value: valueAt(item, [field]),
  });
  const inputs = [...rule.from.map(at), ...waitedFor(document, valueAt(item, ['drivenBy']))];
  const entries = entriesIn([valueAt(item, ['drivenBy']), name === 'conflicts' ? value : [], planOf(item)]);
  const whole = pointerOf(['items', item.id, name, ...below]);
  return { pointer: whole, value, formula: rule.formula[language], inputs, entries };
}

/** The arrival of the base that one waits for. */
function waitedFor({ items }: ScheduleDocument, driver: unknown): Input[] {
  const id = (driver as { base?: string } | undefined)?.base;
  const base = items.find((one) => one.id === id);
  if (!base || id === undefined) return [];
  const value = valueAt(base, ['arrives']);
  return [{ name: 'arrives', view: 'schedule', pointer: pointerOf(['items', id, 'arrives']), value }];
}

const inputAt = (document: ScheduleDocument, name: string): Input => ({
  name,
  view: 'schedule',
  pointer: pointerOf([name]),
  value: valueAt(document, [name]),
});

/** The last step of a base's plan. */
const planOf = (item: object): object => ({
  entry: (valueAt(item, ['history']) as { revision: number }[] | undefined)?.at(-1)?.revision,
});

/** The revisions that stand anywhere in a value under `entry` or `entries`, once each, lowest first. */
function entriesIn(value: unknown): number[] {
  const found = new Set<number>();
  const visit = (of: unknown, name: string): void => {
    if (typeof of === 'number' && (name === 'entry' || name === 'entries')) found.add(of);
    else if (Array.isArray(of)) for (const one of of) visit(one, name);
    else if (typeof of === 'object' && of !== null) for (const [key, one] of Object.entries(of)) visit(one, key);
  };
  visit(value, '');
  return inOrder(found);
}
