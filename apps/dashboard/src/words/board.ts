import type { Phrases } from './phrases.js';

/** What the page says about the moment shown, its drawings and the verdict. */
export const board = {
  pastBadge: ['Past: {moment}', 'Passé : {moment}'],
  aheadBadge: ['Ahead: {moment}', 'À venir : {moment}'],
  momentBadge: ['State on: {moment}', 'État au : {moment}'],
  asKnown: ['{validAt}, as known on {knownAt}', '{validAt}, tel que su au {knownAt}'],
  asKnownNow: ['{validAt}, as known now', '{validAt}, tel que su maintenant'],
  pastMoment: [
    'You see the past: what had happened by {validAt}, as it was known by {knownAt}.',
    'Vous voyez le passé : ce qui était arrivé au {validAt}, tel qu’on le savait au {knownAt}.',
  ],
  todayMoment: [
    'You see the state on {validAt}, as it was known by {knownAt}.',
    'Vous voyez l’état au {validAt}, tel qu’on le savait au {knownAt}.',
  ],
  aheadMoment: [
    'You see {validAt}, which is still to come: what holds then if nothing more is recorded than was known by {knownAt}.',
    'Vous voyez le {validAt}, qui est à venir : ce qui vaudra alors si rien ne s’ajoute à ce qu’on savait au {knownAt}.',
  ],
  nothingRecorded: [
    'Nothing had been recorded by {day}. The log begins on {first}.',
    'Rien n’avait été enregistré au {day}. Le journal commence le {first}.',
  ],
  nothingHappened: [
    'Nothing had happened by {day}. What the log tells begins on {first}.',
    'Rien n’était arrivé au {day}. Ce que dit le journal commence le {first}.',
  ],
  goToFirst: ['Go to {day}', 'Aller au {day}'],

  noLowerBound: ['no lower bound reported', 'aucun minimum signalé'],
  noNewPeople: [
    'Since {day} no new figure: {present} people were present then.',
    'Aucun nouveau chiffre depuis le {day} : {present} personnes étaient alors présentes.',
  ],
  noNewBases: [
    'Since {day} no new figure: {bases} bases remained then.',
    'Aucun nouveau chiffre depuis le {day} : {bases} bases restaient alors.',
  ],
  breakInTime: ['no new figure', 'aucun nouveau chiffre'],
  countedFrom: ['{population} counted from here ({entries})', '{population} : comptés à partir d’ici ({entries})'],
  countedAnew: ['baseline counted anew ({entries})', 'effectif initial recompté ({entries})'],

  'population.uniformed': ['uniformed personnel', 'personnel en uniforme'],
  'population.uniformed/troops': ['troops', 'militaires'],
  'population.uniformed/police': ['police', 'policiers'],
  'population.civilian': ['civilians', 'civils'],

  unchecked: [
    'Not checked and not kept yet. “Record it” keeps it here until the line is back.',
    'Pas encore vérifié ni gardé. « Enregistrer » le garde ici jusqu’au retour de la liaison.',
  ],
  formCleared: [
    'The form is empty again: what you fill in now is another entry.',
    'Le formulaire est vide à nouveau : ce que vous saisissez maintenant est une autre écriture.',
  ],
  keptHere: [
    'It is kept here once. The form is empty again: what you fill in now is another entry.',
    'C’est gardé ici une fois. Le formulaire est vide : ce que vous saisissez maintenant est une autre écriture.',
  ],
  looksLike: ['Before you record it:', 'Avant d’enregistrer :'],
  noPlaces: [
    'No base with a known place: there is nothing to draw.',
    'Aucune base dont le lieu est connu : il n’y a rien à dessiner.',
  ],

  verdict: ['Are we going to make it?', 'Y arriverons-nous ?'],
  sites: ['Sites', 'Sites'],
  before: ['before that', 'auparavant'],
  dayLeft: ['day left', 'jour restant'],
  'verdict.on-track': ['on track', 'dans les temps'],
  'verdict.tight': ['tight', 'tendu'],
  'verdict.will-miss': ['will miss', 'ne suffira pas'],
  'verdict.starting': ['starting', 'début'],
  'verdict.no-recent-figure': ['no recent figure', 'pas de chiffre récent'],
  'verdict.clear': ['clear', 'rien en attente'],
  'verdict.waiting': ['waiting', 'en attente'],
  'verdict.blocking': ['blocking', 'bloquant'],
  allLeft: ['All {n} sites left.', 'Les {n} sites ont été quittés.'],
  allButLeft: [
    '{n} sites left; those that remain ({rest}) are for liquidation.',
    '{n} sites ont été quittés ; ceux qui restent ({rest}) sont pour la liquidation.',
  ],
  unaccounted: ['{n} not accounted for.', '{n} personnes dont rien ne dit où elles sont.'],
  unaccountedSince: [
    '{n} not accounted for since {day}.',
    '{n} personnes dont rien ne dit où elles sont depuis le {day}.',
  ],
  stillThere: [
    'The deadline passed on {day}, and {n} people are still there.',
    'L’échéance est passée le {day} et {n} personnes sont toujours là.',
  ],
  tooEarly: [
    'The first tenth of the time says nothing of the pace yet.',
    'Le premier dixième du temps ne dit encore rien du rythme.',
  ],
  noTotal: [
    'No total of the people has been reported, so nobody can say how many would remain.',
    'Aucun total des effectifs n’a été signalé : nul ne peut dire combien resteraient.',
  ],
  wouldRemain: [
    'At the pace of the last reports ({day}, {age}) {n} people would remain on {deadline}.',
    'Au rythme des derniers rapports ({day}, {age}), {n} personnes resteraient le {deadline}.',
  ],
  nobodyWouldRemain: [
    'At the pace of the last reports ({day}, {age}) all who are to leave have left by {deadline}.',
    'Au rythme des derniers rapports ({day}, {age}), tous ceux qui doivent partir le sont au {deadline}.',
  ],
  sitesMiss: ['Sites that miss the deadline: {names}.', 'Sites qui manqueront l’échéance : {names}.'],
  permitsBlock: ['Permits that hold a site up: {names}.', 'Autorisations qui retiennent un site : {names}.'],
  lastFigure: ['last figure {day}', 'dernier chiffre {day}'],
  lastEntry: ['last entry {day}', 'dernière écriture {day}'],
  nothingReported: ['nothing reported yet', 'rien de signalé'],
  sameDay: ['of that day', 'du jour même'],
  oneDayOld: ['1 day old', 'vieux d’un jour'],
  daysOld: ['{n} days old', 'vieux de {n} jours'],
  unaccountedThere: ['not accounted for', 'dont rien ne dit où elles sont'],
  presentThere: ['present', 'présents'],
  neededADay: ['a day needed', 'par jour nécessaires'],
  reachedADay: ['reached', 'atteints'],
  remainThere: ['remain', 'restent'],
  nextSite: ['next: {name} by {day}', 'prochain : {name} avant le {day}'],
  'site.planned-after-deadline': ['planned {n} days after the deadline', 'prévu {n} jours après l’échéance'],
  'site.unplanned': [
    'without a planned date, {n} days from the deadline',
    'sans date prévue, à {n} jours de l’échéance',
  ],
  'site.overdue': ['overdue by {n} days, as many as are left', 'en retard de {n} jours, autant qu’il en reste'],
  'site.planned-date-passed': ['planned date passed {n} days ago', 'date prévue passée depuis {n} jours'],
  andMore: ['and {n} more', 'et {n} autres'],
  nothingWaited: ['No answer is waited for beyond 7 days.', 'Aucune réponse n’est attendue depuis plus de 7 jours.'],
  noAnswerFor: ['no answer for {n} days', 'sans réponse depuis {n} jours'],
  refusedFor: ['refused; asked for {n} days ago', 'refusée ; demandée il y a {n} jours'],
  noReportInWindow: ['no report in this window', 'aucun rapport dans cette période'],
  notReported: ['not reported', 'non signalé'],
  notForRole: ['Your role shows no movements.', 'Votre rôle ne montre pas les mouvements.'],
  nothingForRole: ['Your role has nothing to do here.', 'Votre rôle n’a rien à faire ici.'],
  noneForRole: ['Your role shows no missions.', 'Votre rôle ne montre aucune mission.'],
  onTheRoad: ['on the road', 'sur la route'],
  inMedicalCare: ['in medical care', 'en soins médicaux'],
  notPlaced: ['not placed', 'sans lieu connu'],
} as const satisfies Phrases;
