import { codes, say, type Said } from '#libs/domain';

/** What is said of an id that nothing of a kind has: where those that there are are listed (`/v1/tokens`). */
export const noneOf =
  (kind: string, fr: string) =>
  (id: string): Said => ({
    en: say`There is no ${kind} "${{ code: id.slice(0, 80) }}". ${{ code: `GET /v1/${kind}s` }} lists those that there are.`,
    fr: say`Aucun objet du genre « ${fr} » n’a l’identifiant "${{ code: id.slice(0, 80) }}". ${{ code: `GET /v1/${kind}s` }} donne la liste.`,
  });

/** What problems of any request say in detail. */
export const details = {
  peopleUnreadable: (why: string): Said => ({
    en: say`The directory of names cannot be used: ${{ text: why }}. Mend it; missions are read all the same.`,
    fr: say`Le répertoire des noms est inutilisable : ${{ text: why }}. Réparez-le ; les missions se lisent quand même.`,
  }),
  noReadsCursor: {
    en: say`${{ code: 'after' }} is no cursor of this list. Begin again without it.`,
    fr: say`${{ code: 'after' }} n’est pas un curseur de cette liste. Recommencez sans lui.`,
  },
  readsTime: (name: string): Said => ({
    en: say`${{ code: name }} must be an instant with its offset, or a day.`,
    fr: say`${{ code: name }} doit être un instant avec son décalage, ou un jour.`,
  }),
  withheldBytes: {
    en: say`Texts of this mission are withheld from your role, and stand in these bytes. Ask for hashes, or let an auditor ask.`,
    fr: say`Des textes de cette mission sont soustraits à votre rôle, et se trouvent dans ces octets. Demandez des empreintes, ou laissez un auditeur demander.`,
  },
  sentTwice: (name: string): Said => ({
    en: say`${{ code: name }} was sent more than once.`,
    fr: say`${{ code: name }} a été envoyé plus d’une fois.`,
  }),
  oneHost: {
    en: say`Host must be sent, once, and be that of the address.`,
    fr: say`Host doit être envoyé, une seule fois, et être celui de l’adresse.`,
  },
  only: (name: string, value: string): Said => ({
    en: say`${{ code: name }} must be ${{ code: value }}, or be left out.`,
    fr: say`${{ code: name }} doit valoir ${{ code: value }}, ou être omis.`,
  }),
  keyForm: {
    en: say`Idempotency-Key must have 16 to 255 printable characters.`,
    fr: say`La clé Idempotency-Key doit avoir de 16 à 255 caractères imprimables.`,
  },
  ifMatchForm: {
    en: say`If-Match must be one revision in quotation marks, such as "41".`,
    fr: say`If-Match doit être une révision entre guillemets droits, telle que "41".`,
  },
  actorForm: {
    en: say`X-Actor must be an id of 1 to 128 printable characters without spaces.`,
    fr: say`X-Actor doit être un identifiant de 1 à 128 caractères imprimables, sans espaces.`,
  },
  actorForeign: {
    en: say`X-Actor is taken only where AUTH is "none": who acts is whoever is signed in.`,
    fr: say`X-Actor n’est accepté que si AUTH vaut "none" : l’auteur est la personne connectée.`,
  },
  tokenMistyped: {
    en: say`This is written as no token is: it is mistyped, or was cut short. Copy it again.`,
    fr: say`Aucun jeton ne s’écrit ainsi : il est mal recopié, ou a été coupé. Copiez-le de nouveau.`,
  },
  lacks: (permission: string): Said => ({
    en: say`This needs the permission ${{ code: permission }}, which no role of yours has. An administrator can give you a token with another role.`,
    fr: say`Il y faut la permission ${{ code: permission }}, qu’aucun de vos rôles ne donne. Un administrateur peut vous donner un jeton d’un autre rôle.`,
  }),
  tokenUnknown: {
    en: say`This token or session is not known here. A token is sent as ${{ code: 'Authorization: Bearer dwd_...' }}; a browser signs in anew at ${{ code: '/sign-in' }}.`,
    fr: say`Ce jeton ou cette session n’est pas connu ici. Un jeton s’envoie par ${{ code: 'Authorization: Bearer dwd_...' }} ; un navigateur se reconnecte à ${{ code: '/sign-in' }}.`,
  },
  tokenExpired: {
    en: say`This token or session has expired.`,
    fr: say`Ce jeton ou cette session a expiré.`,
  },
  tokenRevoked: {
    en: say`This token was revoked, or this session ended.`,
    fr: say`Ce jeton a été révoqué, ou cette session est terminée.`,
  },
  subjectBlocked: {
    en: say`An administrator has blocked who signs in by this.`,
    fr: say`Un administrateur a bloqué la personne qui se connecte ainsi.`,
  },
  trueOrFalse: (name: string): Said => ({
    en: say`${{ code: name }} must be true or false.`,
    fr: say`${{ code: name }} doit être true ou false.`,
  }),
  unknownParameter: (name: string, known: readonly string[]): Said => ({
    en: say`${{ code: name }} is unknown here; the parameters are ${known.length > 0 ? codes(known) : 'none'}.`,
    fr: say`${{ code: name }} est inconnu ici ; ${known.length > 0 ? say`les paramètres sont ${codes(known)}` : 'il n’y a pas de paramètre'}.`,
  }),
  givenTwice: (name: string): Said => ({
    en: say`${{ code: name }} was given more than once.`,
    fr: say`${{ code: name }} a été donné plus d’une fois.`,
  }),
  plusLost: (name: string, offset: string): Said => ({
    en: say`${{ code: name }} has a space where its offset begins: a + in an address is read as one. Write ${{ code: `+${offset}` }} as ${{ code: `%2B${offset}` }}.`,
    fr: say`${{ code: name }} a une espace où commence son décalage : un + dans une adresse est lu ainsi. Écrivez ${{ code: `+${offset}` }} sous la forme ${{ code: `%2B${offset}` }}.`,
  }),
  wholeNumber: (name: string, least: number, most: number): Said => ({
    en: say`${{ code: name }} must be a whole number from ${{ number: least, plain: true }} to ${{ number: most, plain: true }}.`,
    fr: say`${{ code: name }} doit être un nombre entier de ${{ number: least }} à ${{ number: most }}.`,
  }),
  isNeeded: (name: string): Said => ({
    en: say`${{ code: name }} is needed here.`,
    fr: say`${{ code: name }} est nécessaire ici.`,
  }),
  comesAs: (formats: readonly string[]): Said => ({
    en: say`This page comes as ${codes(formats)}.`,
    fr: say`Cette page existe dans ces formats : ${codes(formats)}.`,
  }),
  takesMethods: (methods: readonly string[], method: string): Said => ({
    en: say`This page takes ${codes(methods)}, not ${{ code: method }}.`,
    fr: say`Cette page accepte ${codes(methods)}, et non ${{ code: method }}.`,
  }),
  stopped: (mission: string, revision: number, reason: string): Said => ({
    en: say`mission ${{ code: mission }} is stopped at revision ${{ entry: revision }}: ${{ text: reason }}.`,
    fr: say`La mission ${{ code: mission }} est arrêtée à la révision ${{ entry: revision }} : ${{ text: reason }}.`,
  }),
  altered: (words: string, size: number): Said => ({
    en: say`${words}.`,
    fr: say`Les ${{ number: size }} premières écritures ne sont pas celles que signait le point de contrôle. Vérifiez le journal pour voir où il a été altéré.`,
  }),
  clusterSilent: (reason: string): Said => ({
    en: say`The cluster does not answer: ${{ text: reason }}.`,
    fr: say`La grappe de serveurs ne répond pas : ${{ text: reason }}.`,
  }),
  appendFailed: (reason: string): Said => ({
    en: say`The last append was not taken: ${{ text: reason }}.`,
    fr: say`Le dernier ajout n’a pas été pris : ${{ text: reason }}.`,
  }),
  clockLeapt: (shown: string, expected: string): Said => ({
    en: say`The clock of this machine shows ${{ code: shown }}, and it ought to be about ${{ code: expected }}. Set it right; or, if it is right, start the server once with ACCEPT_CLOCK=true. Nothing is recorded until then; reading goes on.`,
    fr: say`L’horloge de cette machine indique ${{ code: shown }}, et il devrait être environ ${{ code: expected }}. Réglez-la ; ou, si elle est juste, démarrez une fois le serveur avec ACCEPT_CLOCK=true. Rien n’est enregistré d’ici là ; la lecture continue.`,
  }),
  noSignedEntry: (revision: string, newest: number): Said => ({
    en: say`There is no signed entry "${{ code: revision }}". The newest is ${{ entry: newest }}.`,
    fr: say`Il n’y a pas d’écriture signée "${{ code: revision }}". La plus récente est ${{ entry: newest }}.`,
  }),
  tileTooFar: {
    en: say`The log is too short for this tile.`,
    fr: say`Le journal est trop court pour cette tuile.`,
  },
} as const satisfies Record<string, Said | ((...given: never[]) => Said)>;
