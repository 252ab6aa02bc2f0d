import type { EntryData, EntryType } from '#libs/domain';
import { ofAlerts } from './alert-sentences.js';
import { ofPlans } from './plan-sentences.js';

/** What history says of the example of each entry type: an entry type without a row does not compile. */
export const ofExamples: Readonly<Record<EntryType, readonly [en: string, fr: string]>> = {
  MissionOpened: [
    'MINUSMA opened: about 11,600 uniformed/troops, about 1,500 uniformed/police to leave Mali by 2023-12-31 (Security Council resolution 2690 (2023))',
    'Ouverture de la mission MINUSMA : environ 11 600 militaires, environ 1 500 policiers à retirer du pays hôte (Mali) au plus tard le 2023-12-31 (Security Council resolution 2690 (2023))',
  ],
  DeadlineMoved: [
    'Deadline moved to 2024-01-31 by Security Council: flights were not authorized for six weeks',
    'Échéance déplacée au 2024-01-31 par Security Council : flights were not authorized for six weeks',
  ],
  MissionClosed: [
    'Mission closed: all personnel have left; the liquidation team takes over',
    'Mission close : all personnel have left; the liquidation team takes over',
  ],
  MissionArchived: [
    'Mission archived: opened by mistake for a training',
    'Mission archivée : opened by mistake for a training',
  ],
  BaseEstablished: [
    'Base Ber (ber) holds about 200 uniformed/troops (BFA)',
    'Base Ber (ber) : environ 200 militaires (BFA) sur place',
  ],
  WithdrawalScheduled: [
    'Withdrawal from ber scheduled for about 2023-08-15',
    'Retrait de la base ber prévu vers le 2023-08-15',
  ],
  WithdrawalExpedited: [
    'Withdrawal from ber expedited to 2023-08-13: deteriorating security, high risk to peacekeepers',
    'Retrait de la base ber avancé, désormais prévu le 2023-08-13 : deteriorating security, high risk to peacekeepers',
  ],
  WithdrawalPostponed: [
    'Withdrawal from menaka postponed to 2023-08-30: trucks are late',
    'Retrait de la base menaka reporté, désormais prévu le 2023-08-30 : trucks are late',
  ],
  WithdrawalCancelled: [
    'Withdrawal from menaka cancelled: the site is needed as a staging post',
    'Retrait de la base menaka annulé : the site is needed as a staging post',
  ],
  WithdrawalStarted: ['Withdrawal from tessalit started', 'Retrait de la base tessalit commencé'],
  BaseVacated: ['ber vacated: the last personnel have left', 'Base ber évacuée : le dernier personnel est parti'],
  CampHandedOver: [
    'ber handed over to Governor of Timbuktu (civilian)',
    'Camp de la base ber remis à Governor of Timbuktu (civil)',
  ],
  CampOccupied: ['ber occupied by Malian army (military)', 'Camp de la base ber occupé par Malian army (militaire)'],
  CampLost: ['aguelhok looted', 'Camp de la base aguelhok pillé'],
  PersonnelArrived: ['12 civilian arrived at gao', 'Arrivée à la base gao : 12 civils'],
  PersonnelRepatriated: [
    '116 uniformed/troops (SEN) repatriated to Dakar',
    'Rapatriement vers Dakar : 116 militaires (SEN)',
  ],
  PersonnelReturned: [
    '3 uniformed returned to duty at timbuktu from medical/timbuktu',
    'Reprise du service à la base timbuktu depuis le lieu de soins timbuktu : 3 personnes en uniforme',
  ],
  PersonnelSeparated: ['40 civilian left the mission (separated)', 'Départ de la mission (fin de service) : 40 civils'],
  StrengthReported: [
    '675 uniformed reported as departed since 2023-07-01',
    'Effectif signalé (partis) depuis le 2023-07-01 : 675 personnes en uniforme',
  ],
  CounterReported: ['sea containers to be moved: about 5,500', 'sea containers to be moved : environ 5 500'],
  ConvoyPlanned: [
    'Convoy ber-timbuktu-1 planned from ber to timbuktu on 2023-08-13',
    'Convoi ber-timbuktu-1 prévu de la base ber vers timbuktu, départ le 2023-08-13',
  ],
  ConvoyDeparted: [
    'Convoy ber-timbuktu-1 departed from ber for timbuktu with about 200 uniformed/troops (BFA)',
    'Convoi ber-timbuktu-1 parti de la base ber vers timbuktu, avec environ 200 militaires (BFA)',
  ],
  ConvoyHalted: [
    'Convoy ber-timbuktu-1 halted at 20 km west of Ber: a vehicle broke down',
    'Convoi ber-timbuktu-1 arrêté à 20 km west of Ber : a vehicle broke down',
  ],
  ConvoyResumed: [
    'Convoy ber-timbuktu-1 went on from 20 km west of Ber',
    'Convoi ber-timbuktu-1 reparti depuis 20 km west of Ber',
  ],
  ConvoyAttacked: [
    'Convoy ber-timbuktu-1 attacked (direct fire) at Ber-Timbuktu road: 3 peacekeepers wounded; claimed by JNIM',
    'Convoi ber-timbuktu-1 attaqué (direct fire) à Ber-Timbuktu road : 3 casques bleus blessés ; attaque revendiquée par JNIM',
  ],
  CasualtiesEvacuated: [
    '3 uniformed evacuated from ber-timbuktu-1 to timbuktu',
    'Évacuation sanitaire depuis ber-timbuktu-1 vers timbuktu : 3 personnes en uniforme',
  ],
  ConvoyArrived: ['Convoy ber-timbuktu-1 arrived at timbuktu', 'Convoi ber-timbuktu-1 arrivé à timbuktu'],
  ConvoyTurnedBack: [
    'Convoy ber-timbuktu-1 turned back: the road is mined',
    'Demi-tour du convoi ber-timbuktu-1 : the road is mined',
  ],
  IncidentReported: [
    'attack on the host army at Ber axis, 1 host-army soldier killed, 4 host-army soldiers wounded: A convoy of the Malian army moving to Ber was attacked.',
    'attack on the host army à Ber axis, 1 militaire de l’armée hôte tué, 4 militaires de l’armée hôte blessés : A convoy of the Malian army moving to Ber was attacked.',
  ],
  TollRevised: [
    'Toll of entry 41 revised (replaces): 4 peacekeepers wounded, 3 vehicles damaged: statement of the mission',
    'Bilan de l’écriture 41 révisé (remplace) : 4 casques bleus blessés, 3 véhicules endommagés : statement of the mission',
  ],
  PermitRequested: [
    'Permit trucks-gao (movement) requested of Government of Mali for kidal',
    'Autorisation trucks-gao (mouvement) demandée à Government of Mali pour kidal',
  ],
  PermitAnswered: [
    'Permit flights-kidal partly granted: one plane and one helicopter',
    'Autorisation flights-kidal accordée en partie : one plane and one helicopter',
  ],
  EquipmentDisposed: [
    '4 generator destroyed at tessalit',
    'Matériel cédé (destruction) à la base tessalit : 4 generator',
  ],
  EquipmentReported: ['about 4,000 vehicle counted', 'Matériel compté : environ 4 000 vehicle'],
  ...ofPlans,
  ...ofAlerts,
  TextWithheld: [
    'Text /reason of entry 41 withheld: it names a wounded soldier',
    'Texte /reason de l’écriture 41 soustrait aux regards : it names a wounded soldier',
  ],
  FourEyesSet: [
    'Orders that need two: move-deadline, close-mission, retract-entry, correct-entry: one slip must not end the mission',
    'Ordres qui demandent deux personnes : move-deadline, close-mission, retract-entry, correct-entry : one slip must not end the mission',
  ],
  OrderProposed: [
    'Proposed: move-deadline: flights were not authorized for six weeks',
    'Proposé : move-deadline : flights were not authorized for six weeks',
  ],
  OrderApproved: [
    'Proposal 42 approved: seen and agreed with the force commander',
    'Proposition 42 approuvée : seen and agreed with the force commander',
  ],
  OrderRejected: [
    'Proposal 42 rejected: seen and agreed with the force commander',
    'Proposition 42 rejetée : seen and agreed with the force commander',
  ],
  ProposalWithdrawn: [
    'Proposal 42 withdrawn: seen and agreed with the force commander',
    'Proposition 42 retirée par son auteur : seen and agreed with the force commander',
  ],
  OrderCountersigned: [
    'Entry 42, ordered alone, countersigned: I would have ordered the same',
    'Écriture 42, ordonnée seul, contresignée : I would have ordered the same',
  ],
  EntryCorrected: [
    'Entry 41 corrected: the first report gave the day before',
    'Écriture 41 corrigée : the first report gave the day before',
  ],
  EntryRetracted: [
    'Entry 41 retracted: reported for another convoy',
    'Écriture 41 retirée : reported for another convoy',
  ],
  EntryDisputed: [
    'Entry 41 disputed by Malian army: the camp was not handed back as the calendar stipulated',
    'Écriture 41 contestée par Malian army : the camp was not handed back as the calendar stipulated',
  ],
  NoteAdded: [
    'Note: Coup in Niger: transit to Cotonou and Lome is in doubt.',
    'Note : Coup in Niger: transit to Cotonou and Lome is in doubt.',
  ],
};

type Row = { [T in EntryType]: readonly [type: T, data: EntryData[T], en: string, fr: string] }[EntryType];

const lines = [
  { component: 'uniformed/troops', contingent: 'BFA', count: { about: 12_980 } },
  { component: 'all', count: 1 },
  { component: 'civilian', count: { from: 3, to: 5 } },
];

/** What history says of entries that give more, or less, than the examples. */
export const ofOthers: readonly Row[] = [
  [
    'BaseEstablished',
    { base: 'aguelhok', name: 'Aguelhok', kind: 'camp' },
    'Base Aguelhok (aguelhok) established',
    'Base Aguelhok (aguelhok) établie',
  ],
  [
    'WithdrawalScheduled',
    { base: 'ber', on: '2023-08-15', reason: 'r' },
    'Withdrawal from ber scheduled for 2023-08-15: r',
    'Retrait de la base ber prévu le 2023-08-15 : r',
  ],
  [
    'WithdrawalExpedited',
    { base: 'ber', on: { from: '2023-08-10', to: '2023-08-15' }, reason: 'r' },
    'Withdrawal from ber expedited to 2023-08-10 to 2023-08-15: r',
    'Retrait de la base ber avancé, désormais prévu du 2023-08-10 au 2023-08-15 : r',
  ],
  [
    'WithdrawalPostponed',
    { base: 'ber', on: '2023-09', reason: 'r' },
    'Withdrawal from ber postponed to 2023-09: r',
    'Retrait de la base ber reporté, désormais prévu en 2023-09 : r',
  ],
  [
    'CampHandedOver',
    { base: 'ber', to: { name: 'X', kind: 'armed-group' }, part: 'the airstrip' },
    'ber handed over to X (armed-group): the airstrip',
    'Camp de la base ber remis à X (groupe armé) : the airstrip',
  ],
  ['CampLost', { base: 'ber', how: 'destroyed' }, 'ber destroyed', 'Camp de la base ber détruit'],
  [
    'PersonnelRepatriated',
    { lines, from: 'medical/gao', to: 'Dakar' },
    'about 12,980 uniformed/troops (BFA), 1 people, 3 to 5 civilian repatriated from medical/gao to Dakar',
    'Rapatriement depuis le lieu de soins gao vers Dakar : environ 12 980 militaires (BFA), 1 personne, 3 à 5 civils',
  ],
  [
    'PersonnelSeparated',
    { lines, how: 'missing' },
    'about 12,980 uniformed/troops (BFA), 1 people, 3 to 5 civilian left the mission (missing)',
    'Départ de la mission (disparition) : environ 12 980 militaires (BFA), 1 personne, 3 à 5 civils',
  ],
  [
    'StrengthReported',
    { base: 'ber', measure: 'present', component: 'all', contingent: 'SEN', count: 12980 },
    '12,980 all (SEN) reported as present at ber',
    'Effectif signalé (présents) à la base ber : 12 980 personnes (SEN)',
  ],
  [
    'CounterReported',
    { counter: 'containers', what: 'containers', count: { atLeast: 1000 }, of: { about: 5500 }, unit: 'TEU' },
    'containers: at least 1,000 of about 5,500 TEU',
    'containers : au moins 1 000 sur environ 5 500 TEU',
  ],
  [
    'ConvoyPlanned',
    { convoy: 'c1', mode: 'road', from: 'ber', to: 'abroad', departsOn: '2023-08-13', lines },
    'Convoy c1 planned from ber to abroad on 2023-08-13 with about 12,980 uniformed/troops (BFA), 1 people, 3 to 5 civilian',
    'Convoi c1 prévu de la base ber vers l’étranger, départ le 2023-08-13, avec environ 12 980 militaires (BFA), 1 personne, 3 à 5 civils',
  ],
  [
    'ConvoyDeparted',
    { convoy: 'c1', from: 'ber', to: 'timbuktu', toPlace: 'Tombouctou', lines, vehicles: 5 },
    'Convoy c1 departed from ber for Tombouctou with about 12,980 uniformed/troops (BFA), 1 people, 3 to 5 civilian',
    'Convoi c1 parti de la base ber vers Tombouctou, avec environ 12 980 militaires (BFA), 1 personne, 3 à 5 civils',
  ],
  [
    'ConvoyResumed',
    { convoy: 'c1', place: 'Ber', reason: 'repaired' },
    'Convoy c1 went on from Ber: repaired',
    'Convoi c1 reparti depuis Ber : repaired',
  ],
  [
    'ConvoyAttacked',
    {
      convoy: 'c1',
      place: 'Ber',
      means: 'IED',
      casualties: [
        { side: 'peacekeeper', contingent: 'ZAF', killed: 1, wounded: { about: 3 } },
        { side: 'host-army', wounded: 2 },
      ],
      vehiclesDamaged: 1,
      vehiclesLost: 2,
      claimedBy: 'JNIM',
    },
    'Convoy c1 attacked (IED) at Ber: 1 peacekeeper (ZAF) killed, about 3 peacekeepers (ZAF) wounded, 2 host-army soldiers wounded, 1 vehicle damaged, 2 vehicles lost; claimed by JNIM',
    'Convoi c1 attaqué (IED) à Ber : 1 casque bleu (ZAF) tué, environ 3 casques bleus (ZAF) blessés, 2 militaires de l’armée hôte blessés, 1 véhicule endommagé, 2 véhicules perdus ; attaque revendiquée par JNIM',
  ],
  [
    'ConvoyArrived',
    { convoy: 'c1', at: 'abroad', lines },
    'Convoy c1 arrived at abroad with about 12,980 uniformed/troops (BFA), 1 people, 3 to 5 civilian',
    'Convoi c1 arrivé à l’étranger, avec environ 12 980 militaires (BFA), 1 personne, 3 à 5 civils',
  ],
  ['ConvoyTurnedBack', { convoy: 'c1' }, 'Convoy c1 turned back', 'Demi-tour du convoi c1'],
  ['IncidentReported', { incident: 'i', kind: 'fire', summary: 'It burnt.' }, 'fire: It burnt.', 'fire : It burnt.'],
  [
    'TollRevised',
    { entry: 1234, effect: 'adds', casualties: [{ side: 'civilian', killed: 0 }] },
    'Toll of entry 1234 revised (adds): 0 civilians killed',
    'Bilan de l’écriture 1234 révisé (s’ajoute) : 0 civil tué',
  ],
  [
    'PermitRequested',
    { permit: 'p', kind: 'customs', authority: 'A' },
    'Permit p (customs) requested of A',
    'Autorisation p (douane) demandée à A',
  ],
  ['PermitAnswered', { permit: 'p', answer: 'granted' }, 'Permit p granted', 'Autorisation p accordée'],
  [
    'EquipmentDisposed',
    { category: 'generator', count: 1234, method: 'gifted' },
    '1,234 generator gifted',
    'Matériel cédé (don) : 1 234 generator',
  ],
  [
    'EquipmentReported',
    { category: 'vehicle', count: { atMost: 4000 }, base: 'ber' },
    'at most 4,000 vehicle counted at ber',
    'Matériel compté à la base ber : au plus 4 000 vehicle',
  ],
];
