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
  const [head, first, place, given, offer, end] = parts[shell];
  // A blank in a pattern is written with a backslash.
  const cases = following.map(([before, words]) => {
    const pattern = before.map((word) => `${word}\\ `).join('');
    return `    ${pattern}*) list='${words.join(' ')}' ;;`;
  });
  return `${head}_drawdown() {
  local list='' before='' i
  for ((i = ${first}; i < ${place}; i++)); do
    [[ \${${given}[i]} == -* ]] || before+="\${${given}[i]} "
  done
  case "$before" in
${cases.join('\n')}
  esac
  ${offer}
}
${end} drawdown
`;
}

/** What bash and zsh call things: the head, the place of the first word, that of the one at hand, all words, how words are offered, the end. */
const parts: Readonly<Record<Exclude<Shell, 'fish'>, readonly string[]>> = {
  bash: [
    '',
    '1',
    'COMP_CWORD',
    'COMP_WORDS',
    'COMPREPLY=($(compgen -W "$list" -- "${COMP_WORDS[COMP_CWORD]}"))',
    'complete -o default -F _drawdown',
  ],
  zsh: ['#compdef drawdown\n', '2', 'CURRENT', 'words', 'compadd -- ${=list} || _files', 'compdef _drawdown'],
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
