import type { PartyData } from './people-lines.js';

/** The kinds of those who receive or hold a camp, in French. */
export const partiesInFrench: Readonly<Record<PartyData['kind'], string>> = {
  civilian: 'civil',
  military: 'militaire',
  'armed-group': 'groupe armé',
  other: 'autre',
};
