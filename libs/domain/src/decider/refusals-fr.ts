import type { RefusalCode } from './refusals.js';

/** What a refusal is called and says, in French. */
export const refusalsInFrench: Readonly<Record<RefusalCode, readonly [title: string, detail: string]>> = {
  'mission-already-open': [
    'Mission déjà ouverte',
    'Une mission ne s’ouvre qu’une fois. Donnez-lui d’autres ordres, ou ouvrez une autre mission sous son propre identifiant.',
  ],
  'mission-closed': [
    'Mission close',
    'Une fois la mission close, seuls sont acceptés les rapports et les écritures qui tiennent le journal. Retirez la clôture si c’était une erreur.',
  ],
  'mission-not-complete': [
    'Mission inachevée',
    'Une mission se clôt quand toutes les bases, hors liquidation, ont été quittées et que les rapports, avec un total de la mission guère plus ancien, permettent que personne ne reste ailleurs. Enregistrez d’abord ce qui manque.',
  ],
  'mission-already-archived': [
    'Mission déjà archivée',
    'Cette mission est déjà archivée. Retirez l’archivage pour la remettre dans les listes.',
  ],
  'already-exists': [
    'Existe déjà',
    'Une base, un convoi, une autorisation ou un incident porte déjà cet identifiant. Choisissez-en un autre, ou corrigez l’écriture qui l’a ouvert.',
  ],
  'base-already-scheduled': [
    'Base déjà planifiée',
    'Le retrait de cette base est déjà planifié. Avancez-le, reportez-le ou annulez-le.',
  ],
  'base-not-scheduled': [
    'Base sans retrait planifié',
    'Aucun retrait n’est planifié pour cette base. Planifiez-le d’abord.',
  ],
  'base-already-vacated': [
    'Base déjà évacuée',
    'Cette base n’est plus tenue : rien ne peut plus y être planifié. Corrigez ou retirez l’écriture qui le dit si elle est fausse.',
  ],
  'expedite-must-be-earlier': [
    'Une date avancée doit être plus proche',
    'Une date avancée précède celle qui est prévue, ou la précise. Pour une date plus lointaine, reportez le retrait.',
  ],
  'postpone-must-be-later': [
    'Une date reportée doit être plus lointaine',
    'Une date reportée suit celle qui est prévue, ou la précise. Pour une date plus proche, avancez le retrait.',
  ],
  'date-after-deadline': [
    'Date après l’échéance',
    'Un retrait s’achève au plus tard à l’échéance, sauf dans une base de liquidation. Choisissez une date plus proche, ou déplacez l’échéance.',
  ],
  'deadline-unchanged': ['Échéance inchangée', 'C’est déjà l’échéance. Donnez une autre date.'],
  'deadline-before-start': [
    'Échéance avant le début',
    'L’échéance ne peut précéder le début du retrait. Donnez une date plus lointaine.',
  ],
  'convoy-needs-two-places': [
    'Un convoi va d’un lieu à un autre',
    'Un convoi va d’un lieu à un autre. Donnez deux lieux différents.',
  ],
  'route-needs-two-places': [
    'Route sans deux lieux',
    'Une route va d’un lieu à un autre. Donnez deux lieux différents.',
  ],
  'travel-days-out-of-order': [
    'Jours de route en désordre',
    'Le moins de jours ne dépasse pas l’habituel, ni celui-ci le plus de jours. Donnez-les dans cet ordre.',
  ],
  'route-or-mode': ['Route ou mode', 'On ferme ou rouvre une seule route, ou tout un mode. Nommez l’un des deux.'],
  'ends-before-it-begins': [
    'Fin avant le début',
    'Ce qui est prévu à partir d’un jour finit ce jour-là ou plus tard. Donnez une fin postérieure, ou omettez-la.',
  ],
  'route-not-closed': [
    'Route non fermée',
    'Cette route ou ce mode n’est pas fermé ce jour-là. Lisez dans le plan ce qui est fermé, et rouvrez-le à partir d’un jour de cette fermeture.',
  ],
  'per-day-or-at-once': [
    'Par jour ou à la fois',
    'Une ressource se compte par départs d’un jour, ou par tous ceux qui sont en route à la fois. Donnez l’un des deux.',
  ],
  'load-leaves-elsewhere': [
    'Route d’une autre base',
    'Une charge quitte sa base par une route qui y commence. Nommez une telle route, ou prévoyez-en une d’abord.',
  ],
  'too-many-convoys': [
    'Trop de convois',
    'Une charge fait au plus 1 000 convois. Répartissez-la par contingents ou par routes, ou dites qu’un convoi de sa route prend davantage.',
  ],
  'dependency-needs-two-bases': [
    'Dépendance sans deux bases',
    'Une base en attend une autre. Donnez deux bases différentes.',
  ],
  'dependency-not-set': [
    'Dépendance inconnue',
    'Aucune dépendance de cette sorte n’est en vigueur. Lisez dans le plan celles qui le sont.',
  ],
  'cycle-in-plan': [
    'Cycle dans le plan',
    'Chacune de ces bases attendrait la suivante, et la dernière la première. Levez l’une des dépendances, ou nommez une autre base d’appui.',
  ],
  'nothing-redesignated': [
    'Rien de changé',
    'Une base change de genre, de base d’appui ou de rôle dans la liquidation. Donnez au moins l’un d’eux qui soit différent.',
  ],
  'discrepancy-not-open': [
    'Aucune contradiction ouverte de ce nom',
    'Aucune contradiction ouverte ne porte cet identifiant. Relisez la liste des contradictions : les identifiants changent avec les écritures en cause.',
  ],
  'alert-stays-loud': [
    'Alerte que rien ne fait taire',
    'Ce qui a été fait seul en urgence, et un journal qui ne se lit plus, ne se prennent ni en charge ni en sourdine. Contresignez l’ordre, ou réparez le journal.',
  ],
  'silence-already-over': [
    'Sourdine déjà passée',
    'Une sourdine prend fin après l’ordre qui la donne. Donnez un moment plus lointain.',
  ],
  'entry-rested-on': [
    'D’autres écritures reposent sur celle-ci',
    'D’autres écritures reposent sur celle-ci. Retirez celles-là d’abord.',
  ],
  'already-withheld': [
    'Texte déjà soustrait',
    'Ce texte est déjà soustrait aux regards. Retirez l’écriture qui l’a soustrait pour le montrer de nouveau.',
  ],
  'needs-second-person': [
    'Ordre pour deux personnes',
    'Cet ordre demande deux personnes. Envoyez-le dans propose-orders, et quelqu’un d’autre qui peut le donner l’approuve ; en cas d’urgence, envoyez-le seul, en disant le bris de glace et sa raison, sauf set-four-eyes, qui en demande toujours deux.',
  ],
  'own-proposal': [
    'Proposition de soi-même',
    'Nul n’approuve ni ne rejette sa propre proposition, quel que soit le jeton. Un autre planificateur le fait ; son auteur peut la retirer.',
  ],
  'approver-not-independent': [
    'Approbation dépendante',
    'L’auteur de cette proposition ou de cet ordre vous a donné un jeton ou un rôle : votre parole serait la sienne. Laissez quelqu’un d’autre approuver ou contresigner.',
  ],
  'proposal-not-pending': [
    'Proposition déjà tranchée',
    'Cette proposition a déjà été approuvée, rejetée ou retirée. Proposez à nouveau ce qui reste voulu.',
  ],
  'proposal-expired': [
    'Proposition expirée',
    'Cette proposition a expiré. Proposez-la à nouveau si elle reste voulue.',
  ],
  'not-the-proposer': ['Pas l’auteur de la proposition', 'Seul son auteur retire une proposition. Rejetez-la plutôt.'],
  'stands-as-recorded': [
    'Écriture intangible',
    'Ce qui a été dit de la manière de donner des ordres n’est ni corrigé ni retiré. Réglez de nouveau les quatre yeux, ou tranchez la proposition.',
  ],
  'nothing-to-countersign': [
    'Rien à contresigner',
    'Cette écriture n’est pas un ordre donné seul qui attend une contresignature. Les contradictions listent ceux qui le sont.',
  ],
  'own-countersignature': [
    'Contresignature de soi-même',
    'Nul ne contresigne son propre ordre. Un autre planificateur le fait.',
  ],
  'needs-countersignature': [
    'Contresignature requise',
    'Un ordre donné seul ne se règle pas. Quelqu’un d’autre le contresigne.',
  ],
  'nothing-to-correct': [
    'Rien à corriger',
    'Une correction remplace les données, le moment des faits, ou les deux. Donnez un remplacement.',
  ],
};
