import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVIDENCE_FORMAT } from '../../src/verifier/evidence.js';
import { run } from '../../src/verifier/node/command-line.js';
import { ROOT } from '../support/ledger-cli.js';
import { someEntries } from '../support/log-entries.js';
import { BuiltLog, LOG_KEY, LOG_VKEY } from '../support/log-files.js';
import { run as runProgram } from '../support/run-program.js';
import { ledgerVerify, writeFile, writeLog } from './on-disk.js';

const log = BuiltLog.of(someEntries(300));
const PROGRAM = join(ROOT, 'dist/verify/ledger-verify.mjs');
/** Called so by Node 20. */
const PERMISSION = process.allowedNodeEnvironmentFlags.has('--permission')
  ? '--permission'
  : '--experimental-permission';

describe('ledger-verify', () => {
  let folder: string;
  let good: string;
  let vkey: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'progress-ledger-verify-'));
    good = writeLog(log.files(), join(folder, 'good'));
    vkey = writeFile(join(folder, 'log.vkey'), LOG_VKEY);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('tells a line for each check, what was counted, and what it shows and does not show', async () => {
    const { code, stdout, stderr } = await ledgerVerify(good, '--vkey', vkey);
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.split('\n');
    const checks = lines.filter((line) => /^ ?\d/.test(line));
    expect(checks.map((line) => line.slice(0, 38).trim().replaceAll(/ {2,}/g, '|'))).toEqual([
      '1|key of the log|passed',
      '2|signed checkpoint|passed',
      '3|tiles and bundles|passed',
      '4|tree of hashes|passed',
      '5|kept checkpoint|skipped',
      '6|form of entries|passed',
      '7|rules of entries|passed',
      '8|clock|passed',
      '9|witnesses|skipped',
      '10|disclosed values|skipped',
      '11|committed states|skipped',
      '12|figures of the report|skipped',
    ]);
    expect(stdout).toMatch(
      /\n10 .*\n {6}- 1 value was erased\. .*\(--disclosures\)\n {6}- Erased from entry 2, at \/data\/reason, .*\n11 /,
    );
    expect(stdout).toMatch(/\nLog: ledger.example\/checked\nSize: 300\nRoot: \S{44}\nEntries looked at: 300\n/);
    expect(stdout).toMatch(/\nGrade: complete\n/);
    expect(stdout).toMatch(/\nThis shows:\n.*\nThis does not show:\n.*- That a statement is true/s);
    expect(stdout).toMatch(/rewrote the log and signed it again, or set it back/);
  });

  it('holds a log against a kept checkpoint', async () => {
    const since = writeFile(join(folder, 'kept'), log.note(256));
    expect(await ledgerVerify(good, '--vkey', vkey, '--since', since)).toMatchObject({ code: 0 });
    const older = writeLog(log.files(100), join(folder, 'older'));
    const { code, stdout } = await ledgerVerify(older, '--vkey', vkey, '--since', since);
    expect([code, stdout]).toEqual([1, expect.stringMatching(/5 {2}kept checkpoint +FAILED/)]);
    expect(stdout).not.toContain('This shows:');
  });

  it('checks the log alone where that is asked for, and says that it did', async () => {
    const { code, stdout } = await ledgerVerify(good, '--vkey', vkey, '--log-only');
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/7 {2}rules of entries +skipped +only the log was to be/),
    ]);
    expect(stdout).toMatch(/This does not show:.*nobody looked into them/s);
  });

  it('gives the same as JSON', async () => {
    const { code, stdout } = await ledgerVerify(good, '--vkey', vkey, '--json', '--origin', LOG_KEY.name);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ exit: 0, size: 300, grade: 'complete', origin: LOG_KEY.name });
  });

  it('checks a file of evidence', async () => {
    const evidence = {
      format: EVIDENCE_FORMAT,
      ...{ origin: LOG_KEY.name, view: { asReportedOn: '2026-11-10', atSize: 300 }, checkpoint: log.note() },
      figures: [
        {
          ...{ pointer: '/rows/0', key: 'commitment-2/status/officer', index: 296 - (296 % 7) + 2 },
          entry: '',
          proof: log.proof(296 - (296 % 7) + 2),
        },
      ],
    };
    evidence.figures[0]!.entry = Buffer.from(log.entries[evidence.figures[0]!.index]!).toString('base64');
    const file = writeFile(join(folder, 'evidence.json'), JSON.stringify(evidence));
    const { code, stdout } = await ledgerVerify(file, '--vkey', vkey);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/\nGrade: cited\n/)]);
    expect(stdout).toContain('That nothing was left out');
  });

  describe('given the proof of an entry', () => {
    const at = 70;
    const entry = Buffer.from(log.entries[at]!).toString();
    const proof = ['c2sp.org/tlog-proof@v1', `index ${at}`, ...log.proof(at), '', log.note()].join('\n');
    const check = (proofText: string, entryText: string, ...words: string[]) =>
      run([
        ...[writeFile(join(folder, 'e.tlog-proof'), proofText), '--vkey', vkey],
        ...['--entry', writeFile(join(folder, 'e.json'), entryText), ...words],
      ]);

    it.each([
      ['its bytes', entry],
      ['the answer of the service', JSON.stringify({ index: at, entry: JSON.parse(entry), leafHash: 'x' }, null, 2)],
    ])('shows that the entry is in the log, by %s', async (_, text) => {
      const { exit, out, error } = await check(proof, text, '--since', writeFile(join(folder, 'kept'), log.note()));
      expect([exit, error, out]).toEqual([
        0,
        '',
        expect.stringContaining('this is entry 70 of the 300 that were signed'),
      ]);
      expect(out).toMatch(/5 {2}kept checkpoint +passed/);
    });

    it.each<[string, string, string, number, RegExp]>([
      ['another entry', proof, Buffer.from(log.entries[1]!).toString(), 1, /does not show that this is entry 70/],
      ['another place', proof.replace('index 70', 'index 71'), entry, 1, /does not show that this is entry 71/],
      ['another size', proof.replace('\n300\n', '\n301\n'), entry, 1, /signature of .* is wrong/],
      ['a space more', proof, `${entry} `, 1, /not written in the one canonical way/],
      ['no proof', entry, entry, 2, /This is no proof file/],
    ])('does not pass with %s', async (_, proofText, entryText, status, words) => {
      const { exit, out } = await check(proofText, entryText);
      expect([exit, out]).toEqual([status, expect.stringMatching(words)]);
      expect(out).not.toContain('This shows:');
    });
  });

  it('shows nothing of others that a terminal would obey', async () => {
    const files = log.files().set('checkpoint', log.note().replace(/\n$/, '\n— x\u202e y\n'));
    const { code, stdout } = await ledgerVerify(writeLog(files, join(folder, 'hostile')), '--vkey', vkey);
    expect([code, stdout]).toEqual([1, expect.not.stringContaining('\u202e')]);
  });

  describe('ends with 2 where', () => {
    it.each<[string, () => string[], RegExp]>([
      ['nothing is said', () => [], /Say what to check/],
      ['no key is named', () => [good], /Say what to check, and with which key/],
      ['an option is not known', () => [good, '--vkey', vkey, '--quick'], /--quick/],
      ['two things are named', () => [good, good, '--vkey', vkey], /One thing at a time/],
      [
        'the folder is not there',
        () => [join(folder, 'nowhere'), '--vkey', vkey],
        /nowhere cannot be read: it does not/,
      ],
      ['the key is not there', () => [good, '--vkey', join(folder, 'nothing')], /nothing cannot be read: it does not/],
      ['the kept checkpoint is a folder', () => [good, '--vkey', vkey, '--since', folder], /it is a folder/],
      ['there is no log to check alone', () => [vkey, '--vkey', vkey, '--log-only'], /log\.vkey is no log/],
      [
        'nobody is to look where values were disclosed',
        () => [good, '--vkey', vkey, '--log-only', '--disclosures', vkey],
        /leave --log-only out/,
      ],
      ['what was given is no text', () => [good, '--vkey', vkey, '--since', process.execPath], /cannot be read/],
    ])('%s', async (_, words, message) => {
      const { code, stdout, stderr } = await ledgerVerify(...words());
      expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(message)]);
    });

    it.each<[string, () => string, RegExp]>([
      ['the folder has no log', () => folder, /There is no log here/],
      ['the log is empty', () => writeLog(log.files(0), join(folder, 'empty')), /there were no entries/],
      ['the file is empty', () => writeFile(join(folder, 'nothing.json'), ''), /it is no JSON/],
      ['the file is no evidence', () => vkey, /This is no evidence/],
      ['nobody answers', () => 'http://127.0.0.1:9/log/', /127\.0\.0\.1:9\/log\/checkpoint cannot be read/],
    ])('%s', async (_, target, words) => {
      const { code, stdout } = await ledgerVerify(target(), '--vkey', vkey);
      expect([code, stdout]).toEqual([2, expect.stringMatching(words)]);
      expect(stdout).not.toContain('This shows:');
    });
  });

  describe('at an address', () => {
    let server: Server;
    let answer: (path: string) => { status: number; body?: Uint8Array };
    let address: string;

    beforeAll(async () => {
      server = createServer((request, response) => {
        const { status, body } = answer(request.url!);
        response.writeHead(status).end(body);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/log`;
    });
    afterAll(() => server.close());

    const { files } = log.files();
    const serve = (path: string) => {
      const body = files.get(path.replace('/some/log/', ''));
      return body ? { status: 200, body } : { status: 404 };
    };

    it('reads what it needs, with and without the last slash', async () => {
      answer = serve;
      for (const at of [address, `${address}/`])
        expect(await ledgerVerify(at, '--vkey', vkey)).toMatchObject({ code: 0 });
    });

    it('tells what is missing from what cannot be read', async () => {
      answer = (path) => (path.endsWith('001.p/44') ? { status: 404 } : serve(path));
      expect(await ledgerVerify(address, '--vkey', vkey)).toMatchObject({ code: 1 });
      answer = (path) => (path.endsWith('001.p/44') ? { status: 503 } : serve(path));
      const { code, stdout } = await ledgerVerify(address, '--vkey', vkey);
      expect([code, stdout]).toEqual([2, expect.stringMatching(/answered 503/)]);
    });

    it('has nothing to check where there is no log', async () => {
      answer = () => ({ status: 404 });
      const { code, stdout } = await ledgerVerify(address, '--vkey', vkey);
      expect([code, stdout]).toEqual([2, expect.stringMatching(/There is no log here.*Nothing was checked/s)]);
    });

    it('takes no more than anything in a log has', async () => {
      answer = () => ({ status: 200, body: Buffer.alloc(20_000_000) });
      const { code, stdout } = await ledgerVerify(address, '--vkey', vkey);
      expect([code, stdout]).toEqual([2, expect.stringMatching(/sends more than anything in a log has/)]);
    });
  });

  describe('as one file', () => {
    it('needs nothing but Node, and loads nothing', () => {
      const source = readFileSync(PROGRAM, 'utf8');
      const loaded = [
        ...source.matchAll(/^(?:import|export) [^;]*?from "([^"]+)"|\b(?:import|require) ?\(([^)]*)\)/gm),
      ];
      expect(loaded.length).toBeGreaterThan(2);
      expect(
        loaded.map(([, name, inBrackets]) => name ?? inBrackets).filter((name) => !name!.startsWith('node:')),
      ).toEqual([]);
      expect(source).not.toMatch(/node:(net|http|https|tls|dns|child_process|worker_threads)/);
    });

    it('runs alone, and with a folder it may neither write nor use the network', async () => {
      const alone = join(folder, 'alone/ledger-verify.mjs');
      writeFile(alone, '');
      copyFileSync(PROGRAM, alone);
      const deaf = writeFile(
        join(folder, 'alone/deaf.mjs'),
        `import net from 'node:net'; import dns from 'node:dns';
         const refuse = () => { console.log('NETWORK'); process.exit(9); };
         net.Socket.prototype.connect = refuse; dns.lookup = refuse; globalThis.fetch = refuse;`,
      );
      const { code, stdout, stderr } = await runProgram(
        process.execPath,
        [PERMISSION, `--allow-fs-read=${folder}/*`, '--import', deaf, alone, good, '--vkey', vkey],
        folder,
      );
      expect([code, stdout]).toEqual([0, expect.stringMatching(/Every check that applies passed/)]);
      expect(stderr).not.toMatch(/Error/);
    });
  });
});
