import { existsSync } from 'node:fs';

/** What a connection string says, as far as we look into it. It may hold a password, which is no part of this. */
export interface Connection {
  hosts: { host: string; port: number }[];
  isSecure: boolean;
  /** File of the authority that has signed the certificates of its hosts. */
  caFile?: string;
  /** It asks for nodes that may not know yet what the leader has taken. */
  asksForOthers: boolean;
}

/** The options that the client knows, in lower case. It would print the whole string, password and all, for another one. */
const known = new Set(
  (
    'usercertfile userkeyfile maxdiscoverattempts connectionname defaultdeadline discoveryinterval gossiptimeout ' +
    'nodepreference tls tlsverifycert tlscafile throwonappendfailure keepaliveinterval keepalivetimeout'
  ).split(' '),
);

/** How long a node is waited for that is to say who else there is, in seconds, if nothing else is said. */
const gossipTimeout = 2;

const flat = (name: string): string => name.toLowerCase().replace(/[_-]/g, '');

function optionsOf(text: string): Map<string, string> {
  const options = new Map<string, string>();
  const query = text.split('?').slice(1).join('&');
  for (const pair of query.split('&').filter(Boolean)) {
    const [name = '', ...value] = pair.split('=');
    if (!known.has(flat(name.trim())))
      throw new Error(`the connection string has an option that is not known: ${name}`);
    options.set(flat(name.trim()), value.join('=').trim());
  }
  return options;
}

/** Reads a connection string. Throws an Error whose message holds no part of it but names of options and files. */
export function readConnection(text: string): Connection {
  const options = optionsOf(text);
  const authority =
    text
      .split('?')[0]
      ?.replace(/^[^/]*\/\//, '')
      .replace(/\/+$/, '') ?? '';
  const hosts = authority
    .slice(authority.lastIndexOf('@') + 1)
    .split(',')
    .map((one) => one.split(':'))
    .map(([host = '', port = '2113']) => ({ host: host.trim(), port: Number(port) }));
  const caFile = options.get('tlscafile');
  for (const name of ['tlscafile', 'usercertfile', 'userkeyfile']) {
    const file = decodeURIComponent(options.get(name) ?? '');
    if (file !== '' && !existsSync(file)) throw new Error(`the file ${file}, which ${name} names, does not exist`);
  }
  return {
    hosts,
    isSecure: options.get('tls') !== 'false',
    ...(caFile !== undefined && { caFile: decodeURIComponent(caFile) }),
    asksForOthers: !['leader', undefined].includes(options.get('nodepreference')?.toLowerCase()),
  };
}

/**
 * The connection string as the client is to have it: it asks the leader, whatever it said. Others pass appends on to a leader
 * that may be gone, and answer reads with what they have heard so far.
 */
export const forLeader = (text: string): string => {
  const options = [`nodePreference=leader`, 'throwOnAppendFailure=true'];
  if (!optionsOf(text).has('gossiptimeout')) options.push(`gossipTimeout=${gossipTimeout}`);
  return `${text.replace(/\/+$/, '')}${text.includes('?') ? '&' : '?'}${options.join('&')}`;
};
