/** What history says of the example of each entry type of the plan. */
export const ofPlans = {
  RoutePlanned: [
    'Route ber-timbuktu planned from ber to timbuktu: 2 days (1 to 4)',
    'Route ber-timbuktu prévue de la base ber vers timbuktu, en jours : 2 (de 1 à 4)',
  ],
  RouteClosed: [
    'Travel by air closed from 2023-10-01 to 2023-11-15: no flight is authorized until 15 November',
    'Trajets par les vols : fermeture à partir du 2023-10-01 jusqu’au 2023-11-15 : no flight is authorized until 15 November',
  ],
  RouteReopened: [
    'Travel by air open again from 2023-11-01: flights are authorized again',
    'Trajets par les vols : réouverture à partir du 2023-11-01 : flights are authorized again',
  ],
  CapacitySet: ['escort: 3 at once from 2023-07-01', 'escort : 3 à la fois à partir du 2023-07-01'],
  LoadPlanned: [
    'To leave ber by ber-timbuktu: 200 people (BFA), 50 vehicles',
    'À emmener de la base ber par ber-timbuktu : personnes, 200 (BFA) ; véhicules, 50',
  ],
  DependencySet: [
    'Dependency: gao after kidal (finish-to-start), 2 days between: the engineers leave last',
    'Dépendance : la base gao après la base kidal (fin à début), jours d’écart : 2 : the engineers leave last',
  ],
  DependencyLifted: [
    'Dependency lifted: gao after kidal (finish-to-start): the engineers fly out',
    'Dépendance levée : la base gao après la base kidal (fin à début) : the engineers fly out',
  ],
  PermitNeeded: [
    'Permit (movement) needed for kidal, 5 days before departure',
    'Autorisation (mouvement) nécessaire pour kidal, jours avant le départ : 5',
  ],
  StayPlanned: [
    'about 300 people to stay at gao until 2024-07-31: the liquidation team and its guards',
    'Personnes à maintenir à la base gao jusqu’au 2024-07-31 : environ 300 : the liquidation team and its guards',
  ],
  MilestonePlanned: ['ber: inspection planned for 2023-08-10', 'Base ber : inspection, prévu le 2023-08-10'],
  MilestoneReported: [
    'ber: inspection reached (joint inspection report of 10 August)',
    'Base ber : inspection, fait (joint inspection report of 10 August)',
  ],
  ConvoyPositionReported: [
    'Convoy ber-timbuktu-1 heard of at 20 km west of Ber (16.8, -2.72)',
    'Nouvelles du convoi ber-timbuktu-1, à 20 km west of Ber (16.8, -2.72)',
  ],
  BaselineNamed: [
    'Baseline approved plan: the plan at 41, approved by Head of Mission',
    'Plan de référence approved plan : le plan à l’écriture 41, approuvé par Head of Mission',
  ],
  BaseRedesignated: [
    'gao, for the liquidation, with bamako as its hub: Gao is one of the three sites of the liquidation',
    'Base gao, maintenue pour la liquidation, base d’appui : bamako : Gao is one of the three sites of the liquidation',
  ],
} as const;
