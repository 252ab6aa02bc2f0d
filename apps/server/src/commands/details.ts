import { codes, say, type Parts, type Said } from '#libs/domain';

/** What may be named and not exist, in French with its article. */
const none: Readonly<Record<string, string>> = {
  base: 'de base',
  convoy: 'de convoi',
  'base or convoy': 'de base ni de convoi',
  permit: 'd’autorisation',
  route: 'de route',
  entry: 'd’écriture',
  proposal: 'de proposition',
};

/** What is said of a field after where it stands, which names it already. */
function located(pointer: string, said: Parts): Parts {
  if (pointer === '') return said;
  const [first, ...rest] = said;
  const isNamed = typeof first === 'object' && 'code' in first && pointer.endsWith(`/${first.code}`);
  return isNamed ? say`${{ code: pointer }}${rest}` : say`${{ code: pointer }} ${said}`;
}

/** What problems of commands say in detail. */
export const details = {
  one: {
    en: say`One command is sent as application/json.`,
    fr: say`Une seule commande s’envoie en application/json.`,
  },
  noBody: {
    en: say`The body is missing. Send a JSON object.`,
    fr: say`Le corps manque. Envoyez un objet JSON.`,
  },
  notList: { en: say`A batch is a list of commands.`, fr: say`Un lot est une liste de commandes.` },
  listWanted: {
    en: say`must be a list of {"command", ...body}`,
    fr: say`doit être une liste de {"command", ...corps}`,
  },
  noCommands: { en: say`A batch has at least one command.`, fr: say`Un lot a au moins une commande.` },
  notEmpty: { en: say`must not be empty`, fr: say`ne doit pas être vide` },
  tooMany: (most: number, given: number): Said => ({
    en: say`A batch may have ${{ number: most, plain: true }} entries; this one has ${{ number: given, plain: true }}. Split it.`,
    fr: say`Un lot peut avoir ${{ number: most }} écritures ; celui-ci en a ${{ number: given }}. Divisez-le.`,
  }),
  commandWanted: { en: say`must name a command`, fr: say`doit nommer une commande` },
  noCommand: (name: string, near: readonly string[]): Said => ({
    en: say`There is no command "${{ code: name }}".${near.length > 0 ? say` Did you mean ${codes(near, ' or ')}?` : []} See /docs for the commands.`,
    fr: say`Il n’y a pas de commande "${{ code: name }}".${near.length > 0 ? say` Vouliez-vous dire ${codes(near, ' ou ')} ?` : []} Voyez /docs pour les commandes.`,
  }),
  invalid: ({ pointer, said }: { pointer: string; said: Said }): Said => ({
    en: located(pointer, said.en),
    fr: located(pointer, said.fr),
  }),
  unknown: (what: string, id: string, known: readonly string[]): Said => ({
    en: say`There is no ${what} "${{ code: id }}" in this mission. ${known.length === 0 ? 'There is none yet.' : say`Known: ${codes(known)}.`} Record it first, or correct its id.`,
    fr: say`Il n’y a pas ${none[what] ?? `de ${what}`} "${{ code: id }}" dans cette mission. ${known.length === 0 ? 'Il n’y en a pas encore.' : say`Connus : ${codes(known.map((one) => (what === 'entry' ? one.replace(' to ', ' à ') : one)))}.`} Enregistrez-le d’abord, ou corrigez son identifiant.`,
  }),
  notOwn: {
    en: say`Your role retracts what you recorded yourself, within 10 minutes, while no other entry names it. Ask a planner to retract this one, or dispute it.`,
    fr: say`Votre rôle retire ce que vous avez enregistré vous-même, dans les 10 minutes, tant qu’aucune autre écriture ne le nomme. Demandez à un planificateur de retirer celle-ci, ou contestez-la.`,
  },
  notTheirs: {
    en: say`This proposal holds orders that your role does not give. Somebody decides about it whose role does.`,
    fr: say`Cette proposition contient des ordres que votre rôle ne donne pas. Quelqu’un dont le rôle le permet en décide.`,
  },
  aheadOfLog: (newest: number): Said => ({
    en: say`If-Match names a revision that this mission does not have: its newest is ${{ entry: newest }}. It was mistyped, is of another mission, or went with a log that was restored. Read the newest state, then decide again with its revision.`,
    fr: say`If-Match nomme une révision que cette mission n’a pas : sa plus récente est ${{ entry: newest }}. Elle est mal tapée, est d’une autre mission, ou a disparu avec un journal restauré. Lisez l’état le plus récent, puis décidez à nouveau avec sa révision.`,
  }),
  notOpened: {
    en: say`This mission has not been opened yet: it has no revision that If-Match could name. Leave If-Match out.`,
    fr: say`Cette mission n’est pas encore ouverte : elle n’a aucune révision que If-Match puisse nommer. Omettez If-Match.`,
  },
  keyReused: (revision: number): Said => ({
    en: say`This key recorded revision ${{ entry: revision }} with another body. Use a new key, or send the very same body again.`,
    fr: say`Cette clé a enregistré la révision ${{ entry: revision }} avec un autre corps. Prenez une nouvelle clé, ou renvoyez exactement le même corps.`,
  }),
  keyTaken: {
    en: say`Somebody else has used this key in this mission. Use a new one.`,
    fr: say`Quelqu’un d’autre a utilisé cette clé dans cette mission. Prenez-en une nouvelle.`,
  },
  stopped: (revision: number, reason: string): Said => ({
    en: say`This mission is stopped at revision ${{ entry: revision }}: ${{ text: reason }}.`,
    fr: say`Cette mission est arrêtée à la révision ${{ entry: revision }} : ${{ text: reason }}.`,
  }),
} as const satisfies Record<string, Said | ((...given: never[]) => Said)>;
