import { missionOf, server } from '../api/server.js';
import type { HistoryItem, Page } from '#libs/client';
import { zone } from '../parts/connection.js';
import { Downloads } from '../parts/downloads.js';
import { Marks } from '../parts/entry-marks.js';
import { numberColumn } from '../parts/entry-link.js';
import { Failed } from '../parts/failed.js';
import { Person } from '../parts/person.js';
import { Table } from '../parts/table.js';
import { goTo, hrefTo, knownAt, language, mission, place, validAt, type PlaceName } from '../place.js';
import { useAnswer } from '../state/answer.js';
import { offers } from '../state/described.js';
import { revision } from '../state/live.js';
import { t, when } from '../words/words.js';
import { OneEntry } from './entry.js';

const filterNames = ['type', 'base', 'convoy', 'actor', 'text', 'from', 'to'] as const satisfies readonly PlaceName[];
const words = {
  type: 'type',
  base: 'base',
  convoy: 'convoy',
  actor: 'actor',
  text: 'text',
  from: 'fromDay',
  to: 'toDay',
} as const;
const pageSize = 50;

/** The log as sentences, by the API's own filters and cursors; or the entry that the URL names. */
export function History() {
  const { id } = place.value;
  return id === undefined ? <Entries /> : <OneEntry key={id} revision={id} />;
}

function query(): Record<string, string | undefined> {
  const found = place.value;
  const filters = Object.fromEntries(filterNames.map((name) => [name, found[name]]));
  return { ...filters, order: offers.value.order ? (found.order ?? 'newest') : undefined };
}

function Entries() {
  const filters = query();
  const { after } = place.value;
  const asOf = { validAt: validAt.value, knownAt: knownAt.value };
  const asked = missionOf(mission.value).path('/entries', { ...asOf, ...filters, after, limit: pageSize });
  // A first page shows what is new; pages after a cursor stay as they are.
  const seen = after === undefined ? revision.value : 0;
  const { answer: page, problem } = useAnswer(
    (signal) => server.json<Page<HistoryItem>>(asked, { signal }),
    [asked, seen, language.value],
  );
  return (
    <section class="panel">
      <h2>{t('history')}</h2>
      <Filters />
      <Downloads view="entries" filters={filters} />
      {problem !== undefined && <Failed error={problem} />}
      {page && (
        <Table
          caption={t('entries')}
          rows={page.items}
          keyOf={(item) => item.revision}
          empty={t('noEntries')}
          columns={[
            numberColumn,
            { head: t('occurred'), isDay: true, cell: ({ occurredAt }) => when(occurredAt, zone()) },
            {
              head: t('entries'),
              cell: (item) => (
                <>
                  <span class={isVoid(item) ? 'void' : undefined}>{item.sentence}</span>
                  <Marks item={item} />
                </>
              ),
            },
            { head: t('by'), cell: ({ actor }) => <Person id={actor.id} /> },
            { head: t('source'), cell: ({ source }) => source?.title },
          ]}
        />
      )}
      <p class="paging">
        {after !== undefined && <a href={hrefTo({ after: undefined })}>{t('first')}</a>}{' '}
        {page?.next !== undefined && (
          <a href={hrefTo({ after: page.next })} rel="next">
            {t('older')}
          </a>
        )}
      </p>
    </section>
  );
}

const isVoid = ({ marks }: HistoryItem): boolean => marks.retractedBy !== undefined || marks.correctedBy !== undefined;

function Filters() {
  const found = place.value;
  const isFiltered = filterNames.some((name) => found[name] !== undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const form = new FormData(event.currentTarget);
    const chosen = Object.fromEntries(
      [...filterNames, 'order' as const].map((name) => {
        const value = form.get(name);
        return [name, typeof value === 'string' && value !== '' ? value : undefined];
      }),
    );
    goTo({ ...chosen, after: undefined });
  };
  return (
    <form class="filters" onSubmit={submit} aria-label={t('filters')}>
      {filterNames.map((name) => (
        <label key={name}>
          <span>{t(words[name])}</span>
          <input name={name} type={name === 'text' ? 'search' : 'text'} defaultValue={found[name] ?? ''} />
        </label>
      ))}
      {offers.value.order && (
        <label>
          <span>{t('order')}</span>
          <select name="order" defaultValue={found.order ?? 'newest'}>
            <option value="newest">{t('newest')}</option>
            <option value="oldest">{t('oldest')}</option>
          </select>
        </label>
      )}
      <button type="submit">{t('apply')}</button>
      {isFiltered && (
        <a href={hrefTo({ ...Object.fromEntries(filterNames.map((name) => [name, undefined])), after: undefined })}>
          {t('clear')}
        </a>
      )}
    </form>
  );
}
