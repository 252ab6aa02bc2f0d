import { basename, extname } from 'node:path';
import {
  isScenarioLink,
  readScenarioLink,
  scenarioLink,
  type DrawdownClient,
  type MissionClient,
  type Scenario,
  type Scenarios,
  type TriedScenario,
  type TriedScenarios,
} from '#libs/client';
import { isObject, parseStrict } from '#libs/strict-json';
import { expiryIn } from '../expiry.js';
import { Failure } from '../failure.js';
import { commandsIn, textOf } from '../given-text.js';
import { aligned, plain, say, write } from '../output.js';
import { chanceInWords } from './forecast.js';
import { digits } from './summary.js';

/** How scenarios are shown, and what becomes of one of them. */
export interface ScenarioOptions {
  base?: string;
  json?: true;
  csv?: true;
  link?: true;
  apply?: string | true;
  propose?: true;
  reason?: string;
  expires?: string;
}

/** Writes what scenarios would come to, side by side, or as JSON, CSV or a link; then has one recorded if that is asked for. */
export async function showScenarios(
  client: DrawdownClient,
  mission: string,
  file: string,
  options: ScenarioOptions,
): Promise<void> {
  const of = client.mission(mission);
  const given = readScenariosIn(file);
  const base = options.base === undefined ? given.base : Number(options.base);
  const asked: Scenarios = { ...given, ...(base !== undefined && { base }) };
  if (options.csv) return write(await of.scenarios(asked, 'text/csv'));
  const tried = await of.scenarios(asked);
  if (options.link) return write(scenarioLink(client.url, mission, { ...asked, base: tried.revision }));
  if (options.apply === undefined) return write(options.json ? JSON.stringify(tried) : sideBySide(tried));
  if (!options.json) say(sideBySide(tried));
  await applyOne(of, asked.scenarios, tried, options);
}

/** The scenarios of a link, of a file of them, or of a file with a command on each line. Throws a Failure. */
function readScenariosIn(file: string): Scenarios {
  const text = isScenarioLink(file) ? undefined : textOf(file);
  const whole = text === undefined ? readScenarioLink(file) : scenariosOf(text);
  if (whole !== undefined) return whole as Scenarios;
  return {
    scenarios: [{ name: file === '-' ? 'scenario' : basename(file, extname(file)), commands: commandsIn(text ?? '') }],
  };
}

/** What a text holds if it is one object with scenarios: the server judges the rest. */
function scenariosOf(text: string): unknown {
  try {
    const whole = parseStrict(text);
    return isObject(whole) && 'scenarios' in whole ? whole : undefined;
  } catch {
    return undefined;
  }
}

async function applyOne(
  of: MissionClient,
  scenarios: readonly Scenario[],
  { revision: base }: TriedScenarios,
  { apply, propose, reason, expires, json }: ScenarioOptions,
): Promise<void> {
  const [one, ...others] = apply === true ? scenarios : scenarios.filter(({ name }) => name === apply);
  if (!one || others.length > 0) {
    const names = scenarios.map(({ name }) => name).join(', ');
    throw new Failure(`--apply takes the name of one of the scenarios, and of no other: ${names}.`, 2);
  }
  const answer = await of.applyScenario({
    base,
    ...one,
    ...(propose && { propose }),
    ...(reason !== undefined && { reason }),
    ...(expires !== undefined && { expiresAt: expiryIn(expires, '2d') }),
  });
  if (json) return write(JSON.stringify(answer));
  say(answer.applied === 'proposal' ? 'Proposed: somebody else approves it by this revision.' : 'Recorded.');
  return write(String(answer.revision));
}

const widthMax = 28;

/** A table of the figures, one column a scenario, and below it what each says and does. */
function sideBySide({ scenarios, revision, newest, mark }: TriedScenarios): string {
  const [first] = scenarios;
  const behind = newest > revision ? `, ${newest - revision} entries behind the newest` : '';
  const cells = (first?.figures ?? []).map(({ name, was, kind }, row) => [
    name,
    shown(was, kind),
    ...scenarios.map(({ figures }) => {
      const { is = null, was: before } = figures[row] ?? {};
      return `${shown(is, kind)}${is === before ? '' : ' *'}`;
    }),
  ]);
  const rows = [['', 'now', ...scenarios.map(({ name }) => cut(plain(name)))], ...cells];
  return [
    `${mark}: decided on revision ${revision}${behind}. Nothing of it is recorded.`,
    '',
    ...aligned(rows),
    ...scenarios.flatMap((one) => ['', `${plain(one.name)}: ${plain(one.sentence)}`, ...linesOf(one)]),
    '',
  ].join('\n');
}

const cut = (name: string): string => (name.length > widthMax ? `${name.slice(0, widthMax - 1)}…` : name);

function shown(value: string | number | null, kind: string): string {
  if (value === null) return 'unknown';
  if (kind === 'chance') return chanceInWords(Number(value));
  return typeof value === 'number' ? digits(value) : value;
}

const linesOf = ({ commands }: TriedScenario): string[] =>
  commands.flatMap((one) =>
    one.outcome === 'recorded'
      ? [`  + ${plain(one.sentence)}${one.needsSecond ? ' (needs a second person)' : ''}`]
      : [`  ! ${plain(`${one.command}: ${one.problem.detail}`)}`],
  );
