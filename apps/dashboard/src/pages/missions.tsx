import { useEffect, useState } from 'preact/hooks';
import { codeOf, getJson } from '../api/client.js';
import type { MissionRow, ProblemDocument } from '../api/documents.js';
import { readEvents } from '../api/event-stream.js';
import { patched, type Operation } from '../api/patch.js';
import { Named } from '../parts/named.js';
import { Table } from '../parts/table.js';
import { hrefTo } from '../place.js';
import { bounds, day, isWord, number, t } from '../words/words.js';

const retryMs = 2000;

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
      <p>
        <a href={hrefTo({ page: 'act', command: 'open-mission' })}>{t('openMission')}</a>
      </p>
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
      <p lang="en">{problem.detail}</p>
      <p>
        <a href={hrefTo({ mission: undefined, page: undefined })}>{t('missions')}</a>
      </p>
    </section>
  );
}

/** Follows the list of missions until it is told to stop. */
function follow(setRows: (rows: readonly MissionRow[]) => void, setLost: (isLost: boolean) => void): () => void {
  const asking = new AbortController();
  let document: { items: MissionRow[] } = { items: [] };
  const listener = {
    onBytes: () => setLost(false),
    onEvent: ({ event, data }: { event: string; data: string }) => {
      const told = JSON.parse(data) as { document: typeof document; ops: Operation[] };
      if (event === 'snapshot') document = told.document;
      else if (event === 'patch') document = patched(document, told.ops);
      else return;
      setRows(document.items);
    },
  };
  const keepFollowing = async (): Promise<void> => {
    // The list itself says sooner than the stream whether anybody is there.
    await getJson<{ items: MissionRow[] }>('/v1/missions', asking.signal).then(
      ({ items }) => setRows(items),
      () => undefined,
    );
    while (!asking.signal.aborted) {
      await readEvents('/v1/live', undefined, listener, asking.signal).catch(() => undefined);
      if (asking.signal.aborted) return;
      setLost(true);
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  };
  void keepFollowing();
  return () => asking.abort();
}
