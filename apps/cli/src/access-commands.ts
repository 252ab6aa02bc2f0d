import { clusterIn } from '../../server/src/event-store-setting.js';
import type { Subcommand } from './subcommand.js';

/** Adds what an administrator does: give tokens, see them, take them away. */
export function addAccess(program: Subcommand, env: NodeJS.ProcessEnv): void {
  const token = program.command('token').description('give people their roles');
  token
    .command('create')
    .description('issue a token, and write it: it is shown this once')
    .requiredOption('--for <subject>', 'an id that stands in entries for ever: no e-mail address')
    .requiredOption('--role <role>', 'viewer, reporter, planner, auditor, admin, metrics, witness, server')
    .option('--mission <mission>', 'for this mission alone', '*')
    .option('--expires <days>', 'after so many days, at most 366', '30d')
    .option('--label <label>', 'what it is for')
    .answers(() => import('./commands/token.js'), 'createToken');
  token
    .command('link')
    .description('a link that signs somebody in to the dashboard once, within ten minutes')
    .requiredOption('--for <subject>', 'an id that stands in entries for ever: no e-mail address')
    .requiredOption('--role <role>', 'viewer, reporter, planner, auditor, admin')
    .option('--mission <mission>', 'for this mission alone', '*')
    .answers(() => import('./commands/token.js'), 'showSignInLink');
  token
    .command('list')
    .description('all tokens, without their secrets')
    .answers(() => import('./commands/token.js'), 'listTokens');
  token
    .command('revoke')
    .description('end a token, its sessions and their streams')
    .argument('<id>', 'the 10 characters after dwd_')
    .answers(() => import('./commands/token.js'), 'revokeToken');
  addGrants(program);
  addSessions(program);
  program
    .command('access-log')
    .description('who read or exported what: for auditors all, for others their own')
    .option('--mission <mission>', 'only what is about this mission')
    .option('--subject <subject>', 'only what this subject asked for')
    .option('--what <kind>', 'read, exported, subscribed or refused')
    .option('--from <time>', 'an instant or a day (UTC); 31 days back without it')
    .option('--to <time>', 'an instant or a day (UTC)')
    .option('--json', 'a line of JSON each, stable for programs')
    .answers(() => import('./commands/access-log.js'), 'showAccessLog');
  program
    .command('remove-access-log')
    .description(
      'remove a month that is over from the access log (in the cluster of EVENT_STORE, else in a folder while no server runs there); its checkpoints are kept',
    )
    .argument('<month>', 'such as 2026-11')
    .option('--data-dir <folder>', 'folder of the logs (DATA_DIR, ./data)')
    .action(async (month: string, options: { dataDir?: string }) => {
      const { removeAccessLog, removeAccessLogOfCluster } = await import('./commands/remove-access-log.js');
      const dataDir = options.dataDir ?? (env.DATA_DIR || './data');
      const cluster = clusterIn(env);
      if (cluster === undefined) removeAccessLog(month, dataDir, Date.now());
      else await removeAccessLogOfCluster(month, cluster, dataDir, Date.now());
    });
}

/** Adds what is seen and ended of the browsers that are signed in. */
function addSessions(program: Subcommand): void {
  const session = program
    .command('session')
    .description('the browsers that are signed in: your own, for an administrator all');
  session
    .command('list')
    .description('the sessions that go on')
    .answers(() => import('./commands/session.js'), 'listSessions');
  session
    .command('end')
    .description('end a session; its streams end with it')
    .argument('<id>', 'as session list has it')
    .answers(() => import('./commands/session.js'), 'endSession');
}

/** Adds what a subject holds by itself, whatever it is let in with. */
function addGrants(program: Subcommand): void {
  const grant = program.command('grant').description('give subjects roles, whatever token or session they come with');
  grant
    .command('create')
    .description('give a subject a role, and write the id of the grant')
    .requiredOption('--for <subject>', 'an id that stands in entries for ever: no e-mail address')
    .requiredOption('--role <role>', 'viewer, reporter, planner, auditor, admin, metrics, witness, server')
    .option('--mission <mission>', 'for this mission alone', '*')
    .option('--until <time>', 'an instant with its offset, at most a year ahead; until it is revoked without it')
    .answers(() => import('./commands/grant.js'), 'createGrant');
  grant
    .command('block')
    .description('let a subject in by nothing any more, and write the id of that; revoke it to let them in again')
    .requiredOption('--for <subject>', 'who is blocked')
    .option('--until <time>', 'an instant with its offset, at most a year ahead; until it is revoked without it')
    .answers(() => import('./commands/grant.js'), 'blockSubject');
  grant
    .command('list')
    .description('all grants of subjects, revoked ones too')
    .answers(() => import('./commands/grant.js'), 'listGrants');
  grant
    .command('revoke')
    .description('take a grant back; streams that stand on it end')
    .argument('<id>', 'as grant list has it')
    .answers(() => import('./commands/grant.js'), 'revokeGrant');
}
