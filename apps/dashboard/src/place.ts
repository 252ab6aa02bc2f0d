import { computed, signal } from '@preact/signals';

/** The pages of a mission. */
export const pages = ['overview', 'map', 'bases', 'convoys', 'history', 'proposals', 'act'] as const;

export type Page = (typeof pages)[number];

export const languages = ['en', 'fr'] as const;

export type Language = (typeof languages)[number];

/** What a page is asked for besides the thing that it shows. */
const asked = ['why', 'command', 'type', 'base', 'convoy', 'actor', 'text', 'from', 'to', 'after', 'order'] as const;

/** What the URL's parameters may be named. */
const names = ['mission', 'page', 'id', 'validAt', 'knownAt', 'lang', ...asked] as const;

export type PlaceName = (typeof names)[number];

/** Parameters that a page has for itself: they go when another page is opened. */
const ofPage: readonly PlaceName[] = ['id', ...asked];

export type Changes = Partial<Record<PlaceName, string | undefined>>;

const search = signal(location.search);

/** Where the reader is: the URL holds all of it, so that a link shows somebody else the same. */
export const place = computed(() => {
  const found = new URLSearchParams(search.value);
  return Object.fromEntries(names.map((name) => [name, found.get(name) || undefined])) as Partial<
    Record<PlaceName, string>
  >;
});

/** The page that is shown. */
export const page = computed<Page>(() => pages.find((one) => one === place.value.page) ?? 'overview');

/** The language: of the URL, else the browser's first that we have. */
export const language = computed<Language>(
  () =>
    languages.find((one) => one === place.value.lang) ??
    navigator.languages.flatMap((one) => languages.find((known) => one.startsWith(known)) ?? [])[0] ??
    'en',
);

/** The mission that is shown. */
export const mission = computed(() => place.value.mission);

/** The moment that is shown: by when it had happened, by when it was known. */
export const validAt = computed(() => place.value.validAt);
export const knownAt = computed(() => place.value.knownAt);

/** Whether the newest state is shown, which moves as entries are recorded. */
export const isLive = computed(() => validAt.value === undefined && knownAt.value === undefined);

/** The address of a place that differs from this one. */
export function hrefTo(changes: Changes): string {
  const found = new URLSearchParams();
  const opensPage = 'page' in changes || 'mission' in changes;
  for (const name of names) {
    const value = name in changes ? changes[name] : opensPage && ofPage.includes(name) ? undefined : place.value[name];
    if (value !== undefined && value !== '') found.set(name, value);
  }
  const text = found.toString();
  return text === '' ? '/' : `/?${text}`;
}

/** Goes there. `replace` leaves no step in the browser's history, for what changes many times a second. */
export function goTo(changes: Changes, replace = false): void {
  const href = hrefTo(changes);
  if (replace) history.replaceState(null, '', href);
  else history.pushState(null, '', href);
  search.value = location.search;
}

/** Follows links of our own without loading the page anew, and the browser's back and forward. */
export function watchPlace(): void {
  addEventListener('popstate', () => (search.value = location.search));
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const anchor = event.target instanceof Element ? event.target.closest('a') : null;
    // A link within a drawing has an href of another kind.
    const href = anchor?.getAttribute('href');
    if (!href?.startsWith('/?') && href !== '/') return;
    event.preventDefault();
    history.pushState(null, '', href);
    search.value = location.search;
  });
}
