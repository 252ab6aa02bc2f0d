import type { HistoryItem } from '../api/documents.js';
import { isWord, t } from '../words/words.js';

/** What became of an entry. */
export function Marks({ item }: { item: HistoryItem }) {
  const told = Object.entries(item.marks).flatMap(([mark, value]) => {
    const word = `mark.${mark}`;
    return isWord(word) ? [{ mark, text: t(word, { value: [value].flat().join(', ') }) }] : [];
  });
  return (
    <>
      {told.map(({ mark, text }) => (
        <span key={mark} class={`tag ${mark}`}>
          {text}
        </span>
      ))}
    </>
  );
}
