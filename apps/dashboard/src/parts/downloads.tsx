import { useState } from 'preact/hooks';
import { ProblemError } from '#libs/client';
import { download } from '../api/save.js';
import { knownAt, mission, validAt } from '../place.js';
import { revision } from '../state/live.js';
import { t } from '../words/words.js';

const formats = {
  csv: { accept: 'text/csv', ending: 'csv' },
  geojson: { accept: 'application/geo+json', ending: 'geojson' },
  calendar: { accept: 'text/calendar', ending: 'ics' },
} as const;

export type Format = keyof typeof formats;

interface DownloadsProps {
  /** The view's name in the API. */
  view: string;
  more?: readonly Format[];
  /** Filters that what is shown goes by. */
  filters?: Readonly<Record<string, string | undefined>>;
}

/** Exactly what is shown, as files: the same view, moment and filters. Names say what, as of when, at which revision. */
export function Downloads({ view, more = [], filters = {} }: DownloadsProps) {
  const [problem, setProblem] = useState<string>();
  const take = (format: Format): void => {
    const { accept, ending } = formats[format];
    const asOf = { validAt: validAt.value, knownAt: knownAt.value };
    // Spreadsheets take a file without the mark for one in the encoding of the machine.
    const query = { ...asOf, ...filters, bom: format === 'csv' };
    const name = [mission.value, view, validAt.value ?? 'now', knownAt.value ?? `r${revision.value}`].join('_');
    setProblem(undefined);
    const file = `${name.replaceAll(':', '')}.${ending}`;
    download({ mission: mission.value, view, query, accept, name: file }).catch((error: unknown) =>
      setProblem(error instanceof ProblemError ? error.problem.detail : String(error)),
    );
  };
  return (
    <p class="downloads">
      {(['csv', ...more] as const).map((format) => (
        <button key={format} type="button" class="plain" data-format={`${view}.${format}`} onClick={() => take(format)}>
          {t(format)}
        </button>
      ))}
      {problem !== undefined && (
        <span role="alert">
          {t('failed')} <span lang="en">{problem}</span>
        </span>
      )}
    </p>
  );
}
