import type { EventStoreDbOptions } from './event-store-db-options.js';

/** A connection string of EventStoreDB or KurrentDB, taken apart. */
export interface EventStoreDbUrl {
  /** Scheme, hosts and options for the client: without user, password, and what the service itself decides. */
  withoutCredentials: string;
  credentials?: { username: string; password: string };
  tls: boolean;
}

const EXAMPLE = 'esdb://user:password@host:2113 (TLS) or esdb://127.0.0.1:2113?tls=false';

/** Options that may stand in the URL, by their name in small letters. */
const TAKEN = new Map(
  [
    ...['tls', 'tlsCAFile', 'tlsVerifyCert', 'userCertFile', 'userKeyFile', 'connectionName', 'nodePreference'],
    ...['maxDiscoverAttempts', 'discoveryInterval', 'gossipTimeout', 'throwOnAppendFailure'],
    ...['keepAliveInterval', 'keepAliveTimeout', 'defaultDeadline'],
  ].map((name) => [name.toLowerCase(), name]),
);

/** Options that the service decides; the URL may say the same, nothing else. */
const DECIDED = new Map([
  ['throwOnAppendFailure', 'true'],
  ['nodePreference', 'leader'],
  ['tlsVerifyCert', 'true'],
]);
const DECIDED_BECAUSE: Record<string, string> = {
  throwOnAppendFailure: 'with anything else, conflicts between two writers would be told wrongly',
  nodePreference: 'another node than the leader may not yet have what was just written',
  tlsVerifyCert: 'the client always verifies; give the authority’s certificate with tlsCAFile instead',
};

/** Set by the service itself; see `clients.ts`. */
const NOT_FOR_THE_URL = new Set(['keepAliveInterval', 'keepAliveTimeout', 'defaultDeadline']);

/**
 * What is wrong with a connection string, in words for whoever configures the service; empty when nothing is. Says
 * neither user nor password.
 */
export function checkEventStoreDbUrl(url: string, appendMode: EventStoreDbOptions['appendMode']): string[] {
  const parts = takeApart(url);
  if (typeof parts === 'string') return [parts];
  const { discover, userInfo, hosts, options, strange } = parts;
  const problems = [...strange, ...hosts.flatMap(hostProblems)];
  if (discover && hosts.length > 1)
    problems.push('has several hosts after esdb+discover://: give the one DNS name of the cluster, or use esdb://');
  const credentials = readUserInfo(userInfo);
  if (typeof credentials === 'string') problems.push(credentials);
  for (const [name, value] of options) {
    if (value === '') problems.push(`gives no value for ${name}`);
    if (name === 'tls' && !/^(true|false)$/.test(value)) problems.push('must say tls=true or tls=false');
    if (NOT_FOR_THE_URL.has(name)) problems.push(`sets ${name}, which the service sets itself: leave it out`);
    const decided = DECIDED.get(name);
    if (decided !== undefined && value.toLowerCase() !== decided)
      problems.push(`sets ${name} to something else than ${decided}: leave it out, ${DECIDED_BECAUSE[name]}`);
  }
  if (options.has('userCertFile') !== options.has('userKeyFile'))
    problems.push('must give userCertFile and userKeyFile together');
  if (appendMode === 'unary' && !credentials && options.get('tls') !== 'false')
    problems.push(
      'uses TLS without user and password: add them, or set EVENTSTOREDB_APPEND_MODE=batch where a client certificate ' +
        '(userCertFile, userKeyFile) stands for them',
    );
  if (appendMode === 'batch' && credentials)
    problems.push(
      'has user and password, which EVENTSTOREDB_APPEND_MODE=batch cannot send: leave that setting out, or log in by ' +
        'client certificate alone',
    );
  return problems.map((problem) => `EVENTSTOREDB_URL ${problem}.`);
}

/**
 * Takes a connection string apart.
 *
 * @throws RangeError it is not one that {@link checkEventStoreDbUrl} lets pass; the message holds no secret
 */
export function readEventStoreDbUrl(url: string, appendMode: EventStoreDbOptions['appendMode']): EventStoreDbUrl {
  const problems = checkEventStoreDbUrl(url, appendMode);
  if (problems.length > 0) throw new RangeError(problems.join('\n'));
  const { discover, userInfo, hosts, options } = takeApart(url) as Parts;
  const credentials = readUserInfo(userInfo) as EventStoreDbUrl['credentials'];
  const query = [...options].filter(([name]) => !DECIDED.has(name)).map(([name, value]) => `${name}=${value}`);
  return {
    withoutCredentials: `${discover ? 'esdb+discover' : 'esdb'}://${hosts.join(',')}?${[...query, 'nodePreference=leader'].join('&')}`,
    ...(credentials ? { credentials } : {}),
    tls: options.get('tls') !== 'false',
  };
}

interface Parts {
  discover: boolean;
  userInfo: string | undefined;
  hosts: string[];
  /** By their proper names. */
  options: Map<string, string>;
  /** What is wrong with options that are not known. */
  strange: string[];
}

/** The parts of a URL, unchecked, or what keeps it from having any. */
function takeApart(url: string): Parts | string {
  const [, scheme, rest] = /^([^:/?#]*):\/\/(.*)$/s.exec(url.trim()) ?? [];
  if (scheme === undefined || rest === undefined)
    return `EVENTSTOREDB_URL is not a connection string: write it like ${EXAMPLE}.`;
  if (scheme !== 'esdb' && scheme !== 'esdb+discover') {
    const wanted = scheme.endsWith('+discover') ? 'esdb+discover' : 'esdb';
    const renamed = /^(kurrentdb|kurrent|kdb)(\+discover)?$/i.test(scheme);
    return renamed
      ? `EVENTSTOREDB_URL begins with ${scheme}://: write ${wanted}:// instead and leave the rest as it is; a KurrentDB server takes both.`
      : `EVENTSTOREDB_URL begins with ${scheme}://: write it like ${EXAMPLE}.`;
  }
  const [authority = '', ...queries] = rest.split('?');
  const at = authority.lastIndexOf('@');
  const options = new Map<string, string>();
  const strange: string[] = queries.length > 1 ? ['has more than one question mark: separate options by &'] : [];
  for (const pair of (queries[0] ?? '').split('&').filter((text) => text !== '')) {
    const [given = '', ...value] = pair.split('=');
    const name = TAKEN.get(given.trim().toLowerCase().replace(/[_-]/g, ''));
    // The name is not repeated: after a question mark in a password that was not encoded, it may be a part of that.
    if (!name) strange.push('has an option that is not known; encode ? as %3F and & as %26 inside a password');
    else if (options.has(name)) strange.push(`gives ${name} twice`);
    else options.set(name, value.join('=').trim());
  }
  return {
    discover: scheme === 'esdb+discover',
    userInfo: at < 0 ? undefined : authority.slice(0, at),
    hosts: authority
      .slice(at + 1)
      .replace(/\/+$/, '')
      .split(','),
    ...{ options, strange },
  };
}

function hostProblems(host: string): string[] {
  if (host.startsWith('['))
    return ['has an IPv6 address, which this client does not take: use a host name that leads to it'];
  const [, name, port] = /^([A-Za-z0-9._-]+)(?::(\d{1,5}))?$/.exec(host) ?? [];
  if (name === undefined || Number(port ?? 2113) > 65_535)
    return [`has no proper host, or one with more than name and port: write it like ${EXAMPLE}`];
  return [];
}

/** User and password, `undefined` where there is neither, or what is wrong with them. */
function readUserInfo(userInfo: string | undefined): EventStoreDbUrl['credentials'] | string {
  if (userInfo === undefined) return undefined;
  const [username = '', password = '', ...rest] = userInfo.split(':');
  if (username === '' || password === '') return 'has a user without a password, or the other way round';
  if (rest.length > 0 || /[@/]/.test(userInfo))
    return 'has a colon, a slash or an @ inside user or password: encode them as %3A, %2F and %40';
  try {
    return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    return 'has a percent sign in user or password that encodes nothing: write it as %25';
  }
}
