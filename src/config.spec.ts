import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { problemsOf } from '../test/support/problems-of.js';
import vectors from '../test/vectors/transparency-log.json' with { type: 'json' };
import { CONFIG_VARIABLES } from './config/variables.js';
import { readConfig } from './config.js';

/** Public key of a witness. */
const WITNESS = vectors.V6.vkey;

describe('the configuration', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: resolve('data'),
      databaseUrl: undefined,
      databaseAppUrl: undefined,
      trustedProxies: [],
      sourceFileLimit: 25 * 1024 * 1024,
      draftsKeptMonths: 12,
      site: { name: 'Progress ledger', colour: '#12436D', language: 'en' },
      serviceKeyFile: resolve('data/keys/service.key'),
      log: { keyFile: resolve('data/keys/log.key'), makesKey: true },
    });
  });

  it('takes every variable', () => {
    const folder = mkdtempSync(join(tmpdir(), 'progress-ledger-config-'));
    const logo = join(folder, 'logo.svg');
    writeFileSync(logo, '<svg/>');
    const policy = join(folder, 'witnesses');
    writeFileSync(policy, `witness board ${WITNESS} https://witness.example/w/\nquorum board\n`);
    const env = {
      PORT: '0',
      HOST: '::1',
      DATA_DIR: '/srv/ledger',
      DATABASE_URL: 'postgres://owner:secret@db/ledger',
      DATABASE_APP_URL: 'postgresql://app:secret@db:6432/ledger?sslmode=require',
      TRUSTED_PROXIES: '10.0.0.0/8, ::1',
      SERVICE_KEY_FILE: '/run/secrets/key',
      LEDGER_LOG_KEY_FILE: '/run/secrets/log.key',
      LEDGER_LOG_OLD_KEY_FILE: '/run/secrets/log-2025.key',
      LEDGER_LOG_ORIGIN: 'ledger.example/plan-1',
      LEDGER_WITNESS_POLICY: policy,
      LEDGER_WITNESS_TIMEOUT: '20',
      SOURCE_FILE_LIMIT_MB: '40',
      DRAFTS_KEPT_MONTHS: '36',
      DATA_LICENCE: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
      SITE_NAME: 'Deputy Mayor’s plans',
      SITE_LOGO_FILE: logo,
      SITE_COLOUR: '#4c2c92',
      SITE_LANGUAGE: 'en',
      SITE_CONTACT: 'plans@example.org',
      EVENTSTOREDB_URL: 'esdb+discover://cluster:2113?userCertFile=/run/c.crt&userKeyFile=/run/c.key',
      EVENTSTOREDB_STREAM_PREFIX: 'gmp_ledger.',
      EVENTSTOREDB_APPEND_MODE: 'batch',
      METRICS_PORT: '9464',
      METRICS_HOST: '10.0.0.5',
      OTEL_SDK_DISABLED: 'false',
      OTEL_TRACES_EXPORTER: 'otlp',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector:4318/traces',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json',
    };
    expect(Object.keys(env).sort()).toEqual([...CONFIG_VARIABLES].sort());
    expect(readConfig(env)).toEqual({
      port: 0,
      host: '::1',
      dataDir: '/srv/ledger',
      databaseUrl: env.DATABASE_URL,
      databaseAppUrl: env.DATABASE_APP_URL,
      trustedProxies: ['10.0.0.0/8', '::1'],
      sourceFileLimit: 40 * 1024 * 1024,
      draftsKeptMonths: 36,
      dataLicence: env.DATA_LICENCE,
      site: { name: 'Deputy Mayor’s plans', logo, colour: '#4c2c92', language: 'en', contact: 'plans@example.org' },
      serviceKeyFile: '/run/secrets/key',
      log: {
        keyFile: '/run/secrets/log.key',
        oldKeyFile: '/run/secrets/log-2025.key',
        origin: 'ledger.example/plan-1',
        makesKey: false,
        witnesses: {
          policy: expect.objectContaining({
            witnesses: [expect.objectContaining({ name: 'board', url: 'https://witness.example/w/' })],
            quorum: 'board',
          }),
          timeoutMs: 20_000,
        },
      },
      eventStoreDb: { url: env.EVENTSTOREDB_URL, streamPrefix: 'gmp_ledger.', appendMode: 'batch' },
      metrics: { port: 9464, host: '10.0.0.5' },
      tracing: { url: 'http://collector:4318/traces' },
    });
    rmSync(folder, { recursive: true });
  });

  it('keeps the keys with the data unless told otherwise', () => {
    const { serviceKeyFile, log } = readConfig({ DATA_DIR: '/srv/ledger' });
    expect([serviceKeyFile, log.keyFile]).toEqual(['/srv/ledger/keys/service.key', '/srv/ledger/keys/log.key']);
  });

  it('makes the key of the log only where all data is in one folder', () => {
    expect(readConfig({ DATABASE_URL: 'postgres://db/ledger' }).log.makesKey).toBe(false);
    expect(readConfig({ LEDGER_LOG_KEY_FILE: '/run/secrets/log.key' }).log.makesKey).toBe(false);
  });

  it('refuses an old key of the log without a new one', () =>
    expect(problemsOf({ LEDGER_LOG_OLD_KEY_FILE: '/run/log.key' })).toEqual([
      expect.stringContaining('is set without LEDGER_LOG_KEY_FILE'),
    ]));

  it.each(['two words', 'a+b'])('refuses "%s" for the name of the log', (LEDGER_LOG_ORIGIN) =>
    expect(problemsOf({ LEDGER_LOG_ORIGIN })).toEqual([expect.stringContaining('without spaces and plus signs')]));

  describe('of witnesses', () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'progress-ledger-config-'));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    const withPolicy = (text: string, env: NodeJS.ProcessEnv = {}) => {
      const file = join(folder, 'witnesses');
      writeFileSync(file, text);
      return { LEDGER_WITNESS_POLICY: file, ...env };
    };
    const fine = `witness board ${WITNESS} https://witness.example/\nquorum board\n`;

    it('waits five seconds for them unless told otherwise, and for nobody where there are none', () => {
      expect(readConfig(withPolicy(fine)).log.witnesses?.timeoutMs).toBe(5_000);
      expect(readConfig({}).log.witnesses).toBeUndefined();
    });

    it.each([
      ['what is no policy', fine.replace('quorum', 'quorums'), /Line 2 of the policy: "quorums" is none of/],
      ['nobody', 'quorum none', /names 0 witnesses/],
      ['somebody without an address', fine.replace(' https://witness.example/', ''), /board has no address/],
      ['somebody with a password', fine.replace('//', '//a:b@'), /password in its address/],
      ['somebody behind a query', fine.replace('.example/\n', '.example/?a=b\n'), /has an address with/],
    ])('refuses %s', (_, text, why) => expect(problemsOf(withPolicy(text))).toEqual([expect.stringMatching(why)]));

    it('refuses a policy that is not there, and a time without one', () => {
      expect(problemsOf({ LEDGER_WITNESS_POLICY: join(folder, 'none') })).toEqual([
        expect.stringContaining('the file cannot be read'),
      ]);
      expect(problemsOf({ LEDGER_WITNESS_TIMEOUT: '5' })).toEqual([
        expect.stringContaining('without LEDGER_WITNESS_POLICY'),
      ]);
    });

    it.each(['0', '61', '1.5', 'soon'])('refuses to wait for "%s" seconds', (LEDGER_WITNESS_TIMEOUT) =>
      expect(problemsOf(withPolicy(fine, { LEDGER_WITNESS_TIMEOUT }))).toEqual([
        expect.stringContaining('seconds from 1 to 60'),
      ]));
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

  it('keeps events in EventStoreDB where it is told to, in streams of its own', () => {
    expect(readConfig({ EVENTSTOREDB_URL: 'esdb://127.0.0.1:2113?tls=false' }).eventStoreDb).toEqual({
      url: 'esdb://127.0.0.1:2113?tls=false',
      streamPrefix: 'progressledger.',
      appendMode: 'unary',
    });
  });

  it.each([
    ['http://user:secret@node', /^EVENTSTOREDB_URL begins with http:/],
    ['kurrentdb://user:secret@node', /^EVENTSTOREDB_URL begins with kurrentdb:.* write esdb:/],
    ['esdb://user:secret@node?throwOnAppendFailure=false', /^EVENTSTOREDB_URL sets throwOnAppendFailure/],
    ['esdb://node', /^EVENTSTOREDB_URL uses TLS without user and password.*EVENTSTOREDB_APPEND_MODE=batch/],
  ])('refuses the engine %j without repeating it', (EVENTSTOREDB_URL, problem) => {
    const problems = problemsOf({ EVENTSTOREDB_URL });
    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(problems.join()).not.toContain('secret');
  });

  const ENGINE = { EVENTSTOREDB_URL: 'esdb://127.0.0.1:2113?tls=false' };

  it.each([
    ['$ledger.', /streams that begin with \$ are the server's own/],
    ['progress-ledger.', /before a stream's first dash for its category/],
    ['progressledger', /has to end with a dot.*write "progressledger\."/],
    ['progress.ledger.', /then one dot/],
    ['.', /a letter, then letters, digits and underscores/],
    ['1.', /a letter, then/],
    ['a b.', /a letter, then/],
    [`${'a'.repeat(64)}.`, /64 at most/],
  ])('refuses the stream prefix %j and says why', (EVENTSTOREDB_STREAM_PREFIX, problem) => {
    expect(problemsOf({ ...ENGINE, EVENTSTOREDB_STREAM_PREFIX })).toEqual([expect.stringMatching(problem)]);
  });

  it('refuses another way of appending', () => {
    expect(problemsOf({ ...ENGINE, EVENTSTOREDB_APPEND_MODE: 'fast' })).toEqual([
      expect.stringContaining('EVENTSTOREDB_APPEND_MODE is "fast": give unary, or batch'),
    ]);
  });

  it('refuses settings of an engine that it is not told of: another ledger would open', () => {
    const settings = { EVENTSTOREDB_STREAM_PREFIX: 'gmp_ledger.', EVENTSTOREDB_APPEND_MODE: 'unary' };
    expect(problemsOf(settings)).toEqual([
      expect.stringMatching(/^EVENTSTOREDB_STREAM_PREFIX is set without EVENTSTOREDB_URL/),
      expect.stringMatching(/^EVENTSTOREDB_APPEND_MODE is set without EVENTSTOREDB_URL/),
    ]);
  });

  it('needs a server between processes that share the work', () => {
    expect(problemsOf({}, { sharedDatabase: true })).toEqual([
      expect.stringMatching(/^DATABASE_URL is not set, but several processes need one/),
    ]);
    expect(problemsOf({ DATABASE_URL: 'postgres://db/ledger' }, { sharedDatabase: true })).toEqual([]);
  });

  it('is explained in the README, variable by variable', () => {
    const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
    expect(CONFIG_VARIABLES.filter((name) => !new RegExp(`^\\|.*\`${name}\``, 'm').test(readme))).toEqual([]);
  });

  it('lists every problem at once', () => {
    const env = { PORT: 'x', DATABASE_URL: 'x', EVENTSTOREDB_URL: 'x' };
    expect(problemsOf(env)).toHaveLength(3);
    expect(() => readConfig(env)).toThrow(/PORT.*DATABASE_URL.*EVENTSTOREDB_URL/s);
  });
});
