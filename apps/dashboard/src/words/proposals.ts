import type { Phrases } from './phrases.js';

/** What the page says about orders that need two. */
export const proposals = {
  proposals: ['Approvals', 'Approbations'],
  needTwo: ['Orders of this mission that need two:', 'Ordres de cette mission qui se donnent à deux :'],
  needTwoNone: ['No order of this mission needs two.', 'Aucun ordre de cette mission ne se donne à deux.'],
  pending: ['What waits for somebody else', 'Ce qui attend quelqu’un d’autre'],
  noPending: ['Nothing waits.', 'Rien n’attend.'],
  proposedOrders: ['Orders', 'Ordres'],
  proposedBy: ['proposed by', 'proposé par'],
  until: ['until {time}', 'jusqu’au {time}'],
  about: ['About {things}', 'Concerne {things}'],
  'decide.approve-proposal': ['Approve …', 'Approuver …'],
  'decide.reject-proposal': ['Reject …', 'Rejeter …'],
  'decide.withdraw-proposal': ['Withdraw …', 'Retirer …'],
  'decide.countersign': ['Countersign …', 'Contresigner …'],
  decideNote: [
    'What it would change today is shown before anything is recorded.',
    'Ce que cela changerait aujourd’hui est montré avant que quoi que ce soit ne soit consigné.',
  ],
  brokenGlass: ['Given alone in an emergency, and not countersigned', 'Donnés seul en urgence, et non contresignés'],
  decided: ['What became of others', 'Ce que d’autres sont devenus'],
  'standing.approved': ['approved', 'approuvé'],
  'standing.rejected': ['rejected', 'rejeté'],
  'standing.withdrawn': ['withdrawn', 'retiré'],
  'standing.expired': ['expired', 'expiré'],
  wouldChange: ['These figures would change:', 'Ces chiffres changeraient :'],
  wouldChangeMore: ['… and {count} more.', '… et {count} autres.'],
  nothingThere: ['nothing', 'rien'],
  propose: ['Propose orders', 'Proposer des ordres'],
} as const satisfies Phrases;
