import { isLive, knownAt, validAt } from '../place.js';
import { now } from '../state/clock.js';
import { connection, heardAt, revision } from '../state/live.js';
import { failure, isMoving, shown } from '../state/moment.js';
import { clock, day, instant, t } from '../words/words.js';

/** The zone in which this page tells the time: the mission's, where one is shown. */
export const zone = (): string => shown.value.summary?.deadline.timeZone ?? 'UTC';

/** Whether the page is live, and as of when: seen at all times. */
export function ConnectionState() {
  const state = connection.value;
  return (
    <p class={`connection ${state}`}>
      <span class="dot" aria-hidden="true" />
      <strong>{t(state)}</strong>{' '}
      {heardAt.value > 0 && (
        <>
          {t('asOf', { time: clock(heardAt.value, zone()) })} · {t('revision', { revision: revision.value })}
        </>
      )}{' '}
      <span class="wall-clock" aria-hidden="true">
        {clock(now.value, zone())}
      </span>
    </p>
  );
}

/** Which moment is shown, in a sentence. */
export function momentInWords(): string {
  if (isLive.value) return t('asOf', { time: instant(heardAt.value, zone(), { second: '2-digit' }) });
  const told = (at: string | undefined): string =>
    at === undefined ? t('now') : /^\d+$/.test(at) ? t('revision', { revision: at }) : day(at);
  return t('pastMoment', { validAt: told(validAt.value), knownAt: told(knownAt.value) });
}

/** What must be said before anything else: nothing comes any more, or what is shown is the past. */
export function Banners() {
  const heard = heardAt.value > 0 ? clock(heardAt.value, zone()) : '';
  return (
    <div class="banners" role="status">
      {connection.value === 'stale' && <p class="banner stale">{t('staleSince', { time: heard })}</p>}
      {connection.value === 'connecting' && heardAt.value > 0 && (
        <p class="banner">{t('connectionLost', { time: heard })}</p>
      )}
      {!isLive.value && (
        <p class="banner past">
          {momentInWords()}
          {isMoving.value && ` ${t('moving')}`}
        </p>
      )}
      {failure.value === 'unreachable' && <p class="banner stale">{t('unreachable')}</p>}
      {typeof failure.value === 'object' && (
        <p class="banner stale" lang="en">
          {failure.value.detail}
        </p>
      )}
    </div>
  );
}
