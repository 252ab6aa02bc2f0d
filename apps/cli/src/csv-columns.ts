const namesOf = (words: string): string[] => words.split(/\s+/);

/** The last names of columns of counts. */
export const counts = new Set(
  namesOf('count killed wounded vehicles vehiclesDamaged vehiclesLost of people containers'),
);

/** The last names of columns whose cells are numbers. */
export const numbers = new Set([
  ...counts,
  ...namesOf('about atLeast atMost amount lat lon entry revision basedOn proposal'),
  // Those of a plan.
  ...namesOf('distanceKm turnRoundDays peoplePerConvoy vehiclesPerConvoy containersPerConvoy'),
  ...namesOf('perDay atOnce lagDays leadDays low best high'),
]);

/** The last names of columns of numbers that may have a fraction. */
export const fractions = new Set(namesOf('amount lat lon distanceKm'));

/** The last names of columns whose cells are true or false. */
export const yesOrNo = new Set(['late', 'liquidation']);

/** The last names of columns of prose. */
export const prose = new Set(['key', 'name', 'reason', 'ref', 'statement', 'summary', 'text', 'title', 'what']);

/** How CSV becomes commands, for `--help`. */
export const csvHelp = `CSV has a header line: "command", optionally "key", and one column a field, dotted for nested ones (source.title,
lines.0.component, lines.0.count). Empty cells are left out. A cell is text, but
  a number in columns whose last name is ${[...numbers].join(', ')}, or from and to below a count,
  true or false (in any case; vrai or faux) in columns named ${[...yesOrNo].join(' or ')},
  JSON where it is an object or a list ({"about": 200}), except in columns of prose (${[...prose].join(', ')}).
An apostrophe before a text that a spreadsheet would run, or that begins with [ or {, is taken away.
Files that spreadsheets save are read as they are: with a byte order mark, with semicolons (numbers may then have a decimal
comma) or tabs, as the header line has them. A second row of HXL tags is skipped. Dates are ISO 8601: 2023-08-13, 2023-08.`;
