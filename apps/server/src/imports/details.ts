import { codes, say, type Said } from '#libs/domain';

/** What is wrong with a cell, and what to write instead. */
export const cellFaults = {
  missing: { en: say`is empty. Fill it in.`, fr: say`est vide. Remplissez-la.` },
  formula: {
    en: say`is a formula. Put its value there, or an apostrophe before a text that begins like one.`,
    fr: say`est une formule. Mettez-y sa valeur, ou une apostrophe devant un texte qui commence ainsi.`,
  },
  formulaFailed: {
    en: say`is an error, or a formula that has no value. Mend it, or put its value there; then save the file in the spreadsheet.`,
    fr: say`est une erreur, ou une formule sans valeur. Corrigez-la, ou mettez-y sa valeur ; puis enregistrez le fichier dans le tableur.`,
  },
  noDate: {
    en: say`is no date. Write it as 2023-08-13, or 2023-08 for a month.`,
    fr: say`n’est pas une date. Écrivez-la ainsi : 2023-08-13, ou 2023-08 pour un mois.`,
  },
  serialOf1904: {
    en: say`is a number of days, which this workbook counts from 1904 and others from 1900. Write it as 2023-08-13.`,
    fr: say`est un nombre de jours, que ce classeur compte depuis 1904 et d’autres depuis 1900. Écrivez-le ainsi : 2023-08-13.`,
  },
  noPlanned: {
    en: say`is no date. Write it as 2023-08-13, about 2023-08-13, 2023-08-10 to 2023-08-15, or 2023-08 for a month.`,
    fr: say`n’est pas une date. Écrivez-la ainsi : 2023-08-13, environ 2023-08-13, 2023-08-10 au 2023-08-15, ou 2023-08 pour un mois.`,
  },
  noSuchDay: {
    en: say`is no day of the calendar. Write it as 2023-08-13.`,
    fr: say`n’est pas un jour du calendrier. Écrivez-le ainsi : 2023-08-13.`,
  },
  shortYear: {
    en: say`has a year of two digits. Write it as 2023-08-13.`,
    fr: say`a une année à deux chiffres. Écrivez la date ainsi : 2023-08-13.`,
  },
  timeWithoutZone: {
    en: say`has a time of day without its zone. Write the day alone (2023-08-13), or 2023-08-13T08:30:00Z.`,
    fr: say`a une heure sans son fuseau. Écrivez le jour seul (2023-08-13), ou 2023-08-13T08:30:00Z.`,
  },
  ambiguousDay: (first: number, second: number, year: string): Said => {
    const [one, other] = [first, second].map((n) => String(n).padStart(2, '0'));
    return {
      en: say`may be ${`${year}-${other}-${one}`} or ${`${year}-${one}-${other}`}: no other date of this column shows which. Write it as 2023-08-13, or send ${{ code: 'dates=dmy' }} or ${{ code: 'dates=mdy' }}.`,
      fr: say`peut être ${`${year}-${other}-${one}`} ou ${`${year}-${one}-${other}`} : aucune autre date de cette colonne ne le montre. Écrivez 2023-08-13, ou envoyez ${{ code: 'dates=dmy' }} ou ${{ code: 'dates=mdy' }}.`,
    };
  },
  aboutNoDay: {
    en: say`is about no day. Write a day (about 2023-08-15), or the month alone (2023-08).`,
    fr: say`n’indique pas de jour. Écrivez un jour (environ 2023-08-15), ou le mois seul (2023-08).`,
  },
  noPeriod: {
    en: say`is no period from one day to a later one. Write it as 2023-08-15 to 2023-08-20.`,
    fr: say`n’est pas une période d’un jour à un jour ultérieur. Écrivez-la ainsi : 2023-08-15 au 2023-08-20.`,
  },
  notWhole: {
    en: say`is no whole number from 0. Write its digits alone, as 5802.`,
    fr: say`n’est pas un nombre entier à partir de 0. Écrivez ses seuls chiffres : 5802.`,
  },
  noRange: {
    en: say`ends below where it begins. Write the smaller number first.`,
    fr: say`finit plus bas qu’il ne commence. Écrivez d’abord le plus petit nombre.`,
  },
  noCount: {
    en: say`is no count. Write 200, about 200, 200-250, at least 200, or at most 200.`,
    fr: say`n’est pas un nombre. Écrivez 200, environ 200, 200-250, au moins 200 ou au plus 200.`,
  },
  noNumber: { en: say`is no number. Write it as 16.83.`, fr: say`n’est pas un nombre. Écrivez-le ainsi : 16,83.` },
  noColumn: {
    en: say`stands under no name of a column. Name it in the first row, or put quotation marks around a text with a separator in it.`,
    fr: say`n’est sous aucun nom de colonne. Nommez-la dans la première ligne, ou mettez entre guillemets un texte qui contient un séparateur.`,
  },
  noYesOrNo: { en: say`is neither yes nor no.`, fr: say`n’est ni oui ni non.` },
  noId: {
    en: say`has no letter or digit that an id could have.`,
    fr: say`n’a ni lettre ni chiffre dont faire un identifiant.`,
  },
} as const;

/** What is said of a table, or of one of its rows. */
export const details = {
  cell: (column: string, value: string, fault: Said): Said => ({
    en: say`${{ code: column }}: ${value === '' ? [] : say`"${{ text: value }}" `}${fault.en}`,
    fr: say`${{ code: column }} : ${value === '' ? [] : say`"${{ text: value }}" `}${fault.fr}`,
  }),
  kindForm: (kinds: readonly string[]): Said => ({
    en: say`kind must be one of ${codes(kinds)}.`,
    fr: say`${{ code: 'kind' }} doit être l’un de ${codes(kinds)}.`,
  }),
  datesForm: {
    en: say`dates must be dmy (day first) or mdy (month first).`,
    fr: say`${{ code: 'dates' }} doit être dmy (jour d’abord) ou mdy (mois d’abord).`,
  },
  mediaType: {
    en: say`A table is sent as text/csv, or as application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.`,
    fr: say`Un tableau s’envoie en text/csv, ou en application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.`,
  },
  noTable: { en: say`The body is missing. Send the file.`, fr: say`Le corps manque. Envoyez le fichier.` },
  noRows: {
    en: say`The table has no row. The first row names the columns, each other row is one thing to record.`,
    fr: say`Le tableau n’a pas de ligne. La première nomme les colonnes, chaque autre est une chose à enregistrer.`,
  },
  tooManyRows: (most: number): Said => ({
    en: say`A table may have ${{ number: most }} rows. Split it.`,
    fr: say`Un tableau peut avoir ${{ number: most }} lignes. Divisez-le.`,
  }),
  tooManyColumns: (most: number): Said => ({
    en: say`A table may have ${{ number: most }} columns. Delete those that are not needed.`,
    fr: say`Un tableau peut avoir ${{ number: most }} colonnes. Supprimez celles qui sont inutiles.`,
  }),
  farOff: (address: string, columns: number, rows: number): Said => ({
    en: say`A value stands far off, at ${{ code: address }}: a table may have ${{ number: columns }} columns, and reach down to row ${{ number: rows }}. Delete it, or move it to the table.`,
    fr: say`Une valeur se trouve très loin, en ${{ code: address }} : un tableau peut avoir ${{ number: columns }} colonnes, et descendre jusqu’à la ligne ${{ number: rows }}. Supprimez-la, ou placez-la dans le tableau.`,
  }),
  notCsv: (line: number): Said => ({
    en: say`The text is not CSV: a quotation mark is left open, or stands inside a cell, at line ${{ number: line, plain: true }}.`,
    fr: say`Le texte n’est pas du CSV : un guillemet reste ouvert, ou se trouve dans une cellule, à la ligne ${{ number: line, plain: true }}.`,
  }),
  notUtf8: {
    en: say`The file is not UTF-8. Save it as "CSV UTF-8", or send the workbook itself.`,
    fr: say`Le fichier n’est pas en UTF-8. Enregistrez-le en « CSV UTF-8 », ou envoyez le classeur lui-même.`,
  },
  noWorkbook: {
    en: say`This is no workbook of the form .xlsx. Save it as one, without a password, or as CSV UTF-8.`,
    fr: say`Ce n’est pas un classeur au format .xlsx. Enregistrez-le ainsi, sans mot de passe, ou en CSV UTF-8.`,
  },
  unpacksTooLarge: (mib: number): Said => ({
    en: say`The workbook unpacks to more than ${{ number: mib }} MiB. Save the values alone as CSV, or split it.`,
    fr: say`Le classeur décompressé dépasse ${{ number: mib }} Mio. Enregistrez les seules valeurs en CSV, ou divisez-le.`,
  }),
  packedTooLarge: (mib: number): Said => ({
    en: say`A table may have ${{ number: mib }} MiB. Split it.`,
    fr: say`Un tableau peut avoir ${{ number: mib }} Mio. Divisez-le.`,
  }),
  tooHard: {
    en: say`The workbook takes too long or too much memory to read. Save the values alone as CSV.`,
    fr: say`Lire ce classeur prend trop de temps ou de mémoire. Enregistrez les seules valeurs en CSV.`,
  },
  merged: (ranges: readonly string[]): Said => ({
    en: say`Cells are merged: ${codes(ranges)}. Unmerge them, and write the value into each row that it is meant for.`,
    fr: say`Des cellules sont fusionnées : ${codes(ranges)}. Défusionnez-les, et écrivez la valeur dans chaque ligne concernée.`,
  }),
  noHeader: (names: readonly string[]): Said => ({
    en: say`The first row names no column. Put one above the rows; there are ${codes(names)}.`,
    fr: say`La première ligne ne nomme aucune colonne. Ajoutez-en une au-dessus ; il y a ${codes(names)}.`,
  }),
  headerBelow: (row: number): Said => ({
    en: say`Row ${{ number: row, plain: true }} names the columns. Delete the rows above it.`,
    fr: say`La ligne ${{ number: row, plain: true }} nomme les colonnes. Supprimez les lignes au-dessus.`,
  }),
  twoHeaders: (row: number): Said => ({
    en: say`Row ${{ number: row, plain: true }} names columns again. Leave one header, in the first row.`,
    fr: say`La ligne ${{ number: row, plain: true }} nomme de nouveau les colonnes. Laissez un seul en-tête, en première ligne.`,
  }),
  columnTwice: (first: string, second: string): Said => ({
    en: say`${{ code: first }} and ${{ code: second }} are the same column. Delete one, or name it in ${{ code: 'skip' }}.`,
    fr: say`${{ code: first }} et ${{ code: second }} sont la même colonne. Supprimez-en une, ou nommez-la dans ${{ code: 'skip' }}.`,
  }),
  unknownColumns: (unknown: readonly string[], known: readonly string[]): Said => ({
    en: say`There is no column ${codes(unknown)}. Correct its name, or name it in ${{ code: 'skip' }} to leave it out. There are ${codes(known)}.`,
    fr: say`Il n’y a pas de colonne ${codes(unknown)}. Corrigez son nom, ou nommez-la dans ${{ code: 'skip' }} pour l’omettre. Il y a ${codes(known)}.`,
  }),
  missingColumns: (missing: readonly string[]): Said => ({
    en: say`The column ${codes(missing)} is missing. Add it.`,
    fr: say`La colonne ${codes(missing)} manque. Ajoutez-la.`,
  }),
  skipUnknown: (name: string): Said => ({
    en: say`skip names ${{ code: name }}, and the table has no such column.`,
    fr: say`${{ code: 'skip' }} nomme ${{ code: name }}, et le tableau n’a pas cette colonne.`,
  }),
  totalsRow: {
    en: say`A row of totals: nothing is recorded for it.`,
    fr: say`Une ligne de totaux : rien n’est enregistré pour elle.`,
  },
  hintsRow: {
    en: say`A row that says what columns mean: nothing is recorded for it.`,
    fr: say`Une ligne qui dit le sens des colonnes : rien n’est enregistré pour elle.`,
  },
  oneOf: (columns: readonly string[]): Said => ({
    en: say`None of ${codes(columns)} says anything. Fill one of them in.`,
    fr: say`Aucune des colonnes ${codes(columns)} n’est remplie. Remplissez-en une.`,
  }),
  datesRead: (column: string, order: 'dmy' | 'mdy'): Said => ({
    en: say`Dates of ${{ code: column }} are read as ${order === 'dmy' ? 'day/month/year' : 'month/day/year'}, as others of that column show.`,
    fr: say`Les dates de ${{ code: column }} sont lues ${order === 'dmy' ? 'jour/mois/année' : 'mois/jour/année'}, comme d’autres de cette colonne le montrent.`,
  }),
  datesMixed: (column: string): Said => ({
    en: say`${{ code: column }} has dates that the spreadsheet took for dates, and others as text: it may have exchanged day and month of the first. Compare them with the original.`,
    fr: say`${{ code: column }} a des dates que le tableur a prises pour telles, et d’autres en texte : il peut avoir échangé jour et mois des premières. Comparez-les à l’original.`,
  }),
  formulasRead: (cells: readonly string[]): Said => ({
    en: say`Formulas are taken at the value that was saved with them: ${codes(cells)}.`,
    fr: say`Les formules sont prises à la valeur enregistrée avec elles : ${codes(cells)}.`,
  }),
  hiddenRead: (rowsAndColumns: readonly string[]): Said => ({
    en: say`Rows and columns that are hidden were read as well: ${codes(rowsAndColumns)}.`,
    fr: say`Les lignes et colonnes masquées ont été lues aussi : ${codes(rowsAndColumns)}.`,
  }),
  otherSheets: (read: string, others: readonly string[]): Said => ({
    en: say`The sheet ${{ code: read }} was read; not ${codes(others)}.`,
    fr: say`La feuille ${{ code: read }} a été lue ; pas ${codes(others)}.`,
  }),
  rowsRefused: (refused: number): Said => ({
    en: say`${refused === 1 ? 'One row is' : say`${{ number: refused }} rows are`} refused, and nothing was recorded. Correct ${refused === 1 ? 'it' : 'them'}, and send the file again.`,
    fr: say`${refused === 1 ? 'Une ligne est refusée' : say`${{ number: refused }} lignes sont refusées`}, et rien n’a été enregistré. Corrigez, et renvoyez le fichier.`,
  }),
};
