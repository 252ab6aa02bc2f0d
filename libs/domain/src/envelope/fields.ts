/** Fields that a command's body has besides its entry's data. */
export const envelopeFields = {
  report: new Set(['occurredAt', 'placedAt', 'reportedAt', 'source']),
  order: new Set(['occurredAt', 'placedAt', 'reportedAt', 'source', 'late', 'breakGlass']),
} as const;
