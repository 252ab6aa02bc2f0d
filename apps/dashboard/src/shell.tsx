import type { ComponentType } from 'preact';
import { computed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Act } from './pages/act.js';
import { Bases } from './pages/bases.js';
import { Convoys } from './pages/convoys.js';
import { History } from './pages/history.js';
import { Missions, NoMission } from './pages/missions.js';
import { Overview } from './pages/overview.js';
import { Proposals } from './pages/proposals.js';
import { Account } from './parts/account.js';
import { Banners, ConnectionState } from './parts/connection.js';
import { MapPanel } from './parts/map-panel.js';
import { NoMoment } from './parts/no-moment.js';
import { Taking } from './parts/taking.js';
import { TimeBar } from './parts/time-bar.js';
import { named } from './parts/unseen.js';
import { Why } from './parts/why.js';
import { goTo, hrefTo, language, languages, mission, page, pages, type Page } from './place.js';
import { documents, refusal } from './state/live.js';
import { failure, isComing, shown } from './state/moment.js';
import { mayAnywhere, mayOpen } from './state/permitted.js';
import { waiting } from './state/queue.js';
import { signed } from './state/session.js';
import { t, type Word } from './words/words.js';

const pendingCount = computed(() => shown.value.summary?.proposals?.length ?? 0);

const languageNames = { en: 'English', fr: 'Français' } as const;

function MapPage() {
  const { bases, convoys } = shown.value;
  return bases ? <MapPanel bases={bases.items} convoys={convoys?.items ?? []} /> : <p class="quiet">{t('loading')}</p>;
}

const contents: Readonly<Record<Page, ComponentType>> = {
  overview: Overview,
  map: MapPage,
  bases: Bases,
  convoys: Convoys,
  history: History,
  proposals: Proposals,
  act: Act,
};

/** Pages that ask the server themselves, and say what it answers. */
const asksItself: readonly Page[] = ['history', 'proposals', 'act'];

/** What is said in place of a page that has nothing for whoever is here; nothing is asked of the server for it. */
function closedFor(): Word | undefined {
  if (!signed.value) return 'loading';
  if (page.value !== 'act' && !mayAnywhere('read-remains')) return 'noneForRole';
  return asksItself.includes(page.value) && !mayOpen(page.value) ? 'nothingForRole' : undefined;
}

/** The frame around every page. */
export function Shell() {
  const name = shown.value.summary?.name ?? documents.value.summary?.name ?? mission.value;
  const Content = mission.value === undefined && page.value !== 'act' ? Missions : contents[page.value];
  // What was shown before the server said no stays, as it does when the line is lost.
  const problem = shown.value.summary || asksItself.includes(page.value) ? undefined : refusal.value;
  const closed = closedFor();
  const isMissing = typeof failure.value === 'object' && page.value !== 'act';
  // What a reader of the page may take for whole is whole: views come one after the other on a slow line.
  const isBusy = !signed.value || (isComing.value && !closed && !problem && !asksItself.includes(page.value));
  useEffect(() => {
    document.documentElement.lang = language.value;
    document.title = name === undefined ? t('appName') : named(`${name}: ${t(page.value)} · ${t('appName')}`);
  }, [language.value, name, page.value]);
  return (
    <>
      <a class="skip" href="#content">
        {t('skip')}
      </a>
      <header>
        <div class="top">
          <p class="name">
            <a href={hrefTo({ mission: undefined, page: undefined, validAt: undefined, knownAt: undefined })}>
              {t('appName')}
            </a>
          </p>
          <h1>{name ?? t('missions')}</h1>
          {mission.value !== undefined && mayAnywhere('read-remains') && <ConnectionState />}
          <Account />
          <label class="language">
            <span class="hidden">{t('language')}</span>
            <select value={language.value} onChange={(event) => goTo({ lang: event.currentTarget.value }, true)}>
              {languages.map((one) => (
                <option key={one} value={one} lang={one}>
                  {languageNames[one]}
                </option>
              ))}
            </select>
          </label>
        </div>
        {mission.value !== undefined && (
          <nav aria-label={t('pages')}>
            {pages.filter(mayOpen).map((one) => (
              <a key={one} href={hrefTo({ page: one })} aria-current={one === page.value ? 'page' : undefined}>
                {t(one)}
                {one === 'proposals' && pendingCount.value > 0 && ` (${pendingCount.value})`}
                {one === 'act' && waiting.value.length > 0 && ` (${waiting.value.length})`}
              </a>
            ))}
          </nav>
        )}
      </header>
      {mission.value !== undefined && !closed && <Banners />}
      {mission.value !== undefined && !closed && <TimeBar />}
      <main id="content" tabIndex={-1} aria-busy={isBusy}>
        {closed ? (
          <p class="quiet">{t(closed)}</p>
        ) : problem ? (
          <NoMission problem={problem} />
        ) : isMissing ? (
          <NoMoment />
        ) : (
          <Content />
        )}
      </main>
      {mission.value !== undefined && !closed && (
        <footer>
          <Taking />
          <p class="quiet small">
            <a href="/docs">API</a>
          </p>
        </footer>
      )}
      {mission.value !== undefined && <Why />}
    </>
  );
}
