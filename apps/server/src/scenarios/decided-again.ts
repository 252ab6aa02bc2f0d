import { inLanguage, type Language, type Said } from '#libs/domain';
import { details } from './details.js';
import type { ShownScenario } from './try-scenarios.js';

/** Whether a scenario is on newer entries what it was on those that it was made on. */
export function decidedAgain(was: ShownScenario, is: ShownScenario, revision: number, language: Language) {
  const commands = is.commands.flatMap(({ command, outcome }, index) => {
    const before = was.commands[index]?.outcome;
    return before === outcome ? [] : [{ index, command, was: before, is: outcome }];
  });
  const figures = is.figures.flatMap(({ name, is: value }, index) => {
    const before = was.figures[index]?.is ?? null;
    return before === value ? [] : [{ name, was: before, is: value }];
  });
  const said: Said = details.again(commands.length, figures.length);
  const { text: sentence, parts } = inLanguage(said, language);
  const holds = commands.length === 0 && figures.length === 0;
  return { said, again: { revision, holds, sentence, parts, commands, figures, scenario: is } };
}
