import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { HistoryItem } from '#libs/client';
import { hrefTo, language, mission } from '../place.js';
import { entriesAfter, revision } from '../state/live.js';
import { mayOpen } from '../state/permitted.js';
import { signed } from '../state/session.js';
import { t } from '../words/words.js';

const listedMax = 12;
const keyOf = (id: string): string => `drawdown.seen.${signed.value?.subject ?? ''}.${id}`;

/** The revision up to which the reader has looked, by mission; kept in this browser alone. */
const seen = signal<Readonly<Record<string, number>>>({});

function seenOf(id: string): number | undefined {
  const kept = seen.value[id] ?? Number(localStorage.getItem(keyOf(id)) ?? Number.NaN);
  return Number.isFinite(kept) ? kept : undefined;
}

function markSeen(id: string, upTo: number): void {
  localStorage.setItem(keyOf(id), String(upTo));
  seen.value = { ...seen.value, [id]: upTo };
}

/** What was recorded since the reader last looked. */
export function Changed() {
  const id = mission.value ?? '';
  const head = revision.value;
  const since = seenOf(id);
  const isTold = mayOpen('history');
  const [items, setItems] = useState<readonly HistoryItem[]>([]);
  useEffect(() => {
    if (head < 0 || !signed.value) return undefined;
    // Whoever comes for the first time begins here.
    if (since === undefined) markSeen(id, head);
    if (since === undefined || since >= head || !isTold) {
      setItems([]);
      return undefined;
    }
    let isGone = false;
    entriesAfter(id, since).then(
      (found) => !isGone && setItems(found),
      () => undefined,
    );
    return () => (isGone = true);
  }, [id, head, since, isTold, language.value]);
  if (head < 0 || since === undefined) return null;
  const count = head - since;
  return (
    <section class="panel changed">
      <h2>{t('changed')}</h2>
      {count <= 0 ? (
        <p class="quiet">{t('changedNone', { revision: since })}</p>
      ) : (
        <>
          <p>
            {t('changedSome', { n: count, revision: since })}{' '}
            {count > listedMax && isTold && <span class="quiet">({t('changedMore', { n: listedMax })}) </span>}
            {isTold && (
              <a href={hrefTo({ page: 'history', after: String(since), order: 'oldest' })}>{t('showAll')}</a>
            )}{' '}
            <button type="button" class="plain" onClick={() => markSeen(id, head)}>
              {t('markSeen')}
            </button>
          </p>
          <ol class="lines">
            {items.slice(0, listedMax).map((item) => (
              <li key={item.revision}>
                <a href={hrefTo({ page: 'history', id: String(item.revision) })} class="ref">{`#${item.revision}`}</a>{' '}
                {item.sentence}
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
