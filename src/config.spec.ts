import { resolve } from 'node:path';
import { ConfigError, readConfig } from './config.js';

function problemsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
}

describe('the configuration', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: resolve('data'),
      databaseUrl: undefined,
      databaseAppUrl: undefined,
      trustedProxies: [],
      serviceKeyFile: resolve('data/keys/service.key'),
    });
  });

  it('takes every variable', () => {
    const env = {
      PORT: '0',
      HOST: '::1',
      DATA_DIR: '/srv/ledger',
      DATABASE_URL: 'postgres://owner:secret@db/ledger',
      DATABASE_APP_URL: 'postgresql://app:secret@db:6432/ledger?sslmode=require',
      TRUSTED_PROXIES: '10.0.0.0/8, ::1',
      SERVICE_KEY_FILE: '/run/secrets/key',
    };
    expect(readConfig(env)).toEqual({
      port: 0,
      host: '::1',
      dataDir: '/srv/ledger',
      databaseUrl: env.DATABASE_URL,
      databaseAppUrl: env.DATABASE_APP_URL,
      trustedProxies: ['10.0.0.0/8', '::1'],
      serviceKeyFile: '/run/secrets/key',
    });
  });

  it('keeps the key with the data unless told otherwise', () => {
    expect(readConfig({ DATA_DIR: '/srv/ledger' }).serviceKeyFile).toBe('/srv/ledger/keys/service.key');
  });

  it('takes an empty variable for an unset one', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ', EVENTSTOREDB_URL: '' })).toEqual(readConfig({}));
  });

  it.each(['65536', '-1', '3000.5', 'http', '0x10', '1e3'])('refuses the port %j', (PORT) => {
    expect(problemsOf({ PORT })).toEqual([`PORT is "${PORT}": give a whole number from 0 to 65535.`]);
  });

  it.each(['proxy.example', '10.0.0.0/33', '10.0.0.0/8/8', '::1/129', '1'])('trusts no proxy %j', (proxy) => {
    const problem = `TRUSTED_PROXIES names "${proxy}": give addresses or ranges, such as 10.0.0.5 or 10.0.0.0/8.`;
    expect(problemsOf({ TRUSTED_PROXIES: `127.0.0.1 ${proxy}` })).toEqual([problem]);
  });

  it('refuses a URL as the host', () => {
    expect(problemsOf({ HOST: 'http://localhost' })).toHaveLength(1);
  });

  it.each([
    ['not a url', /^DATABASE_URL is not a URL/],
    ['mysql://user:secret@db/ledger', /^DATABASE_URL begins with "mysql:"/],
    ['postgres://user:secret@db', /^DATABASE_URL names no database/],
  ])('refuses the database %j without repeating it', (url, problem) => {
    const problems = problemsOf({ DATABASE_URL: url });
    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(problems.join()).not.toContain('secret');
  });

  it('refuses a second login without a database of its own', () => {
    expect(problemsOf({ DATABASE_APP_URL: 'postgres://app@db/ledger' })).toEqual([
      expect.stringContaining('DATABASE_APP_URL is set without DATABASE_URL'),
    ]);
  });

  it('says that it has no engine for EVENTSTOREDB_URL', () => {
    expect(problemsOf({ EVENTSTOREDB_URL: 'esdb://node' })).toEqual([expect.stringContaining('PostgreSQL only')]);
  });

  it('lists every problem at once', () => {
    const env = { PORT: 'x', DATABASE_URL: 'x', EVENTSTOREDB_URL: 'x' };
    expect(problemsOf(env)).toHaveLength(3);
    expect(() => readConfig(env)).toThrow(/PORT.*DATABASE_URL.*EVENTSTOREDB_URL/s);
  });
});
