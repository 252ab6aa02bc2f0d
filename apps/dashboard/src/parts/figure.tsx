import type { ComponentChildren } from 'preact';
import { hrefTo } from '../place.js';
import { offers } from '../state/described.js';
import { may } from '../state/permitted.js';
import { t } from '../words/words.js';
import type { People } from '#libs/client';
import { number, range } from '../words/words.js';

/** A figure of a view; if the server can say why it is so, a link to that. */
export function Figure({ of, children }: { of: string; children: ComponentChildren }) {
  if (!offers.value.why || !may('read-history')) return <span class="figure">{children}</span>;
  return (
    <a class="figure" href={hrefTo({ why: of })} title={t('why')}>
      {children}
    </a>
  );
}

/** A count: its best value, and its bounds if it is not exact; nothing of one that its reader may not see. */
export function Count({ of, count }: { of: string; count: People | undefined }) {
  if (!count) return null;
  if ('reported' in count)
    return (
      <Figure of={`${of}/reported`}>
        <span class="quiet">{t('notReported')}</span>
      </Figure>
    );
  return (
    <Figure of={of}>
      {number(count.best)}
      {count.low !== count.high && <small class="range"> {range(count)}</small>}
    </Figure>
  );
}
