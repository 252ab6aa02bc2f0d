import type { ComponentChildren } from 'preact';
import { hrefTo } from '../place.js';
import { may } from '../state/permitted.js';

/** A link to the entry that something is of; its words alone for whoever may not read the history. */
export function EntryLink({ revision, children, ...more }: EntryLinkProps) {
  if (!may('read-history')) return <span class={more.class}>{children}</span>;
  return (
    <a href={hrefTo({ page: 'history', id: String(revision) })} {...more}>
      {children}
    </a>
  );
}

/** The column of a table of entries which leads to each by its number. */
export const numberColumn = {
  head: '#',
  isHead: true,
  cell: ({ revision }: { revision: number }) => (
    <EntryLink revision={revision} class="ref">
      {revision}
    </EntryLink>
  ),
};

interface EntryLinkProps {
  revision: number | string;
  children: ComponentChildren;
  class?: 'ref';
  target?: '_blank';
}
