import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { createKeyFile } from '../../src/log/key-file.js';
import { ledger } from '../support/ledger-cli.js';
import { until } from '../support/until.js';
import { ledgerVerify, writeFile } from '../verifier/on-disk.js';
import { type Answer, type LoadedService, startExample } from './example-service.js';

const ORIGIN = 'ledger.example/standing-together';
const REPORT = 'REPORT-2022-08-04-P1';

/** What the service gives out with a report is checked by the program that it gives out, which knows nothing of either. */
describe('the evidence of the published reports of the example', () => {
  let folder: string;
  let service: LoadedService;
  let vkey: string;
  let reports: Answer[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'progress-ledger-evidence-'));
    const keyFile = join(folder, 'log.key');
    createKeyFile(keyFile, ORIGIN);
    service = await startExample({ LEDGER_LOG_KEY_FILE: keyFile, LEDGER_LOG_ORIGIN: ORIGIN });
    reports = (await service.get('/api/reports?limit=1000')).items;
    const last = Math.max(...reports.map(({ from }) => from.index));
    await until('the reports to be signed', async () => {
      const [, size] = (await request(service.url).get('/log/checkpoint')).text.split('\n');
      return Number(size) > last;
    });
    vkey = writeFile(join(folder, 'log.vkey'), (await request(service.url).get('/log/vkey')).text);
  });
  afterAll(async () => {
    await service?.close();
    rmSync(folder, { recursive: true });
  });

  const get = (query: string, report = REPORT) =>
    request(service.url).get(`/api/reports/${report}/evidence${query}`).buffer(true);
  const verify = (text: string, ...words: string[]) =>
    ledgerVerify(writeFile(join(folder, 'evidence.json'), text), '--vkey', vkey, ...words);

  it.each(['cited', 'complete'])('passes as %s, for each of them', async (grade) => {
    expect(reports).toHaveLength(3);
    for (const { id, title, from } of reports) {
      const { status, text, headers } = await get(`?grade=${grade}`, id);
      expect([title, status, headers['content-type']]).toEqual([title, 200, 'application/json; charset=utf-8']);
      expect(headers['content-disposition']).toBe(
        `attachment; filename="report-${id}-version-1-${grade}.evidence.json"`,
      );
      const { code, stdout } = await verify(text);
      expect([title, code, stdout]).toEqual([title, 0, expect.stringContaining(`\nGrade: ${grade}\n`)]);
      expect(stdout).toMatch(/12 {2}figures of the report +passed +[1-9]\d* figures and statements are /);
      expect(stdout).toContain(`entry ${from.index} published the report as a paper`);
      expect(stdout).not.toContain('does not say which report was published');
      if (grade === 'complete')
        expect(stdout).toContain(
          'For each thing that the report shows, no entry that answers otherwise was left out; which things it must show ' +
            'is not checked.',
        );
      else expect(stdout).toContain('That nothing was left out: only the entries of the figures were looked at.');
    }
  });

  it('is cited unless told, of the newest version, and rests on the smallest checkpoint that covers it', async () => {
    const { body, headers } = await get('');
    const { pinnedDay, pinnedSize, from } = await service.get(`/api/reports/${REPORT}/content`);
    expect(body).toMatchObject({
      ...{ format: 'progress-ledger-evidence@1', origin: ORIGIN, grade: 'cited', entries: null },
      report: { version: 1 },
      view: { asReportedOn: pinnedDay, atSize: pinnedSize },
      publication: { index: from.index },
      content: { format: 'progress-ledger-report@1', reportDate: '2022-08-04' },
    });
    expect(Number(body.checkpoint.split('\n')[1])).toBeGreaterThan(from.index);
    expect(body.figures).toHaveLength(body.content.entries.length);
    expect([headers['cache-control'], headers['access-control-allow-origin']]).toEqual(['no-cache', '*']);
    expect((await get('?version=1')).text).toBe((await get('')).text);
  });

  it('rests on the published checkpoint that is asked for, so that it is held against one that was kept', async () => {
    const kept = (await request(service.url).get('/log/checkpoint')).text;
    const size = Number(kept.split('\n')[1]);
    const since = writeFile(join(folder, 'kept.checkpoint'), kept);
    for (const grade of ['cited', 'complete']) {
      const { body, text } = await get(`?grade=${grade}&size=${size}`);
      expect(body.checkpoint).toBe(kept);
      const { code, stdout } = await verify(text, '--since', since);
      expect([code, stdout]).toEqual([0, expect.stringMatching(/5 {2}kept checkpoint +passed/)]);
    }
    const { atSize } = (await get('')).body.view;
    expect(await get(`?size=${atSize - 1}`)).toMatchObject({
      ...{ status: 400, body: { code: 'checkpoint-too-small', detail: expect.stringMatching(/rests on \d+ entries/) } },
    });
  });

  describe('fails where somebody', () => {
    let cited: Answer;
    let complete: Answer;
    beforeAll(async () => {
      cited = (await get('?grade=cited')).body;
      complete = (await get('?grade=complete')).body;
    });

    /** The same entry with a letter of it changed. */
    const changed = (entry: string) => {
      const text = Buffer.from(entry, 'base64').toString('utf8');
      return Buffer.from(text.replace(/("data":\{.*?"[^"]*)[a-y]/s, '$1z')).toString('base64');
    };

    it.each<[string, () => object, RegExp]>([
      [
        'changed an entry that a figure rests on',
        () => {
          const figures = cited.figures.with(3, { ...cited.figures[3], entry: changed(cited.figures[3].entry) });
          return { ...cited, figures };
        },
        /its proof does not show that its entry is entry/,
      ],
      [
        'changed an entry that the report does not rest on',
        () => ({ ...complete, entries: complete.entries.with(30, changed(complete.entries[30])) }),
        /The entries do not make the root that was signed/,
      ],
      [
        'left out an entry',
        () => ({ ...complete, entries: complete.entries.toSpliced(40, 1) }),
        /claims to be complete/,
      ],
      [
        'left out a figure',
        () => ({ ...cited, figures: cited.figures.toSpliced(2, 1) }),
        /the report rests on an entry that is not here/,
      ],
      [
        'put one figure in the place of another',
        () => ({ ...cited, figures: cited.figures.with(2, { ...cited.figures[3], pointer: '/entries/2' }) }),
        /the report names another entry/,
      ],
      [
        'took another day for that of the report',
        () => ({ ...complete, view: { ...complete.view, asReportedOn: '2022-09-27' } }),
        /The report was published in another view/,
      ],
      [
        'took the content of another report',
        () => ({ ...cited, content: { ...cited.content, report: '0190a5b4-7c00-7000-8000-000000000000' } }),
        /The entry published another report/,
      ],
    ])('%s', async (_, evidence, words) => {
      const { code, stdout } = await verify(JSON.stringify(evidence()));
      expect([code, stdout]).toEqual([1, expect.stringMatching(words)]);
    });

    it('signed with another key', async () => {
      const stranger = writeFile(
        join(folder, 'other.vkey'),
        'ledger.example/plan-1+0f44f188+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4\n',
      );
      const evidence = writeFile(join(folder, 'evidence.json'), JSON.stringify(cited));
      expect(await ledgerVerify(evidence, '--vkey', stranger)).toMatchObject({ code: 1 });
    });
  });

  it.each(['publication', 'content'])('does not pass for a published report without its %s', async (member) => {
    const { body } = await get('?grade=complete');
    const { code, stdout } = await verify(JSON.stringify({ ...body, [member]: undefined }));
    expect([code, stdout]).toEqual([0, expect.stringContaining('does not say which report was published')]);
  });

  describe('at the command line', () => {
    const save = (report: string, out: string, ...words: string[]) =>
      ledger({}, ...['report', 'evidence', report, '--out', out, '--site', service.url, ...words]);

    it('is saved to a new file, as the service gives it', async () => {
      const out = join(folder, 'saved.json');
      expect(await save(REPORT, out, '--grade', 'complete')).toMatchObject({ code: 0, stderr: '' });
      expect(await ledgerVerify(out, '--vkey', vkey)).toMatchObject({ code: 0 });
      expect(readFileSync(out, 'utf8')).toBe((await get('?grade=complete')).text);
      expect(await save(REPORT, out)).toMatchObject({ code: 1, stderr: expect.stringContaining('is there already') });
      const [, size] = (await request(service.url).get('/log/checkpoint')).text.split('\n');
      const kept = join(folder, 'at-kept.json');
      expect(await save(REPORT, kept, '--at-checkpoint', size!)).toMatchObject({ code: 0, stderr: '' });
      expect(readFileSync(kept, 'utf8')).toBe((await get(`?size=${size}`)).text);
    });

    it('says why there is none, and leaves no file', async () => {
      const out = join(folder, 'none.json');
      for (const [words, message] of [
        [['REPORT-1999', out], 'The ledger holds no such report'],
        [[REPORT, out, '--of-version', '2'], 'no such version'],
        [[REPORT, out, '--at-checkpoint', '1'], 'its checkpoint must cover as many'],
        [[REPORT, out, '--at-checkpoint', 'x'], '--at-checkpoint must be a whole number'],
        [[REPORT, out, '--grade', 'all'], '--grade must be one of: cited, complete'],
        [[REPORT, join(folder, 'nowhere/none.json')], 'could not be put at'],
      ] as const) {
        const [report, file, ...more] = words;
        expect(await save(report, file, ...more)).toMatchObject({ code: 1, stderr: expect.stringContaining(message) });
      }
      expect(existsSync(out)).toBe(false);
    });
  });

  it.each([
    ['?grade=all', 400, 'malformed-parameter'],
    ['?grade=cited&grade=cited', 400, 'repeated-parameter'],
    ['?version=2', 404, 'unknown-version'],
    ['?atSize=5', 400, 'unknown-parameter'],
    ['?size=x', 400, 'malformed-parameter'],
    ['?size=0', 400, 'checkpoint-too-small'],
    ['?size=9007199254740991', 404, 'unknown-checkpoint'],
  ])('is not there at %s', async (query, status, code) => {
    expect(await get(query)).toMatchObject({ status, body: { code } });
  });
});
