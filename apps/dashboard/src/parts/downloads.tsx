import { useState } from 'preact/hooks';
import { download, pathOf, Refused } from '../api/client.js';
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
    const lens = { validAt: validAt.value, knownAt: knownAt.value };
    const path = pathOf(mission.value ?? '', view === 'summary' ? '' : `/${view}`, {
      ...lens,
      ...filters,
      // Spreadsheets take a file without the mark for one in the encoding of the machine.
      ...(format === 'csv' && { bom: 'true' }),
    });
    const name = [mission.value, view, validAt.value ?? 'now', knownAt.value ?? `r${revision.value}`].join('_');
    setProblem(undefined);
    download(path, accept, `${name.replaceAll(':', '')}.${ending}`).catch((error: unknown) =>
      setProblem(error instanceof Refused ? error.problem.detail : String(error)),
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
