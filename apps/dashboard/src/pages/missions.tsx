import { useEffect, useState } from 'preact/hooks';
import { server } from '../api/server.js';
import { codeOf, type MissionRow, type ProblemDocument } from '#libs/client';
import { Named } from '../parts/named.js';
import { Table } from '../parts/table.js';
import { hrefTo } from '../place.js';
import { mayAnywhere } from '../state/permitted.js';
import { signInHref } from '../state/session.js';
import { bounds, day, isWord, number, t } from '../words/words.js';

/** All missions, live: a line each. */
export function Missions() {
  const [rows, setRows] = useState<readonly MissionRow[]>();
  const [isLost, setLost] = useState(false);
  useEffect(() => follow(setRows, setLost), []);
  if (!rows) return <p class="quiet">{t(isLost ? 'unreachable' : 'loading')}</p>;
  return (
    <section class="panel">
      <h2>{t('missions')}</h2>
      {isLost && <p class="banner stale">{t('unreachable')}</p>}
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

/** Follows the list of missions until it is told to stop. */
function follow(setRows: (rows: readonly MissionRow[]) => void, setLost: (isLost: boolean) => void): () => void {
  const asking = new AbortController();
  // The list itself says sooner than the stream whether anybody is there.
  server.missions(asking.signal).then(setRows, () => undefined);
  const stream = server.liveMissions({ onRows: setRows, onHeard: () => setLost(false), onLost: () => setLost(true) });
  const look = (): void => stream.look();
  addEventListener('online', look);
  return () => {
    removeEventListener('online', look);
    asking.abort();
    stream.close();
  };
}
