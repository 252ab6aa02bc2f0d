import { codes, say, type Said } from '#libs/domain';
import { noneOf } from '../http/details.js';

/** What problems of tokens and sessions say in detail. */
export const details = {
  noToken: noneOf('token', 'jeton'),
  noSession: noneOf('session', 'session'),
  noGrant: noneOf('grant', 'droit'),
  subjectForm: {
    en: say`must be an id of 1 to 64 letters, digits, dots, hyphens and underscores; no e-mail address`,
    fr: say`doit être un identifiant de 1 à 64 lettres, chiffres, points, traits d’union et traits bas ; pas d’adresse électronique`,
  },
  grantsForm: {
    en: say`must be a list of 1 to 100 grants, each a role and a mission`,
    fr: say`doit être une liste de 1 à 100 droits, chacun un rôle et une mission`,
  },
  roleForm: (roles: readonly string[]): Said => ({
    en: say`must be one of ${codes(roles)}`,
    fr: say`doit être l’un de ${codes(roles)}`,
  }),
  missionForm: {
    en: say`must be the id of a mission, or ${{ code: '*' }} for every one`,
    fr: say`doit être l’identifiant d’une mission, ou ${{ code: '*' }} pour toutes`,
  },
  serverWide: {
    en: say`must be ${{ code: '*' }}: this role is for the whole server`,
    fr: say`doit être ${{ code: '*' }} : ce rôle vaut pour tout le serveur`,
  },
  expiryForm: {
    en: say`must be an instant with its offset, later than now and at most a year ahead`,
    fr: say`doit être un instant avec son décalage, postérieur à maintenant et d’un an au plus`,
  },
  labelForm: {
    en: say`must be a text of 1 to 200 characters`,
    fr: say`doit être un texte de 1 à 200 caractères`,
  },
  secretForm: {
    en: say`Send a token, or the secret of a sign-in link.`,
    fr: say`Envoyez un jeton, ou le secret d’un lien de connexion.`,
  },
  linkUsed: {
    en: say`This link was used already. Each is good for one sign-in.`,
    fr: say`Ce lien a déjà servi. Chacun vaut pour une seule connexion.`,
  },
  linkLate: {
    en: say`This link has expired. Ask for a new one.`,
    fr: say`Ce lien a expiré. Demandez-en un nouveau.`,
  },
} as const satisfies Record<string, Said | ((known: readonly string[]) => Said) | ((id: string) => Said)>;
