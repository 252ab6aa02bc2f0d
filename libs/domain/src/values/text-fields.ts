/** Fields that hold what somebody wrote in their own words: what may be withheld. */
export const textFields: ReadonlySet<string> = new Set([
  'reason',
  'text',
  'statement',
  'summary',
  'document',
  'endUse',
  'part',
  'approval',
  'authority',
  'by',
  'claimedBy',
  'title',
  'ref',
]);
