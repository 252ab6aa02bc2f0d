import { codes, say, type Said } from '#libs/domain';

/** The forms of a time, in the words of each language. */
const forms = {
  en: 'an instant (2023-08-13T08:30:00Z), a day (2023-08-13) or a month (2023-08)',
  fr: 'un instant (2023-08-13T08:30:00Z), un jour (2023-08-13) ou un mois (2023-08)',
};

const parameter = (name: string, en: string, fr: string): Said => ({
  en: say`${{ code: name }} ${en}`,
  fr: say`${{ code: name }} ${fr}`,
});

/** What problems of questions say in detail. */
export const details = {
  noView: (name: string, views: readonly string[], withEntries: boolean): Said => ({
    en: say`There is no view "${{ code: name }}". The views are ${codes(views)}${withEntries ? say` and ${{ code: 'entries' }}` : []}.`,
    fr: say`Il n’y a pas de vue "${{ code: name }}". Les vues sont ${codes(views)}${withEntries ? say` et ${{ code: 'entries' }}` : []}.`,
  }),
  noThing: (what: 'base' | 'convoy', id: string, known: readonly string[]): Said => ({
    en: say`There is no ${what} "${{ code: id }}" in this mission. ${known.length === 0 ? 'There is none yet.' : say`Known: ${codes(known)}.`}`,
    fr: say`Il n’y a pas ${what === 'base' ? 'de base' : 'de convoi'} "${{ code: id }}" dans cette mission. ${known.length === 0 ? 'Il n’y en a pas encore.' : say`Connus : ${codes(known)}.`}`,
  }),
  noEntry: (revision: string, newest: number): Said => ({
    en: say`There is no entry "${{ code: revision }}" in this mission. The newest is ${{ entry: newest }}.`,
    fr: say`Il n’y a pas d’écriture "${{ code: revision }}" dans cette mission. La plus récente est ${{ entry: newest }}.`,
  }),
  notYet: (wanted: number, newest: number): Said => ({
    en: say`Revision ${{ entry: wanted }} of this mission has not been seen yet; the newest is ${{ entry: newest }}. Try again in a moment.`,
    fr: say`La révision ${{ entry: wanted }} de cette mission n’a pas encore été vue ; la plus récente est ${{ entry: newest }}. Réessayez dans un instant.`,
  }),
  noTime: (name: string, text: string, mayBeRevision: boolean): Said => ({
    en: say`${{ code: name }} must be ${mayBeRevision ? 'a revision (41), ' : ''}${forms.en}, not "${{ code: text }}".`,
    fr: say`${{ code: name }} doit être ${mayBeRevision ? 'une révision (41), ' : ''}${forms.fr}, et non "${{ code: text }}".`,
  }),
  standsStill: (name: string): Said =>
    parameter(
      name,
      'cannot stand still here: from and to go along it.',
      'ne peut rester fixe ici : c’est l’axe que l’on parcourt.',
    ),
  noCursor: parameter(
    'after',
    'is no cursor of this list. Begin again without it.',
    'n’est pas un curseur de cette liste. Recommencez sans lui.',
  ),
  otherCursor: parameter(
    'after',
    'is a cursor of another search: its mission, filters, times or order differ. Repeat those, or begin again without it.',
    'est le curseur d’une autre recherche : sa mission, ses filtres, ses moments ou son ordre diffèrent. Répétez-les, ou recommencez sans lui.',
  ),
  noSearchCursor: parameter(
    'after',
    'is no cursor of this list, and no revision. Begin again without it.',
    'n’est ni un curseur de cette liste, ni une révision. Recommencez sans lui.',
  ),
  noStanding: (known: readonly string[]): Said => ({
    en: say`${{ code: 'status' }} must be one of ${codes(known)}.`,
    fr: say`${{ code: 'status' }} doit être l’un de ${codes(known)}.`,
  }),
  dayToCome: {
    en: say`Your role shows no days to come. Ask for a day that has begun.`,
    fr: say`Votre rôle ne montre pas les jours à venir. Demandez un jour déjà commencé.`,
  },
  noOrder: parameter('order', 'must be oldest or newest.', 'doit être "oldest" ou "newest".'),
  notForStream: (name: string): Said =>
    parameter(
      name,
      'is not for a stream: it tells entries as they are recorded.',
      'ne vaut pas pour un flux : il donne les écritures à mesure qu’elles sont enregistrées.',
    ),
  unfollowable: (name: string): Said =>
    parameter(
      name,
      'cannot be followed live: later entries decide it. Search for it.',
      'ne peut être suivi en direct : des écritures ultérieures en décident. Recherchez-le.',
    ),
  noType: (text: string, types: readonly string[]): Said => ({
    en: say`type: "${{ code: text }}" is none. Separate several by commas, of ${codes(types)}.`,
    fr: say`${{ code: 'type' }} : "${{ code: text }}" n’en est pas un. Séparez-en plusieurs par des virgules, parmi ${codes(types)}.`,
  }),
  notAfter: (first: string, last: string): Said => ({
    en: say`${{ code: first }} must not be after ${{ code: last }}.`,
    fr: say`${{ code: first }} ne doit pas être après ${{ code: last }}.`,
  }),
  timeForm: (name: string): Said =>
    parameter(name, 'must be an instant, a day or a month.', 'doit être un instant, un jour ou un mois.'),
  notEmpty: (name: string): Said => parameter(name, 'must not be empty.', 'ne doit pas être vide.'),
  noLiveView: (name: string, views: readonly string[]): Said => ({
    en: say`views: "${{ code: name }}" cannot be subscribed; choose of ${codes(views)}.`,
    fr: say`${{ code: 'views' }} : on ne peut s’abonner à "${{ code: name }}" ; choisissez parmi ${codes(views)}.`,
  }),
  noRevisionAfter: (newest: number): Said => ({
    en: say`after must be a revision that there is; the newest is ${{ entry: newest }}.`,
    fr: say`${{ code: 'after' }} doit être une révision qui existe ; la plus récente est ${{ entry: newest }}.`,
  }),
  diffEnds: {
    en: say`from and to are wanted, each a revision (41), an instant, a day or a month.`,
    fr: say`${{ code: 'from' }} et ${{ code: 'to' }} sont nécessaires, chacun une révision (41), un instant, un jour ou un mois.`,
  },
  diffAxis: {
    en: say`axis must be validAt (what had happened by then), knownAt (what was known by then) or recordedAt (what the log held); only between two revisions it may be left out.`,
    fr: say`${{ code: 'axis' }} doit être ${{ code: 'validAt' }} (ce qui était alors arrivé), ${{ code: 'knownAt' }} (ce qu’on savait alors) ou ${{ code: 'recordedAt' }} (ce que contenait le journal) ; on ne peut l’omettre qu’entre deux révisions.`,
  },
  replayAxis: {
    en: say`axis must be validAt (what had happened by then), knownAt (what was known by then) or both.`,
    fr: say`${{ code: 'axis' }} doit être ${{ code: 'validAt' }} (ce qui était alors arrivé), ${{ code: 'knownAt' }} (ce qu’on savait alors) ou ${{ code: 'both' }} (les deux).`,
  },
  tooManyDifferences: (view: string, most: number): Said => ({
    en: say`${{ code: view }} differs in more than ${{ number: most }} figures between from and to. Ask for two states that are nearer, or for another view.`,
    fr: say`${{ code: view }} diffère en plus de ${{ number: most }} chiffres entre ${{ code: 'from' }} et ${{ code: 'to' }}. Demandez deux états plus proches, ou une autre vue.`,
  }),
  everyForm: parameter(
    'every',
    'must be a number of hours, days or weeks: 12h, 1d, 2w.',
    'doit être un nombre d’heures, de jours ou de semaines : 12h, 1d, 2w.',
  ),
  endsEarlier: {
    en: say`to must not be earlier than from.`,
    fr: say`${{ code: 'to' }} ne doit pas précéder ${{ code: 'from' }}.`,
  },
  tooManySteps: (steps: number, most: number): Said => ({
    en: say`That would be ${{ number: steps }} steps, and a replay has ${{ number: most }} at most: take longer steps, or a shorter time.`,
    fr: say`Cela ferait ${{ number: steps }} étapes, et une relecture en a ${{ number: most }} au plus : prenez des étapes plus longues, ou une période plus courte.`,
  }),
  pointerForm: {
    en: say`why must be a JSON Pointer (RFC 6901) such as /strength/present; "~" and "/" in a name are written ~0 and ~1.`,
    fr: say`${{ code: 'why' }} doit être un pointeur JSON (RFC 6901) tel que ${{ code: '/strength/present' }} ; "~" et "/" dans un nom s’écrivent ~0 et ~1.`,
  },
  noFigure: (pointer: string, upTo: string, missing: string | undefined, near: readonly string[]): Said => ({
    en: say`${
      missing === undefined
        ? say`${pointer === '' ? 'The whole view' : { code: pointer }} is a group of figures, not one.`
        : say`${upTo === '' ? 'The view' : { code: upTo }} has no "${{ code: missing }}".`
    } The nearest figures are ${near.length > 0 ? codes(near) : 'none'}.`,
    fr: say`${
      missing === undefined
        ? say`${pointer === '' ? 'La vue entière' : { code: pointer }} est un groupe de chiffres, et non un seul.`
        : say`${upTo === '' ? 'La vue' : { code: upTo }} n’a pas de "${{ code: missing }}".`
    } ${near.length > 0 ? say`Les chiffres les plus proches sont ${codes(near)}.` : 'Il n’y a pas de chiffre proche.'}`,
  }),
} as const satisfies Record<string, Said | ((...given: never[]) => Said)>;
