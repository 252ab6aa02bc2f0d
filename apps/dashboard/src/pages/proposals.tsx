import { useEffect } from 'preact/hooks';
import type { Proposals as Listed } from '#libs/client';
import { missionOf, server } from '../api/server.js';
import { CommandForm } from '../forms/command-form.js';
import { zone } from '../parts/connection.js';
import { Discrepancy } from '../parts/discrepancy.js';
import { EntryLink } from '../parts/entry-link.js';
import { Failed } from '../parts/failed.js';
import { Named } from '../parts/named.js';
import { Person } from '../parts/person.js';
import { Table } from '../parts/table.js';
import { hrefTo, language, mission, place } from '../place.js';
import { useAnswer } from '../state/answer.js';
import { commands, readDescription, resolved, type CommandDescription } from '../state/described.js';
import { revision } from '../state/live.js';
import { shown } from '../state/moment.js';
import { may } from '../state/permitted.js';
import { signed } from '../state/session.js';
import { instant, known, t } from '../words/words.js';

type Proposal = Listed['items'][number];

type Deciding = 'approve-proposal' | 'reject-proposal' | 'withdraw-proposal' | 'countersign';

/** Orders that need two: what waits, what it would do today, and what became of others. */
export function Proposals() {
  const seen = revision.value;
  const path = missionOf(mission.value).path('/proposals', { limit: 100 });
  useEffect(() => void readDescription(), []);
  const { answer: listed, problem } = useAnswer(
    (signal) => server.json<Listed>(path, { signal }),
    [path, seen, language.value],
  );
  const pending = listed?.items.filter(({ status }) => status === 'pending') ?? [];
  const others = listed?.items.filter(({ status }) => status !== 'pending') ?? [];
  return (
    <section class="panel act">
      <h2>{t('proposals')}</h2>
      {problem !== undefined && <Failed error={problem} />}
      {listed && (
        <>
          <NeedTwo orders={listed.fourEyes} />
          <h3>{t('pending')}</h3>
          {pending.length === 0 && <p class="quiet">{t('noPending')}</p>}
          {pending.map((one) => (
            <Pending key={one.id} proposal={one} />
          ))}
          <BrokenGlass />
          {may('order') && (
            <p>
              <a href={hrefTo({ page: 'act', command: 'propose-orders' })}>{t('propose')}</a>
            </p>
          )}
          {others.length > 0 && <Decided items={others} />}
        </>
      )}
    </section>
  );
}

function NeedTwo({ orders }: { orders: readonly string[] }) {
  if (orders.length === 0) return <p class="quiet">{t('needTwoNone')}</p>;
  return (
    <p>
      {t('needTwo')}{' '}
      {orders.map((name, index) => (
        <>
          {index > 0 && ', '}
          <Named key={name} of="command" name={name} />
        </>
      ))}
    </p>
  );
}

function Pending({ proposal: { id, commands: orders, about, reason, expiresAt, proposedBy } }: { proposal: Proposal }) {
  const isOwn = signed.value?.isSession === true && signed.value.subject === proposedBy.id;
  return (
    <article class="proposal" aria-label={`#${id}`}>
      <ul class="lines">
        {orders.map(({ command, ...body }, index) => (
          <li key={index}>
            <strong>
              <Named of="command" name={command} />
            </strong>{' '}
            <span lang="en">{JSON.stringify(body)}</span>
          </li>
        ))}
      </ul>
      <p>
        <EntryLink revision={id} class="ref">{`#${id}`}</EntryLink> {t('proposedBy')} <Person id={proposedBy.id} />,{' '}
        {t('until', { time: instant(expiresAt, zone()) })}: {reason}
      </p>
      {about.length > 0 && <p class="quiet">{t('about', { things: about.join(', ') })}</p>}
      <Decide id={id} as={isOwn ? ['withdraw-proposal'] : ['approve-proposal', 'reject-proposal']} />
    </article>
  );
}

/** What a decision needs: it is given now, by whoever is here. */
const ownFields = ['proposal', 'entry', 'reason'];

function briefly(command: CommandDescription): CommandDescription {
  const { properties = {}, ...schema } = resolved(command.schema);
  const own = Object.entries(properties).filter(([name]) => ownFields.includes(name));
  return { ...command, schema: { ...schema, properties: Object.fromEntries(own) } };
}

/** What may be done about a proposal or an order, and the form of what was chosen. */
function Decide({ id, as }: { id: string; as: readonly Deciding[] }) {
  const { command: name } = place.value;
  if (!may('order', 'administer')) return null;
  const isChosen = place.value.id === id && as.some((one) => one === name);
  const command = isChosen ? commands.value.find((one) => one.name === name) : undefined;
  return (
    <>
      <p class="actions">
        {as.map((one) => (
          <a
            key={one}
            class="button"
            aria-current={isChosen && one === name ? 'true' : undefined}
            href={hrefTo({ page: 'proposals', command: one, id })}
          >
            {t(`decide.${one}`)}
          </a>
        ))}
      </p>
      {command && (
        <>
          <p class="quiet small">{t('decideNote')}</p>
          <CommandForm
            key={`${command.name} ${id}`}
            command={briefly(command)}
            mission={mission.value}
            start={{ [name === 'countersign' ? 'entry' : 'proposal']: Number(id) }}
          />
        </>
      )}
    </>
  );
}

const rule = 'break-glass-not-countersigned';

/** Orders that one gave alone: somebody else is to stand by each. */
function BrokenGlass() {
  const open = shown.value.discrepancies?.items.filter((one) => one.rule === rule) ?? [];
  if (open.length === 0) return null;
  return (
    <>
      <h3>{t('brokenGlass')}</h3>
      {open.map(({ id, message, entries: [entry] }) => (
        <article key={id} class="proposal" aria-label={`#${entry}`}>
          <p>
            <EntryLink revision={String(entry)} class="ref">{`#${entry}`}</EntryLink>{' '}
            <Discrepancy rule={rule} message={message} />
          </p>
          <Decide id={String(entry)} as={['countersign']} />
        </article>
      ))}
    </>
  );
}

function Decided({ items }: { items: readonly Proposal[] }) {
  return (
    <>
      <h3>{t('decided')}</h3>
      <Table
        caption={t('decided')}
        rows={items}
        keyOf={({ id }) => id}
        columns={[
          {
            head: '#',
            isHead: true,
            cell: ({ id }) => (
              <EntryLink revision={id} class="ref">
                {id}
              </EntryLink>
            ),
          },
          { head: t('status'), cell: ({ status }) => known('standing.', status) },
          {
            head: t('proposedOrders'),
            cell: ({ commands: orders }) =>
              orders.map(({ command }, index) => (
                <>
                  {index > 0 && ', '}
                  <Named key={index} of="command" name={command} />
                </>
              )),
          },
          { head: t('by'), cell: ({ proposedBy }) => <Person id={proposedBy.id} /> },
        ]}
      />
    </>
  );
}
