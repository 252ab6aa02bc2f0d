import { refusalsInFrench, type RefusalCode } from '#libs/domain';
import type { ProblemCode } from './problems.js';

/** Titles and details of the problems of requests in French: one that is missing does not compile. */
const problemsInFrench: Readonly<Record<ProblemCode, readonly [title: string, detail: string]>> = {
  'not-json': [
    'Le corps n’est pas du JSON',
    'Envoyez du JSON en UTF-8. La position de la première erreur figure dans le détail.',
  ],
  'not-utf-8': ['Le corps n’est pas de l’UTF-8', 'Codez le corps en UTF-8.'],
  'too-deep': ['Le corps est trop imbriqué', 'N’imbriquez pas plus de 32 niveaux.'],
  'duplicate-key': [
    'Une clé figure deux fois dans un objet',
    'Donnez chaque clé une seule fois : on ne peut savoir laquelle des deux compte.',
  ],
  'key-forbidden': ['Cette clé est interdite', 'Omettez la clé "__proto__".'],
  'half-character': [
    'Un texte contient un demi-caractère',
    'Une séquence telle que \\ud83d doit être suivie de son autre moitié.',
  ],
  'unsafe-number': [
    'Un nombre est trop grand ou trop petit pour être gardé exactement',
    'Donnez des nombres entiers jusqu’à 9007199254740991, et aucun qui deviendrait 0.',
  ],
  'body-cut-short': [
    'Le corps n’a pas la longueur annoncée',
    'Envoyez autant d’octets que le dit l’en-tête de longueur.',
  ],
  'url-invalid': ['L’adresse est illisible', 'Codez-la en pourcent.'],
  'request-invalid': ['Ce n’est pas une requête HTTP', 'Envoyez du HTTP/1.1.'],
  'header-invalid': ['Un en-tête est inutilisable', 'Le détail dit lequel, et sa forme.'],
  'parameter-invalid': ['Un paramètre est inutilisable', 'Le détail dit lequel, et sa forme.'],
  'key-required': [
    'Un lot exige une clé Idempotency-Key',
    'Envoyez une clé Idempotency-Key de 16 à 255 caractères imprimables, pour qu’une répétition après une liaison perdue ne change rien.',
  ],
  'not-found': ['Cette page n’existe pas', 'Voyez /docs pour ce qu’il y a.'],
  'unknown-pointer': [
    'Il n’y a pas de chiffre à cet endroit',
    'Demandez par un pointeur JSON vers un chiffre de la vue. Les plus proches sont indiqués.',
  ],
  'unknown-command': ['Cette commande n’existe pas', 'Voyez /docs pour les commandes.'],
  'unknown-mission': [
    'Cette mission n’existe pas',
    'GET /v1/missions les énumère. Une mission commence par open-mission, sous un identifiant de lettres minuscules, de chiffres et de traits d’union.',
  ],
  'not-signed': [
    'Ce journal n’a pas de point de contrôle signé',
    'Un point de contrôle est signé à chaque enregistrement. Les écritures antérieures le sont avec le suivant.',
  ],
  'unknown-reference': [
    'Quelque chose de nommé ici n’existe pas',
    'Enregistrez-le d’abord, ou corrigez son identifiant.',
  ],
  'method-not-allowed': ['Cette page n’accepte pas cette méthode', 'Voyez /docs.'],
  'not-acceptable': [
    'Cette page n’a pas ce format',
    'Demandez application/json, ou l’un des formats indiqués dans /docs.',
  ],
  'too-slow': ['La requête a pris trop de temps', 'Envoyez-la entière en moins de 30 secondes.'],
  'changed-since': [
    'Cela a changé depuis la révision vue',
    'Lisez les écritures intervenues entre-temps, puis décidez à nouveau avec la nouvelle révision.',
  ],
  'too-large': [
    'C’est trop grand',
    'Un corps peut avoir 1 Mio (un tableau 10 Mio), un lot 1 000 écritures et 900 Kio, une écriture 60 Kio. Divisez-le.',
  ],
  'media-type': [
    'Ce type de contenu n’est pas accepté',
    'Envoyez application/json, ou application/x-ndjson pour un lot.',
  ],
  'content-encoding': [
    'Un corps compressé n’est pas accepté',
    'Envoyez-le tel quel, sans Content-Encoding (ou avec "identity").',
  ],
  invalid: ['Certains champs ne sont pas valides', 'Chaque erreur nomme son champ et ce qui est attendu.'],
  'key-reused': [
    'Cette clé Idempotency-Key a servi à une autre commande',
    'Prenez une nouvelle clé, ou renvoyez exactement le même corps.',
  ],
  'too-many-requests': [
    'C’est demandé trop souvent',
    'Redemandez après le nombre de secondes de Retry-After. Rien n’a été commencé.',
  ],
  'table-invalid': [
    'Ce n’est pas un tableau de ce type',
    'Rien n’a été enregistré. Le détail dit ce qui ne va pas dans le fichier. Partez du modèle de ce type.',
  ],
  'rows-refused': [
    'Certaines lignes ne peuvent être enregistrées',
    'Rien n’a été enregistré. Demandez text/csv ou le classeur : le fichier revient avec ce qui ne va pas à côté de chaque ligne.',
  ],
  'head-too-large': ['Les en-têtes sont trop grands', 'Envoyez-en moins, ou de plus courts.'],
  internal: [
    'Une erreur est survenue ici',
    'Rien n’a été enregistré par cette requête, sauf si une répétition avec la même clé Idempotency-Key dit le contraire. Le serveur en a noté la cause.',
  ],
  'log-altered': [
    'Le journal n’est pas celui qui a été signé',
    'Des écritures ne sont pas celles que signait son point de contrôle. Gardez le disque en l’état, prenez le dossier de preuve, et demandez à "drawdown verify" à partir de quelle écriture.',
  ],
  'mission-stopped': [
    'Cette mission est arrêtée',
    'Son journal contient une écriture que cette version ne peut pas lire. Les autres missions continuent.',
  ],
  'provider-unreachable': [
    'Le fournisseur d’identité est injoignable',
    'Personne ne peut être reconnu sur sa parole pour l’instant. Redemandez après les secondes de Retry-After, ou apportez un jeton de ce serveur.',
  ],
  'people-unreadable': [
    'Le répertoire des noms est illisible',
    'Réparez le fichier que le réglage désigne. Les missions se lisent quand même.',
  ],
  closing: [
    'Le serveur s’arrête',
    'Réessayez dans un instant, avec la même clé Idempotency-Key : rien n’a été enregistré par cette requête.',
  ],
  'too-busy': [
    'Trop de longues questions attendent',
    'Reposez la question après les secondes de Retry-After : rien n’a été commencé.',
  ],
  'too-little-memory': [
    'Cette question demande plus de mémoire qu’il n’y en a',
    'Rien n’a été commencé. Posez-la quand il y aura moins de questions, ou donnez plus de mémoire au serveur (NODE_OPTIONS=--max-old-space-size, en Mio).',
  ],
  'too-many-streams': [
    'Trop de flux sont ouverts',
    'Reconnectez-vous après les secondes de Retry-After. Les flux des mêmes vues, ou avec les mêmes filtres, sont partagés.',
  ],
  'store-unavailable': [
    'Le stockage est injoignable',
    'Rien n’a été enregistré par cette requête. Réessayez dans un instant.',
  ],
  'outcome-unknown': [
    'On ne sait pas si ceci a été enregistré',
    'Renvoyez exactement la même requête avec la même clé Idempotency-Key : elle ne sera enregistrée qu’une fois. Sans clé, lisez d’abord les écritures.',
  ],
  'not-ready': ['Le serveur ne peut rien enregistrer pour l’instant', 'La lecture continue. Le détail dit pourquoi.'],
  'clock-leapt': [
    'L’horloge a fait un bond en avant',
    'Rien n’a été enregistré ; la lecture continue. Réglez l’horloge de la machine du serveur ; ou, si elle est juste, démarrez une fois le serveur avec ACCEPT_CLOCK=true.',
  ],
  'not-yet': ['Cette révision n’a pas encore été vue', 'Réessayez dans un instant.'],
  'not-signed-in': [
    'Personne n’est connecté',
    'Connectez-vous à "/sign-in", ou envoyez un jeton ni révoqué ni expiré : "Authorization: Bearer dwd_..."',
  ],
  forbidden: ['Votre rôle ne le permet pas', 'Un administrateur peut vous donner un jeton d’un autre rôle.'],
  'foreign-origin': [
    'Un autre site a envoyé ceci',
    'Une page ne peut modifier quelque chose que sur le serveur dont elle vient.',
  ],
  'last-admin': [
    'Plus personne ne pourrait donner de jetons',
    'Créez d’abord un autre jeton du rôle admin, ou accordez-le à une personne qui se connecte.',
  ],
  'wrong-host': ['Ce serveur porte un autre nom', 'Demandez sous un nom de ce serveur, comme PUBLIC_URL l’indique.'],
  'access-unreadable': [
    'Personne ne peut entrer',
    'Le journal des accès contient une écriture que cette version ne peut lire. Restaurez une sauvegarde, ou lancez la version qui l’a écrite.',
  ],
  'store-full': [
    'Le disque est plein',
    'Rien n’a été enregistré ; la lecture continue. Faites de la place et renvoyez la commande.',
  ],
};

const meanings = { ...problemsInFrench, ...refusalsInFrench };

/** What a code is called and says in French; a refused order is told the rule. */
export function meaningInFrench(code: ProblemCode | RefusalCode): { title: string; detail: string } {
  const [title, detail] = meanings[code];
  return { title, detail };
}
