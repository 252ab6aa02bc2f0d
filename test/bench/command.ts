/** The command that is sent over HTTP: a report that moves people. */
export const command = 'report-arrival';

/** Its body. */
export const body = {
  base: 'gao',
  lines: [{ component: 'uniformed/troops', contingent: 'BFA', count: 1 }],
  occurredAt: '2023-08-13T08:30:00Z',
  source: { title: 'Situation report', confidence: 'high' },
};
