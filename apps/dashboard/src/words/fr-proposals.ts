import type { enProposals } from './en-proposals.js';

/** The same in French. */
export const frProposals: Record<keyof typeof enProposals, string> = {
  proposals: 'Approbations',
  needTwo: 'Ordres de cette mission qui se donnent à deux :',
  needTwoNone: 'Aucun ordre de cette mission ne se donne à deux.',
  pending: 'Ce qui attend quelqu’un d’autre',
  noPending: 'Rien n’attend.',
  proposedOrders: 'Ordres',
  proposedBy: 'proposé par',
  until: 'jusqu’au {time}',
  about: 'Concerne {things}',
  'decide.approve-proposal': 'Approuver …',
  'decide.reject-proposal': 'Rejeter …',
  'decide.withdraw-proposal': 'Retirer …',
  'decide.countersign': 'Contresigner …',
  decideNote: 'Ce que cela changerait aujourd’hui est montré avant que quoi que ce soit ne soit consigné.',
  brokenGlass: 'Donnés seul en urgence, et non contresignés',
  decided: 'Ce que d’autres sont devenus',
  'standing.approved': 'approuvé',
  'standing.rejected': 'rejeté',
  'standing.withdrawn': 'retiré',
  'standing.expired': 'expiré',
  wouldChange: 'Ces chiffres changeraient :',
  wouldChangeMore: '… et {count} autres.',
  nothingThere: 'rien',
  propose: 'Proposer des ordres',
};
