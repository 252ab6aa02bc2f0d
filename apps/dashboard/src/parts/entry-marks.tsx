import type { HistoryItem } from '#libs/client';
import { t } from '../words/words.js';

/** The marks that an entry may have, in the order in which they are told. */
const marks = ['correctedBy', 'retractedBy', 'disputedBy', 'revisedBy', 'late', 'reportedEarlier'] as const;

/** What became of an entry. A space stands before each mark: whoever copies or hears the line needs it. */
export function Marks({ item }: { item: HistoryItem }) {
  const told = marks.filter((mark) => item.marks[mark] !== undefined);
  return (
    <>
      {told.map((mark) => [
        ' ',
        <span key={mark} class={`tag ${mark}`}>
          {t(`mark.${mark}`, { value: [item.marks[mark]].flat().join(', ') })}
        </span>,
      ])}
    </>
  );
}
