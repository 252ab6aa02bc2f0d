import type { ComponentChildren } from 'preact';
import { t, type Word } from '../words/words.js';

/** What is known of a thing: the word for each fact, and the fact. */
export function Facts({ of }: { of: readonly (readonly [word: Word, fact: ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {of.map(([word, fact]) => (
        <>
          <dt>{t(word)}</dt>
          <dd>{fact}</dd>
        </>
      ))}
    </dl>
  );
}
