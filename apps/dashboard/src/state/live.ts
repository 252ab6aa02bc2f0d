import { batch, signal } from '@preact/signals';
import { getJson, pathOf, readView, Refused } from '../api/client.js';
import type { Documents, Entry, HistoryItem, ProblemDocument, Shown } from '../api/documents.js';
import { readEvents, type StreamEvent } from '../api/event-stream.js';
import { patched, type Operation } from '../api/patch.js';

/** Views that the server brings by itself. */
const followed = ['summary', 'bases', 'convoys', 'schedule', 'permits', 'discrepancies', 'burndown'] as const;

/** The page is painted at most four times in any second, whatever timers make of it: changes in between are joined. */
const paintMs = 255;

/** The server says something every 15 s; after twice that the line is as good as dead. */
const staleMs = 30_000;
const retryMs = 1000;
const retryMsMax = 10_000;

export type Connection = 'connecting' | 'live' | 'stale';

/** The newest state, as the server tells it. */
export const documents = signal<Documents>({});
/** The newest revision told; -1 for none. */
export const revision = signal(-1);
export const connection = signal<Connection>('connecting');
/** When anything was last heard, in milliseconds since 1970. */
export const heardAt = signal(0);
/** Why the server does not tell of this mission, where it says so: there is none of this id, or it is stopped. */
export const refusal = signal<ProblemDocument | undefined>(undefined);
/** Entries told since the page was opened, newest last. */
export const news = signal<readonly Entry[]>([]);

const newsMax = 200;

let pending: Documents = {};
let pendingNews: Entry[] = [];
let lastId: string | undefined;
let paintedAt = 0;
let painting: ReturnType<typeof setTimeout> | undefined;
let asking: AbortController | undefined;
let followedMission: string | undefined;

/** Follows a mission from now on; undefined follows none. */
export function follow(mission: string | undefined): void {
  if (mission === followedMission) return;
  followedMission = mission;
  asking?.abort();
  lastId = undefined;
  pending = {};
  pendingNews = [];
  batch(() => {
    documents.value = {};
    news.value = [];
    revision.value = -1;
    connection.value = 'connecting';
    heardAt.value = 0;
    refusal.value = undefined;
  });
  if (mission !== undefined) void keepFollowing(mission);
}

async function keepFollowing(mission: string): Promise<void> {
  const isWanted = (): boolean => followedMission === mission;
  for (let wait = retryMs; isWanted(); wait = Math.min(retryMsMax, wait * 2)) {
    const mine = (asking = new AbortController());
    try {
      const path = pathOf(mission, '/live', { views: followed.join(',') });
      const listener = {
        onBytes: () => {
          wait = retryMs;
          heard();
        },
        onEvent: (event: StreamEvent) => take(mission, event),
      };
      await readEvents(path, lastId, listener, mine.signal);
    } catch (error) {
      // A change that does not fit what we hold: begin anew.
      if (!(error instanceof TypeError) && !mine.signal.aborted) lastId = undefined;
      if (error instanceof Refused && isWanted()) refusal.value = error.problem;
    }
    if (!isWanted()) return;
    if (connection.value === 'live') connection.value = 'connecting';
    await pause(wait);
  }
}

/** Waits, but no longer than until the browser says that it is online again. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      removeEventListener('online', done);
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
  });
}

function heard(): void {
  batch(() => {
    heardAt.value = Date.now();
    connection.value = 'live';
    refusal.value = undefined;
  });
}

/** Says when nothing has come for long, and asks anew: after sleep a line is often dead without a word. */
export function watchSilence(): void {
  const look = (): void => {
    if (followedMission === undefined || heardAt.value === 0 || Date.now() - heardAt.value < staleMs) return;
    connection.value = 'stale';
    asking?.abort();
  };
  setInterval(look, 1000);
  document.addEventListener('visibilitychange', look);
}

interface Told {
  view: Shown;
  document: object;
  ops: Operation[];
  data: Entry;
}

function take(mission: string, { id, event, data }: StreamEvent): void {
  const told = JSON.parse(data) as Told;
  if (event === 'snapshot') pending = { ...pending, [told.view]: told.document };
  else if (event === 'patch') pending = { ...pending, [told.view]: patched(pending[told.view] ?? {}, told.ops) };
  else if (event === 'entry') pendingNews.push(told.data);
  lastId = id;
  const wait = paintedAt + paintMs - Date.now();
  painting ??= setTimeout(
    () => {
      painting = undefined;
      if (followedMission === mission) paint(mission);
    },
    Math.max(0, wait),
  );
}

function paint(mission: string): void {
  paintedAt = Date.now();
  const told = pendingNews;
  pendingNews = [];
  batch(() => {
    documents.value = { ...documents.value, ...pending };
    if (told.length > 0) news.value = [...news.value, ...told].slice(-newsMax);
    const newest = Math.max(revision.value, ...told.map((entry) => entry.revision), revisionIn(pending));
    if (newest !== revision.value) {
      revision.value = newest;
      refreshRest(mission);
    }
  });
}

const revisionIn = ({ summary, bases }: Documents): number => summary?.revision ?? bases?.revision ?? -1;

let refreshing: Promise<void> | undefined;
let isBehind = false;

/** Views that the stream does not have are asked for, one request at a time however many entries come. */
function refreshRest(mission: string): void {
  if (refreshing) {
    isBehind = true;
    return;
  }
  isBehind = false;
  refreshing = readView(mission, 'incidents', {})
    .then((incidents) => {
      if (followedMission !== mission) return;
      pending = { ...pending, incidents };
      documents.value = { ...documents.value, incidents };
    })
    // The stream will tell when the server is back; the next entry asks again.
    .catch(() => undefined)
    .finally(() => {
      refreshing = undefined;
      if (isBehind && followedMission !== undefined) setTimeout(refreshRest, 1000, followedMission);
    });
}

/** Entries after a revision, oldest first, at most a page. */
export const entriesAfter = async (mission: string, after: number): Promise<HistoryItem[]> =>
  (await getJson<{ items: HistoryItem[] }>(pathOf(mission, '/entries', { after: String(after), limit: '50' }))).items;
