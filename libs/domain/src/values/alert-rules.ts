/** Each rule by which somebody is alerted: what it watches for. */
export const alertRules = {
  'forecast-at-risk': {
    en: 'On two days in a row it was less likely than not that the deadline is met, and it has not been above 60 percent since.',
    fr: 'Deux jours de suite, il était moins probable que l’échéance soit tenue que le contraire, et la probabilité n’a pas dépassé 60 pour cent depuis.',
  },
  'planned-date-passed': {
    en: 'The planned date of a base has passed, and it was not left.',
    fr: 'La date prévue d’une base est passée, et la base n’a pas été quittée.',
  },
  'convoy-silent': {
    en: 'Nobody has heard of a convoy under way since the day before yesterday.',
    fr: 'Personne n’a de nouvelles d’un convoi en route depuis avant-hier.',
  },
  'convoy-overdue': {
    en: 'A convoy has not departed by its planned day, or has been under way for longer than its route takes at most.',
    fr: 'Un convoi n’est pas parti le jour prévu, ou est en route depuis plus longtemps que son itinéraire ne prend au plus.',
  },
  'permit-unanswered': {
    en: 'A permit has been unanswered for more than 7 days.',
    fr: 'Une autorisation est sans réponse depuis plus de 7 jours.',
  },
  'permit-missing': {
    en: 'A permit that a departure needs was not granted by the day on which it is needed.',
    fr: 'Une autorisation nécessaire à un départ n’a pas été accordée au jour où il la faut.',
  },
  'discrepancy-open': {
    en: 'A discrepancy has been open for 7 days.',
    fr: 'Une contradiction est ouverte depuis 7 jours.',
  },
  'pace-too-slow': {
    en: 'More people must leave a day, to meet the deadline, than left in the best seven days so far.',
    fr: 'Pour tenir l’échéance, il doit partir plus de personnes par jour que dans les sept meilleurs jours jusqu’ici.',
  },
  'hub-closes-first': {
    en: 'The hub of a base is to close, or has closed, before those of the base can have arrived there.',
    fr: 'La base d’appui d’une base doit fermer, ou a fermé, avant que ceux de la base n’aient pu y arriver.',
  },
  'mission-stopped': {
    en: 'The log of the mission cannot be read on, so that nothing of it is up to date.',
    fr: 'Le journal de la mission ne peut plus être lu, de sorte que rien n’en est à jour.',
  },
  'break-glass': {
    en: 'An order that two must give was given by one alone, and nobody else has countersigned it.',
    fr: 'Un ordre que deux personnes doivent donner l’a été par une seule, et nul autre ne l’a contresigné.',
  },
} as const satisfies Record<string, Readonly<{ en: string; fr: string }>>;

export type AlertRule = keyof typeof alertRules;

/** What nobody can silence, nor acknowledge away: it ends when it is dealt with. */
export const unsilenced = ['mission-stopped', 'break-glass'] as const satisfies readonly AlertRule[];

/** The rules that can be silenced. */
export const silencedRules: readonly AlertRule[] = (Object.keys(alertRules) as AlertRule[]).filter(
  (rule) => !unsilenced.some((one) => one === rule),
);

/** The rule in the id of an alert; undefined for what cannot be one. */
export function ruleOfAlert(id: string): AlertRule | undefined {
  const [rule = '', ...subject] = id.split(':');
  return Object.hasOwn(alertRules, rule) && subject.join(':') !== '' ? (rule as AlertRule) : undefined;
}
