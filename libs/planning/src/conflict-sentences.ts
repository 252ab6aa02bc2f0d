import { joined, say, type Parts, type Sentence } from '#libs/domain';

const bases = (ids: readonly string[]): Parts => joined(ids.map((base) => [{ base }]));
const daysIn = (days: readonly string[]): Parts => joined(days.slice(0, 5).map((day) => [{ day }]));
const namesOf = (ids: readonly string[]): Parts => joined(ids.slice(0, 10).map((place) => [{ place }]));

const cycle: Sentence<{ cycle: string[] }> = {
  en: (of) =>
    say`These bases wait for each other in a circle: ${bases(of.cycle)}. Lift a dependency, or name another hub.`,
  fr: (of) =>
    say`Ces bases s’attendent en cercle : ${bases(of.cycle)}. Levez une dépendance, ou nommez une autre base d’appui.`,
};

const hubCloses: Sentence<{ base: string; hub: string; closes: string; arrives: string }> = {
  en: ({ base, hub, closes, arrives }) =>
    say`${{ base: hub }} is to be left on ${{ day: closes }}, before those of ${{ base }} are there on ${{ day: arrives }}. Plan one of them anew.`,
  fr: ({ base, hub, closes, arrives }) =>
    say`La base ${{ base: hub }} doit être quittée le ${{ day: closes }}, avant l’arrivée de ceux de la base ${{ base }} le ${{ day: arrives }}. Planifiez à nouveau l’une des deux.`,
};

const past: Sentence<{ base: string; day: string; deadline: string }> = {
  en: ({ base, day, deadline }) =>
    say`${{ base }} is not done before ${{ day }}, after the deadline of ${{ day: deadline }}. Expedite it or what it waits for, or move the deadline.`,
  fr: ({ base, day, deadline }) =>
    say`La base ${{ base }} n’aura pas fini avant le ${{ day }}, après l’échéance du ${{ day: deadline }}. Avancez-la ou ce qu’elle attend, ou déplacez l’échéance.`,
};

const early: Sentence<{ base: string; planned: string; earliest: string }> = {
  en: ({ base, planned, earliest }) =>
    say`${{ base }} is planned for ${{ day: planned }} and cannot be left before ${{ day: earliest }}. Postpone it, or shorten what it waits for.`,
  fr: ({ base, planned, earliest }) =>
    say`Le retrait de la base ${{ base }} est prévu le ${{ day: planned }} et ne peut avoir lieu avant le ${{ day: earliest }}. Reportez-le, ou raccourcissez ce qu’il attend.`,
};

const routeClosed: Sentence<{ base: string; route: string; days: string[] }> = {
  en: ({ base, route, days }) =>
    days.length === 0
      ? say`Route ${{ name: route }} from ${{ base }} is closed for good. Reopen it, or plan the load by another one.`
      : say`Route ${{ name: route }} from ${{ base }} is closed when somebody is to leave by it: ${daysIn(days)}. Move the departure, or reopen the route.`,
  fr: ({ base, route, days }) =>
    days.length === 0
      ? say`La route ${{ name: route }} de la base ${{ base }} est fermée pour toujours. Rouvrez-la, ou prévoyez la charge par une autre.`
      : say`La route ${{ name: route }} de la base ${{ base }} est fermée quand un départ y est prévu : ${daysIn(days)}. Déplacez le départ, ou rouvrez la route.`,
};

const noRoute: Sentence<{ base: string; route?: string }> = {
  en: ({ base, route }) =>
    route === undefined
      ? say`No route is planned from ${{ base }}. Plan one.`
      : say`The load of ${{ base }} goes by route ${{ name: route }}, which does not begin there. Plan that route, or the load by another one.`,
  fr: ({ base, route }) =>
    route === undefined
      ? say`Aucune route n’est prévue de la base ${{ base }}. Prévoyez-en une.`
      : say`La charge de la base ${{ base }} va par la route ${{ name: route }}, qui n’y commence pas. Prévoyez cette route, ou la charge par une autre.`,
};

const leftOver: Sentence<{ base: string; planned: number; wanted: number }> = {
  en: ({ base, planned, wanted }) =>
    say`The load of ${{ base }} makes ${{ number: wanted }} convoys, and ${{ number: planned }} are planned. Plan the others, or let a convoy take more.`,
  fr: ({ base, planned, wanted }) =>
    say`La charge de la base ${{ base }} fait, en convois, ${{ number: wanted }} ; prévus : ${{ number: planned }}. Prévoyez les autres, ou faites prendre davantage à chacun.`,
};

const tooMuch: Sentence<{ base: string; resource: string; amount: number; most: number }> = {
  en: ({ base, resource, amount, most }) =>
    say`Each convoy of ${{ base }} needs ${{ number: amount }} of ${{ text: resource }}, and there are never more than ${{ number: most }}. Split the load, or set a larger capacity.`,
  fr: ({ base, resource, amount, most }) =>
    say`Chaque convoi de la base ${{ base }} demande, de ${{ text: resource }}, ${{ number: amount }} ; il n’y en a jamais plus de ${{ number: most }}. Répartissez la charge, ou fixez une plus grande capacité.`,
};

const overCapacity: Sentence<{ resource: string; taken: number; amount: number; day: string; by: string[] }> = {
  en: ({ resource, taken, amount, day, by }) =>
    say`On ${{ day }} the plan takes ${{ number: taken }} of ${{ text: resource }}, and there are ${{ number: amount }}: taken by ${namesOf(by)}. Move one of them, or set a larger capacity.`,
  fr: ({ resource, taken, amount, day, by }) =>
    say`Le ${{ day }}, le plan prend, de ${{ text: resource }}, ${{ number: taken }} ; il y en a ${{ number: amount }}. Pris par : ${namesOf(by)}. Déplacez l’un d’eux, ou fixez une plus grande capacité.`,
};

const unpermitted: Sentence<{
  for: string;
  permit: string;
  by: string;
  departs: string;
  state: 'none' | 'open' | 'refused';
}> = {
  en: ({ for: place, permit, by, departs, state }) =>
    say`${{ place }} is to leave on ${{ day: departs }} and needs a permit (${{ term: permit }}) by ${{ day: by }}, which ${state === 'none' ? 'was not requested' : state === 'open' ? 'is not answered' : 'was refused'}. Obtain it, or move the departure.`,
  fr: ({ for: place, permit, by, departs, state }) =>
    say`${{ place }} doit partir le ${{ day: departs }} et il lui faut avant le ${{ day: by }} une autorisation (${{ term: permitsInFrench[permit] ?? permit }}), qui ${state === 'none' ? 'n’a pas été demandée' : state === 'open' ? 'n’a pas de réponse' : 'a été refusée'}. Obtenez-la, ou déplacez le départ.`,
};

const permitsInFrench: Readonly<Record<string, string>> = { flight: 'vol', movement: 'mouvement', customs: 'douane' };

const tooLarge: Sentence<{ convoy: string; route: string; what: 'people' | 'vehicles'; count: number; most: number }> =
  {
    en: ({ convoy, route, what, count, most }) =>
      say`Convoy ${{ convoy }} is planned with ${{ number: count }} ${what}, and route ${{ name: route }} allows ${{ number: most }}. Split it.`,
    fr: ({ convoy, route, what, count, most }) =>
      say`Le convoi ${{ convoy }} est prévu avec trop de ${what === 'people' ? 'personnes' : 'véhicules'} (${{ number: count }}) ; la route ${{ name: route }} en admet ${{ number: most }}. Répartissez-le.`,
  };

const arrivedLate: Sentence<{ convoy: string; route: string; days: number; most: number }> = {
  en: ({ convoy, route, days, most }) =>
    say`Convoy ${{ convoy }} took ${{ number: days }} days, and route ${{ name: route }} is planned to take at most ${{ number: most }}. Plan the route anew, or correct the arrival.`,
  fr: ({ convoy, route, days, most }) =>
    say`Le convoi ${{ convoy }} a mis, en jours, ${{ number: days }} ; la route ${{ name: route }} est prévue pour ${{ number: most }} au plus. Prévoyez la route à nouveau, ou corrigez l’arrivée.`,
};

/** What is said of each conflict: what contradicts what, with the figures, and what to do about it. */
export const sentences = {
  cycle,
  'hub-closes-first': hubCloses,
  'past-deadline': past,
  'earlier-than-possible': early,
  'route-closed': routeClosed,
  'no-route': noRoute,
  'load-left-over': leftOver,
  'needs-too-much': tooMuch,
  'over-capacity': overCapacity,
  'permit-missing': unpermitted,
  'convoy-too-large': tooLarge,
  'arrived-late': arrivedLate,
} as const;
