/** Each rule by which somebody is alerted: what it watches for. */
export const alertRules = {
  'forecast-at-risk':
    'On two days in a row it was less likely than not that the deadline is met, and it has not been above 60 percent since.',
  'planned-date-passed': 'The planned date of a base has passed, and it was not left.',
  'convoy-silent': 'Nobody has heard of a convoy under way since the day before yesterday.',
  'convoy-overdue':
    'A convoy has not departed by its planned day, or has been under way for longer than its route takes at most.',
  'permit-unanswered': 'A permit has been unanswered for more than 7 days.',
  'permit-missing': 'A permit that a departure needs was not granted by the day on which it is needed.',
  'discrepancy-open': 'A discrepancy has been open for 7 days.',
  'pace-too-slow': 'More people must leave a day, to meet the deadline, than left in the best seven days so far.',
  'hub-closes-first': 'The hub of a base is to close, or has closed, before those of the base can have arrived there.',
  'mission-stopped': 'The log of the mission cannot be read on, so that nothing of it is up to date.',
  'break-glass': 'An order that two must give was given by one alone, and nobody else has countersigned it.',
} as const;

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
