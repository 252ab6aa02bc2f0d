import { useEffect, useState } from 'preact/hooks';
import { server } from '../api/server.js';
import { codeOf, ProblemError, type MissionRow, type ProblemDocument } from '#libs/client';
import { Named } from '../parts/named.js';
import { SignedOut } from '../parts/signed-out.js';
import { Table } from '../parts/table.js';
import { hrefTo } from '../place.js';
import { mayAnywhere } from '../state/permitted.js';
import { signInHref } from '../state/session.js';
import { bounds, day, isWord, number, t } from '../words/words.js';

/** All missions, live: a line each. */
export function Missions() {
  const [rows, setRows] = useState<readonly MissionRow[]>();
  const [lost, setLost] = useState<Lost>();
  useEffect(() => follow(setRows, setLost), []);
  if (!rows) return lost === 'signed out' ? <SignedOut /> : <p class="quiet">{t(lost ?? 'loading')}</p>;
  return (
    <section class="panel">
      <h2>{t('missions')}</h2>
      {lost === 'unreachable' && <p class="banner stale">{t('unreachable')}</p>}
      {lost === 'signed out' && <SignedOut />}
      <Table
        caption={t('missions')}
        rows={rows}
        keyOf={({ mission }) => mission}
        empty={t('noMissions')}
        columns={[
          {
            head: t('missions'),
            isHead: true,
            cell: ({ mission, name }) => <a href={hrefTo({ mission, page: 'overview' })}>{name ?? mission}</a>,
          },
          {
            head: t('status'),
            cell: ({ status, stopped }) => {
              if (stopped)
                return (
                  <>
                    {t('stopped', { revision: stopped.revision })} <span lang="en">{stopped.reason}</span>
                  </>
                );
              const word = `status.${status ?? ''}`;
              return isWord(word) ? <strong class={`pill ${status}`}>{t(word)}</strong> : status;
            },
          },
          { head: t('deadline'), cell: ({ deadline }) => deadline !== undefined && day(deadline) },
          {
            head: t('daysLeft'),
            isNumber: true,
            cell: ({ daysLeft }) => daysLeft !== undefined && number(daysLeft),
          },
          { head: t('present'), isNumber: true, cell: ({ present }) => present && bounds(present) },
          { head: t('bases'), isNumber: true, cell: ({ remainingBases }) => remainingBases },
          { head: t('revision', { revision: '' }), isNumber: true, cell: ({ revision }) => revision },
        ]}
      />
      {mayAnywhere('order') && (
        <p>
          <a href={hrefTo({ page: 'act', command: 'open-mission' })}>{t('openMission')}</a>
        </p>
      )}
    </section>
  );
}

/** What stands in the place of a mission that cannot be shown: why, and the way to the others. */
export function NoMission({ problem }: { problem: ProblemDocument }) {
  return (
    <section class="panel">
      <h2>
        <Named of="problem" name={codeOf(problem)} fallback={problem.title} />
      </h2>
      <p>{problem.detail}</p>
      {problem.status === 401 && (
        <p>
          <a href={signInHref()}>{t('signIn')}</a>
        </p>
      )}
      <p>
        <a href={hrefTo({ mission: undefined, page: undefined })}>{t('missions')}</a>
      </p>
    </section>
  );
}

/** Why nothing new comes; undefined if it does. */
type Lost = 'unreachable' | 'signed out' | undefined;

/** Follows the list of missions until it is told to stop. */
function follow(setRows: (rows: readonly MissionRow[]) => void, setLost: (lost: Lost) => void): () => void {
  const asking = new AbortController();
  // The list itself says sooner than the stream whether anybody is there.
  server.missions(asking.signal).then(setRows, () => undefined);
  const stream = server.liveMissions({
    onRows: setRows,
    onHeard: () => setLost(undefined),
    onLost: (why) => setLost(why instanceof ProblemError && why.status === 401 ? 'signed out' : 'unreachable'),
  });
  const look = (): void => stream.look();
  addEventListener('online', look);
  return () => {
    removeEventListener('online', look);
    asking.abort();
    stream.close();
  };
}
