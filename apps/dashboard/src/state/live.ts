import { batch, signal } from '@preact/signals';
import {
  liveViews,
  ProblemError,
  Silent,
  type Entry,
  type EventStream,
  type HistoryItem,
  type ProblemDocument,
} from '#libs/client';
import { listed, type Documents } from '../api/documents.js';
import { missionOf } from '../api/server.js';
import { renewPermissions } from './session.js';

/** The page is painted at most four times in any second, whatever timers make of it: changes in between are joined. */
const paintMs = 255;

export type Connection = 'connecting' | 'live' | 'stale';

/** The newest state, as the server tells it. */
export const documents = signal<Documents>({});
/** The newest revision told; -1 for none. */
export const revision = signal(-1);
export const connection = signal<Connection>('connecting');
/** When anything was last heard, in milliseconds since 1970. */
export const heardAt = signal(0);
/** Why the server does not tell of this mission, if it says so: there is none of this id, or it is stopped. */
export const refusal = signal<ProblemDocument | undefined>(undefined);
/** Entries told since the page was opened, newest last. */
export const news = signal<readonly Entry[]>([]);

const newsMax = 200;

let pending: Documents = {};
let pendingNews: Entry[] = [];
let paintedAt = 0;
let painting: ReturnType<typeof setTimeout> | undefined;
let stream: EventStream | undefined;
let followedMission: string | undefined;
let followedIn: string | undefined;

/** Follows a mission from now on, in a language; undefined follows none. */
export function follow(mission: string | undefined, language: string): void {
  if (mission === followedMission && language === followedIn) return;
  followedMission = mission;
  followedIn = language;
  stream?.close();
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
  stream = mission === undefined ? undefined : streamOf(mission);
}

function streamOf(mission: string): EventStream {
  return missionOf(mission).live(liveViews, {
    onViews: (views) => {
      pending = { ...pending, ...listed(views) };
      paintSoon(mission);
    },
    onEntry: (entry) => {
      pendingNews.push(entry);
      paintSoon(mission);
    },
    onHeard: () => {
      // A line that was cut may have been cut because somebody may do less, or more, than before.
      if (connection.value !== 'live' && heardAt.value > 0) void renewPermissions();
      batch(() => {
        heardAt.value = Date.now();
        connection.value = 'live';
        refusal.value = undefined;
      });
    },
    onLost: (why) =>
      batch(() => {
        if (why instanceof ProblemError) refusal.value = why.problem;
        if (why instanceof Silent) connection.value = 'stale';
        else if (connection.value === 'live') connection.value = 'connecting';
      }),
  });
}

/** Makes the line again as soon as it may be there: when the browser is online again, or the page is looked at after sleep. */
export function watchLine(): void {
  const look = (): void => stream?.look();
  addEventListener('online', look);
  document.addEventListener('visibilitychange', look);
}

function paintSoon(mission: string): void {
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
  refreshing = missionOf(mission)
    .view('incidents')
    .then((incidents) => {
      if (followedMission !== mission) return;
      pending = { ...pending, incidents };
      documents.value = { ...documents.value, incidents };
    })
    // Without them the board is not whole.
    .catch(() => void (isBehind = true))
    .finally(() => {
      refreshing = undefined;
      if (isBehind && followedMission !== undefined) setTimeout(refreshRest, 1000, followedMission);
    });
}

/** Entries after a revision, oldest first, at most a page. */
export const entriesAfter = async (mission: string, after: number): Promise<readonly HistoryItem[]> =>
  (await missionOf(mission).json<{ items: HistoryItem[] }>('/entries', { after, limit: 50 })).items;
