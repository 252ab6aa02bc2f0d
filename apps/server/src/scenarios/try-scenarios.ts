import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  fieldError,
  formatInstant,
  inLanguage,
  ownKnown,
  zoneOf,
  type Language,
  type MissionState,
} from '#libs/domain';
import type { KnownAt } from '#libs/forecast';
import {
  Missions,
  MissionWriter,
  type NoBase,
  type Submission,
  type TriedCommand,
  type TriedScenario,
} from '#libs/timeline';
import { asking } from '../asking.js';
import { AlertMaker } from '../alerts/alert-maker.js';
import { Clock } from '../clock.js';
import { invalid, linesOf, problemOf, warningsOf } from '../commands/answers.js';
import type { Problem } from '../http/problems.js';
import { KnownTimes } from '../planning/known-times.js';
import { answersOf, differencesIn, standOf, thingNames, type Answers, type Stand } from './compared-answers.js';
import { details } from './details.js';
import { headlinesOf, movedBetween } from './headlines.js';
import type { ReadCommand, ReadScenario } from './read-scenarios.js';

/** What stands on everything that comes of a scenario, so that nobody takes it for the log. */
export const mark = 'SCENARIO';

/** Scenarios, and whoever would give their commands. */
export interface Asking {
  mission: string;
  base?: number;
  scenarios: readonly ReadScenario[];
  language: Language;
  by: Pick<Submission, 'actor' | 'acting'>;
}

/** Scenarios as they are answered. */
export interface TriedScenarios {
  mission: string;
  mark: typeof mark;
  /** The revision that they were decided on. */
  revision: number;
  newest: number;
  at: string;
  scenarios: ShownScenario[];
}

export type ShownScenario = Awaited<ReturnType<typeof shownScenario>>;

/** Asks what scenarios would come to. Nothing is recorded. */
export class TryScenarios extends asking<TriedScenarios, Asking>() {}

/** Decides scenarios, and compares what they come to with what is so now. Throws a Problem for a base that cannot be taken. */
@QueryHandler(TryScenarios)
export class TryScenariosHandler implements IQueryHandler<TryScenarios> {
  constructor(
    private readonly writer: MissionWriter,
    private readonly missions: Missions,
    private readonly clock: Clock,
    private readonly alerts: AlertMaker,
  ) {}

  async execute({ mission, base, scenarios, language, by }: TryScenarios): Promise<TriedScenarios> {
    const trial = await this.writer.tryOut({
      mission,
      ...(base !== undefined && { base }),
      scenarios: scenarios.map(({ commands }) => commands.flatMap(({ input }) => (input ? [input] : []))),
      ...by,
    });
    if (trial.kind === 'no-base') throw refusedBase(trial);
    const at = this.clock.now();
    const knownAt = await new KnownTimes(this.missions).of(mission, trial.state);
    const now = standOf({ mission, state: trial.state, at, language, knownAt, alerts: this.alerts });
    const before = await answersOf(now);
    const shown: ShownScenario[] = [];
    for (const [index, scenario] of scenarios.entries()) {
      const tried = trial.scenarios[index];
      if (tried) shown.push(await shownScenario(scenario, tried, now, before));
    }
    const { base: revision, newest } = trial;
    return { mission, mark, revision, newest, at: formatInstant(at), scenarios: shown };
  }
}

/** What is said of a base that cannot be taken. */
export function refusedBase({ oldest, newest }: NoBase): Problem {
  const said = oldest === 0 ? details.noBase(newest) : details.tooFar(oldest, newest);
  return invalid([fieldError('/base', said)]);
}

/** When the entries of a scenario would be known, and those before it. */
function knownWith({ commands }: TriedScenario, before: KnownAt, state: MissionState): KnownAt {
  const entries = commands.flatMap((one) => (one.kind === 'would-record' ? one.entries : []));
  const known = new Map(entries.map((entry) => [entry.revision, ownKnown(entry, zoneOf(state))]));
  return (revision) => known.get(revision) ?? before(revision);
}

async function shownScenario({ name, commands }: ReadScenario, tried: TriedScenario, now: Stand, before: Answers) {
  const { state } = tried;
  const knownAt = knownWith(tried, now.knownAt, state);
  const after = await answersOf(standOf({ ...now, state, knownAt }));
  const differences = await differencesIn(before, after);
  const [was, is] = [headlinesOf(before), headlinesOf(after)];
  const figures = is.map(({ value, ...one }, index) => ({ ...one, was: was[index]?.value ?? null, is: value }));
  const shown = shownCommands(commands, tried.commands, now.language);
  const refused = shown.filter(({ outcome }) => outcome === 'refused').length;
  const { text: sentence, parts } = inLanguage(
    details.sentence({
      moved: movedBetween(now.state, state),
      figures: figures.filter((one) => one.was !== one.is),
      things: thingNames.map((list) => ({
        name: list,
        come: differences[list].filter(({ from }) => from === undefined).length,
        gone: differences[list].filter(({ to }) => to === undefined).length,
      })),
      differing: Object.values(differences).reduce((sum, { length }) => sum + length, 0),
      commands: shown.length,
      refused,
    }),
    now.language,
  );
  return {
    name,
    mark,
    sentence,
    parts,
    recorded: shown.length - refused,
    refused,
    commands: shown,
    figures,
    differences,
  };
}

/** A command of a scenario as it is shown: its sentence, or the problem that it is refused with. */
type ShownCommand =
  | { command: string; outcome: 'recorded'; sentence: string; parts: unknown; needsSecond: boolean; warnings: object[] }
  | { command: string; outcome: 'refused'; problem: object };

function shownCommands(
  commands: readonly ReadCommand[],
  tried: readonly TriedCommand[],
  language: Language,
): ShownCommand[] {
  const outcomes = [...tried];
  return commands.map(({ command, problem }): ShownCommand => {
    if (problem) return { command, outcome: 'refused', problem: problem.document(language) };
    const outcome = outcomes.shift();
    if (outcome?.kind === 'would-record') {
      const { entries, warnings, needsSecond } = outcome;
      const told = { warnings: warningsOf(warnings, false, language), needsSecond };
      return { command, outcome: 'recorded', ...linesOf(entries, language), ...told };
    }
    if (!outcome) throw new Error(`command ${command} of a scenario was not decided`);
    return { command, outcome: 'refused', problem: problemOf(outcome, false).document(language) };
  });
}
