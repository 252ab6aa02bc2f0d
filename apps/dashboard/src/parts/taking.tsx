import { useState } from 'preact/hooks';
import { mayRead } from '../state/permitted.js';
import { takeSnapshot } from '../state/snapshot.js';
import { t, type Word } from '../words/words.js';
import { Downloads, type Format } from './downloads.js';

const views: readonly { view: string; word: Word; more?: readonly Format[] }[] = [
  { view: 'summary', word: 'overview' },
  { view: 'bases', word: 'bases', more: ['geojson'] },
  { view: 'convoys', word: 'convoys', more: ['geojson'] },
  { view: 'schedule', word: 'schedule', more: ['calendar'] },
  { view: 'burndown', word: 'burndown' },
  { view: 'incidents', word: 'incidents' },
  { view: 'discrepancies', word: 'discrepancies' },
  { view: 'permits', word: 'permits' },
  { view: 'equipment', word: 'equipment' },
  { view: 'counters', word: 'counters' },
  { view: 'contingents', word: 'contingents' },
  { view: 'ledger', word: 'ledger' },
];

/** What is shown, to take along: on paper, as one file, as a link, or as data. */
export function Taking() {
  const [isCopied, setCopied] = useState(false);
  const offered = views.filter(({ view }) => mayRead(view));
  const copy = (): void => {
    navigator.clipboard.writeText(location.href).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  const snapshot = (): void => {
    const content = document.getElementById('content');
    if (content) void takeSnapshot(content);
  };
  return (
    <details class="taking">
      <summary>{t('taking')}</summary>
      <p class="quiet small">{t('takeIntro')}</p>
      <p class="actions">
        <button type="button" onClick={() => print()}>
          {t('print')}
        </button>
        <button type="button" class="take-snapshot" onClick={snapshot}>
          {t('snapshot')}
        </button>
        {'clipboard' in navigator && (
          <button type="button" onClick={copy}>
            {t(isCopied ? 'copied' : 'copyLink')}
          </button>
        )}
      </p>
      <dl class="facts">
        {offered.map(({ view, word, more }) => (
          <div key={view} class="take">
            <dt>{t(word)}</dt>
            <dd>
              <Downloads view={view} more={more} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
