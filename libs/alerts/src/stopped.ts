import type { Alert } from './alerts-of.js';

/** The alert of a mission whose log cannot be read on after a revision, seen at an instant (milliseconds since 1970). */
export const stoppedAlert = (revision: number, at: number): Alert => ({
  id: 'mission-stopped:log',
  rule: 'mission-stopped',
  subject: 'log',
  since: at,
  holdDays: 0,
  firingSince: at,
  entries: [revision],
  figures: { kind: 'stopped', revision },
});
