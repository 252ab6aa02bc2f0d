import type { Command } from 'commander';
import { commands } from '#libs/domain';
import { bodySchema, dataSchemas } from '../../../server/src/describe/schemas.js';

/** The shells that are completed for. */
export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** What may follow, by what stands before: words, of which `*` is any one. */
type Following = readonly (readonly [before: readonly string[], words: readonly string[]])[];

const wordsOf = (command: Command): string[] => [
  ...command.commands.map((inner) => inner.name()),
  ...command.options.flatMap(({ long }) => long ?? []),
];

/** The longest first: the first that fits is meant. */
function followingIn(program: Command): Following {
  const schemas = dataSchemas();
  const ofRecord = program.commands.filter((command) => command.name() === 'record').flatMap(wordsOf);
  const fields = commands.map((command) => {
    const names = Object.keys(bodySchema(command, schemas).properties ?? {});
    return [
      ['record', '*', command],
      [...names.map((name) => `--${name}`), ...ofRecord],
    ] as const;
  });
  const inner = program.commands.flatMap((command) =>
    command.commands.map((one) => [[command.name(), one.name()], wordsOf(one)] as const),
  );
  const outer = program.commands.map((command) => [[command.name()], wordsOf(command)] as const);
  return [...fields, [['record', '*'], commands], ...inner, ...outer, [[], wordsOf(program)]];
}

/** A script that completes the words of this command line in a shell, and the names of files where none of them fits. */
export function completionFor(shell: Shell, program: Command): string {
  const following = followingIn(program);
  if (shell === 'fish') return fish(following);
  const cases = following.map(([before, words]) => `    ${[...before, ''].join(' ')}*) list='${words.join(' ')}' ;;`);
  return shell === 'bash' ? bash(cases) : zsh(cases);
}

const bash = (cases: readonly string[]): string => `_drawdown() {
  local list='' before='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    [[ \${COMP_WORDS[i]} == -* ]] || before+="\${COMP_WORDS[i]} "
  done
  case "$before" in
${cases.map(quotedBlanks).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$list" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _drawdown drawdown
`;

const zsh = (cases: readonly string[]): string => `#compdef drawdown
_drawdown() {
  local list='' before='' i
  for ((i = 2; i < CURRENT; i++)); do
    [[ \${words[i]} == -* ]] || before+="\${words[i]} "
  done
  case "$before" in
${cases.map(quotedBlanks).join('\n')}
  esac
  compadd -- \${=list} || _files
}
compdef _drawdown drawdown
`;

/** A blank in a pattern is written with a backslash. */
const quotedBlanks = (line: string): string => {
  const [, pattern = '', rest = ''] = /^ {4}(.*?)\*\)(.*)$/.exec(line) ?? [];
  return `    ${pattern.replaceAll(' ', '\\ ')}*)${rest}`;
};

const fish = (following: Following): string => `function __drawdown_list
  set -l given (commandline -opc)[2..-1]
  set -l before (string join ' ' (string match -v -- '-*' $given))' '
  test (count $given) -eq 0; and set before ''
  switch $before
${following.map(([before, words]) => `    case '${[...before, ''].join(' ')}*'\n      printf '%s\\n' ${words.join(' ')}`).join('\n')}
  end
end
function __drawdown_words
  set -l words (__drawdown_list)
  if string match -q -- (commandline -ct)'*' $words
    printf '%s\\n' $words
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c drawdown -f -a '(__drawdown_words)'
`;
