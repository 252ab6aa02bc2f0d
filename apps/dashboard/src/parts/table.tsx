import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../words/words.js';

/** A column of a table. */
export interface Column<T> {
  head: string;
  cell: (row: T) => ComponentChildren;
  isNumber?: boolean;
  /** Whether it must stay on one line, as dates do. */
  isDay?: boolean;
  /** What stands in a row's head: at most one column. */
  isHead?: boolean;
}

interface TableProps<T> {
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string | number;
  empty?: string;
}

/** A real table, which scrolls by itself if the page is narrow. */
export function Table<T>({ caption, columns, rows, keyOf, empty }: TableProps<T>) {
  if (rows.length === 0 && empty !== undefined) return <p class="quiet">{empty}</p>;
  return (
    <div class="scrolls" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head, isNumber }) => (
              <th key={head} scope="col" class={isNumber ? 'number' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} data-key={keyOf(row)}>
              {columns.map(({ head, cell, isNumber, isDay, isHead }) =>
                isHead ? (
                  <th key={head} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={head} class={isNumber ? 'number' : isDay ? 'day' : undefined}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The table behind a drawing, which says the same in words and numbers. It is made when it is unfolded. */
export function Behind<T>(props: TableProps<T>) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="behind" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('asTable')}</summary>
      {isOpen && <Table {...props} />}
    </details>
  );
}
