import { useEffect, useState } from 'preact/hooks';
import { missionOf } from '../api/server.js';
import { CommandForm } from '../forms/command-form.js';
import type { Fields } from '../forms/values.js';
import { Waiting } from '../parts/waiting.js';
import { goTo, mission, place } from '../place.js';
import { commands, isDescribed, readDescription } from '../state/described.js';
import { may } from '../state/permitted.js';
import { languageOf, named } from '../words/names.js';
import { t } from '../words/words.js';

/** Orders and reports: a form for every command that the server describes. */
export function Act() {
  useEffect(() => void readDescription(), []);
  const { command: name, id } = place.value;
  const command = commands.value.find((one) => one.name === name && may(...one.permissions));
  const start = useStart(name, id);
  return (
    <section class="panel act">
      <h2>{t('act')}</h2>
      <Waiting />
      {!isDescribed.value && <p class="quiet">{t('loading')}</p>}
      <label class="field choose">
        <span>{t('command')}</span>
        <select
          value={command?.name ?? ''}
          onChange={(event) => goTo({ command: event.currentTarget.value || undefined, id: undefined })}
        >
          <option value="">{t('chooseCommand')}</option>
          {(['orders', 'reports'] as const).map((kind) => (
            <optgroup key={kind} label={t(kind)}>
              {commands.value
                .filter((one) => one.kind === kind && may(...one.permissions))
                .map((one) => (
                  <option key={one.name} value={one.name} lang={languageOf('command', one.name)}>
                    {named('command', one.name)}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </label>
      {command && start && (
        <CommandForm
          key={`${mission.value} ${command.name} ${id ?? ''}`}
          command={command}
          mission={mission.value}
          start={start}
        />
      )}
    </section>
  );
}

/** What a form begins with: one about an entry names it, and a correction begins with what is to be corrected. */
function useStart(command: string | undefined, id: string | undefined): Fields | undefined {
  const [start, setStart] = useState<{ of: string; fields: Fields }>();
  const key = `${command} ${id}`;
  useEffect(() => {
    const entry = Number(id);
    if (command !== 'correct-entry' || id === undefined) {
      setStart({ of: key, fields: id === undefined ? {} : { entry } });
      return;
    }
    missionOf(mission.value)
      .entry(id)
      .then(
        ({ data, occurredAt }) => setStart({ of: key, fields: { entry, replacement: { data, occurredAt } } }),
        () => setStart({ of: key, fields: { entry } }),
      );
  }, [key]);
  return start?.of === key ? start.fields : undefined;
}
