import { inLanguage, say, type Said, endOf, isDay, isInstant, isMonth, periodOf, type FoldOptions } from '#libs/domain';

/** How a mission is looked at: as texts of a query. Days and months mean their end, in the mission's zone. */
export interface AsOfTexts {
  /** What had happened by then. */
  validAt?: string;
  /** What was known by then: a time, or digits for a revision. */
  knownAt?: string;
  /** What the log held by its own clock. */
  recordedAt?: string;
  /** Nothing after this revision, whatever else is asked for. */
  upTo?: number;
}

/** A text that is no time (or, for `knownAt`, no revision). */
export class AsOfInvalid extends Error {
  constructor(
    readonly parameter: string,
    readonly said: Said,
  ) {
    super(inLanguage(said, 'en').text);
  }
}

/** Turns the texts into what a fold takes. Throws LensInvalid. */
export function readAsOf(asOf: AsOfTexts, timeZone: string): FoldOptions {
  const options: FoldOptions = {};
  if (asOf.validAt !== undefined) options.validAt = instantOf('validAt', asOf.validAt, timeZone);
  if (asOf.recordedAt !== undefined) options.recordedAt = instantOf('recordedAt', asOf.recordedAt, timeZone);
  if (asOf.upTo !== undefined) options.revision = asOf.upTo;
  if (asOf.knownAt === undefined) return options;
  if (/^\d{1,15}$/.test(asOf.knownAt)) options.revision = Number(asOf.knownAt);
  else options.knownAt = instantOf('knownAt', asOf.knownAt, timeZone);
  return options;
}

function instantOf(parameter: string, text: string, timeZone: string): number {
  if (isDay(text)) return endOf(text, timeZone);
  if (isInstant(text) || isMonth(text)) return periodOf(text, timeZone).end;
  throw new AsOfInvalid(parameter, noTime(parameter, text));
}

function noTime(parameter: string, text: string): Said {
  const mayBeRevision = parameter === 'knownAt';
  return {
    en: say`${{ code: parameter }}: "${{ code: text }}" is no time: give an instant (2023-08-13T08:30:00Z), a day (2023-08-13) or a month (2023-08)${mayBeRevision ? ', or a revision such as 41' : ''}`,
    fr: say`${{ code: parameter }} : "${{ code: text }}" n’est pas un moment : donnez un instant (2023-08-13T08:30:00Z), un jour (2023-08-13) ou un mois (2023-08)${mayBeRevision ? ', ou une révision telle que 41' : ''}`,
  };
}
