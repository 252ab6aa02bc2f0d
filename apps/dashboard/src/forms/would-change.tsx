import type { Answer } from '#libs/client';
import { t } from '../words/words.js';

const shownMax = 20;

const textOf = (value: unknown): string =>
  value === undefined ? t('nothingThere') : typeof value === 'string' ? value : JSON.stringify(value);

/** The figures that a command would change today, as a dry run answers them. */
export function WouldChange({ changes: all }: { changes: NonNullable<Answer['changes']> }) {
  // That what waits waits no more goes without saying.
  const changes = all.filter(({ pointer }) => !pointer.includes('/proposals/'));
  if (changes.length === 0) return null;
  return (
    <>
      <p>{t('wouldChange')}</p>
      <ul class="lines">
        {changes.slice(0, shownMax).map(({ view, pointer, from, to }) => (
          <li key={`${view}${pointer}`} lang="en">
            <span class="ref">{`${view}${pointer}`}</span> {textOf(from)} → <strong>{textOf(to)}</strong>
          </li>
        ))}
      </ul>
      {changes.length > shownMax && <p>{t('wouldChangeMore', { count: changes.length - shownMax })}</p>}
    </>
  );
}
