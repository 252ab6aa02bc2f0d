import { codes, say, type Said } from '#libs/domain';
import { noneOf } from '../http/details.js';

/** What is said of an endpoint that cannot be used as it is asked for. */
export const details = {
  noWebhook: noneOf('webhook', 'webhook'),
  urlForm: {
    en: say`must be an address with https and a host, without a user, a password or a fragment, of at most 2,000 characters`,
    fr: say`doit être une adresse en ${{ code: 'https' }} avec un hôte, sans utilisateur, mot de passe ni fragment, de 2 000 caractères au plus`,
  },
  privateUrl: {
    en: say`names an address of this machine or of a private network, which only WEBHOOKS_PRIVATE=true allows`,
    fr: say`nomme une adresse de cette machine ou d’un réseau privé, que seul ${{ code: 'WEBHOOKS_PRIVATE=true' }} permet`,
  },
  missionForm: {
    en: say`must be the id of a mission, or * for every mission`,
    fr: say`doit être l’identifiant d’une mission, ou * pour toutes`,
  },
  noMission: {
    en: say`names no mission that there is: open it first, or name * for every one`,
    fr: say`ne nomme aucune mission qui existe : ouvrez-la d’abord, ou nommez * pour toutes`,
  },
  eventsForm: (known: readonly string[]): Said => ({
    en: say`must be a list of some of ${codes(known)}`,
    fr: say`doit être une liste de quelques-uns de ${codes(known)}`,
  }),
  bodyForm: { en: say`must be thin or full`, fr: say`doit être ${{ code: 'thin' }} ou ${{ code: 'full' }}` },
  roleForm: (known: readonly string[]): Said => ({
    en: say`must be one of ${codes(known)}`,
    fr: say`doit être l’un de ${codes(known)}`,
  }),
  tooMany: (most: number): Said => ({
    en: say`There are ${{ number: most }} endpoints, and no more are taken. Delete one.`,
    fr: say`Il y a déjà, en points de réception, ${{ number: most }} ; il n’en est pas pris davantage. Supprimez-en un.`,
  }),
  missionOfReplay: {
    en: say`mission must name the mission whose entries are sent again: the endpoint is told of every one.`,
    fr: say`${{ code: 'mission' }} doit nommer la mission dont les écritures sont renvoyées : ce point de réception les reçoit toutes.`,
  },
  noMissionOfReplay: {
    en: say`mission names no mission that there is.`,
    fr: say`${{ code: 'mission' }} ne nomme aucune mission qui existe.`,
  },
};
