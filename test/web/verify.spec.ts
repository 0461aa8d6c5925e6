import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as send } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { createKeyFile } from '../../src/log/key-file.js';
import { MOST_BYTES } from '../../src/web/verify/uploaded.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';
import { until } from '../support/until.js';

const PAPER = 'a'.repeat(64);
const NOTHING = 'f'.repeat(64);

/** What people hold against the ledger: fingerprints, files, receipts and proofs. Nothing that they send is kept. */
describe('the page that checks', () => {
  let folder: string;
  let ledger: SmallLedger;
  let entry: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'progress-ledger-check-'));
    const keyFile = join(folder, 'log.key');
    createKeyFile(keyFile, 'ledger.example/small');
    ledger = await smallLedger({ LEDGER_LOG_KEY_FILE: keyFile });
    entry = ledger.events.get('register-plan')![0]!;
    await until('the ledger to be signed', async () => {
      const [all, checkpoint] = await Promise.all([get('/api/entries?limit=1'), get('/log/checkpoint')]);
      return Number(checkpoint.text.split('\n')[1]) === all.body.total;
    });
  });
  afterAll(async () => {
    await ledger?.close();
    rmSync(folder, { recursive: true });
  });

  const get = (address: string) => request(ledger.service.url).get(address).redirects(0);
  const post = (file: Buffer | string, name = 'file.bin') =>
    request(ledger.service.url).post('/verify').redirects(0).attach('file', Buffer.from(file), name);
  const proofOf = async (id: string) => (await get(`/api/entries/${id}/proof`)).text;

  /** Each line of a result: what it is about and what came out. */
  const lines = (html: string) =>
    [...html.matchAll(/<dt class="govuk-summary-list__key">(.*?)<\/dt>[\s\S]*?<\/svg>(.*?)<\/strong>/g)].map(
      ([, about, outcome]) => `${about}: ${outcome}`,
    );
  /** What the summary of an error says, and which field it leads to. */
  const error = (html: string) => {
    const [, field, words] = /govuk-error-summary__list[\s\S]*?<a href="#(\w+)">(.*?)<\/a>/.exec(html) ?? [];
    return `${field}: ${words}`;
  };

  it('says nothing of errors before anybody asked', async () => {
    expect((await get('/verify')).text).not.toContain('error');
  });

  it('leads back to the first page, and to the program that checks without the service', async () => {
    const { text } = await get('/verify');
    expect(text).toContain('class="govuk-breadcrumbs');
    for (const file of ['ledger-verify.mjs', 'ledger-verify.html']) expect(text).toContain(`href="/verify/${file}"`);
  });

  it('takes a fingerprint however it was copied', async () => {
    for (const pasted of [
      PAPER,
      PAPER.toUpperCase(),
      `Fingerprint (SHA-256): ${PAPER}.`,
      `${PAPER.slice(5)}\n${PAPER.slice(0, 5)}`,
    ]) {
      const { status, headers } = await get(`/verify?fingerprint=${encodeURIComponent(pasted)}`);
      expect([status, headers.location]).toEqual([303, `/verify/${PAPER}`]);
    }
    expect((await get(`/verify/${PAPER.toUpperCase()}`)).headers.location).toBe(`/verify/${PAPER}`);
  });

  it.each([
    ['fingerprint=', 'fingerprint: Enter one fingerprint of 64 digits'],
    ['fingerprint=abc', 'fingerprint: Enter one fingerprint'],
    [`fingerprint=${PAPER}+${NOTHING}`, 'fingerprint: Enter one fingerprint'],
    ['report=', 'report: Choose a report'],
  ])('says what is wrong with ?%s', async (query, words) => {
    const { status, text } = await get(`/verify?${query}`);
    expect([status, error(text)]).toEqual([400, expect.stringContaining(words)]);
  });

  it('leads from a report to its fingerprint', async () => {
    const { status, headers } = await get('/verify?report=REPORT-1');
    expect([status, headers.location]).toEqual([303, `/verify/${PAPER}`]);
    expect((await get('/verify?report=REPORT-NONE')).status).toBe(404);
  });

  it('tells six things of what was published, and what they do not show', async () => {
    const { status, text } = await get(`/verify/${PAPER}`);
    expect([status, lines(text)]).toEqual([
      200,
      [
        ...['Fingerprint: Yes', 'Signature: Yes', 'Entry: Yes', 'History: Yes'],
        ...['Outside witnesses: Not checked', 'Made again: Not checked'],
      ],
    ]);
    for (const words of ['What this does not show', 'grade=complete&amp;version=1', 'ledger-verify.mjs', '/log/vkey'])
      expect(text).toContain(words);
  });

  it.each([
    ['a letter of its signature', String.raw`regexp_replace(note, '(\n— \S+ \S{20}).', '\1*')`],
    ['its size', String.raw`regexp_replace(note, '\n\d', E'\n9')`],
    ['the name of its log', `'x' || note`],
    ['everything', `'x'`],
  ])('says No where somebody has changed the newest checkpoint: %s', async (_, changed) => {
    const proof = await proofOf(entry);
    const { ownerPool } = ledger.service.database;
    const { rows } = await ownerPool.query('SELECT size, note FROM log.log_checkpoint ORDER BY size DESC LIMIT 1');
    const change = async (to: string) => {
      await ownerPool.query('ALTER TABLE log.log_checkpoint DISABLE TRIGGER USER');
      await ownerPool.query(`UPDATE log.log_checkpoint SET note = ${to} WHERE size = ${rows[0].size}`);
      await ownerPool.query('ALTER TABLE log.log_checkpoint ENABLE ALWAYS TRIGGER log_checkpoint_is_published_once');
      await ownerPool.query('ALTER TABLE log.log_checkpoint ENABLE ALWAYS TRIGGER log_checkpoint_is_immutable');
    };
    await change(changed);
    try {
      const { status, text } = await get(`/verify/${PAPER}`);
      expect([status, lines(text).filter((one) => one.endsWith(': No')).length]).toEqual([200, 1]);
      expect(lines((await post(proof)).text).filter((one) => one.endsWith(': No'))).toHaveLength(1);
    } finally {
      await change(`'${rows[0].note}'`);
    }
    expect(lines((await get(`/verify/${PAPER}`)).text)).toContain('History: Yes');
  });

  it('says No of what was not published', async () => {
    const { status, text } = await get(`/verify/${NOTHING}`);
    expect([status, lines(text)]).toEqual([200, ['Fingerprint: No']]);
    expect((await get('/verify/abc')).status).toBe(404);
  });

  it('finds a file by its bytes, and one that is changed not', async () => {
    const bytes = '%PDF-1.7 not published';
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { status, headers } = await post(bytes);
    expect([status, headers.location, headers['cache-control']]).toEqual([303, `/verify/${sha256}`, 'no-cache']);
  });

  describe('looks into a proof', () => {
    it('that this log has given out', async () => {
      const { status, text, headers } = await post(await proofOf(entry));
      expect([status, headers['cache-control'], lines(text)]).toEqual([
        ...[200, 'no-store'],
        ['Signature: Yes', 'Entry: Yes', 'History: Yes', 'Outside witnesses: Not checked'],
      ]);
    });

    it('of another entry than it says', async () => {
      const { text } = await post((await proofOf(entry)).replace(/^index \d+/m, 'index 1'));
      expect(lines(text).slice(0, 2)).toEqual(['Signature: Yes', 'Entry: No']);
      const beyond = await post((await proofOf(entry)).replace(/^index \d+/m, 'index 9007199254740991'));
      expect(lines(beyond.text).slice(0, 2)).toEqual(['Signature: Yes', 'Entry: No']);
    });

    it('with a checkpoint that nobody signed', async () => {
      const { text } = await post((await proofOf(entry)).replace(/(ledger\.example\/small\n)\d/, '$19'));
      expect(lines(text).slice(0, 3)).toEqual(['Signature: No', 'Entry: Not checked', 'History: Not checked']);
    });
  });

  it('looks into a receipt', async () => {
    const eventIds = [entry, '01890000-0000-7000-8000-000000000000'];
    const { status, text } = await post(JSON.stringify({ command: entry, stream: 'plan-1', rev: 1, eventIds }));
    expect([status, lines(text)]).toEqual([200, ['Entry: Yes', 'Entry: No']]);
    expect(text).toContain(`/api/entries/${entry}/proof`);
  });

  it('holds a table against its metadata', async () => {
    const table = (await get('/api/plans?format=csv')).text;
    const metadata = (await get('/api/plans?format=metadata')).text;
    const both = (file: string) => post(file, 'plans.csv').attach('metadata', Buffer.from(metadata), 'plans.json');
    const { status, text } = await both(table);
    expect([status, lines(text)]).toEqual([200, ['Table: Yes', 'From this ledger: Not checked']]);
    expect(text).toMatch(/href="\/api\/plans\?format=csv&amp;asReportedOn=[\d-]+&amp;atSize=\d+"/);
    expect(lines((await both(`${table} `)).text)[0]).toBe('Table: No');
  });

  it('does not vouch for evidence', async () => {
    const evidence = (await get('/api/reports/REPORT-1/evidence')).text;
    const { status, text } = await post(evidence);
    expect([status, lines(text)]).toEqual([200, []]);
    expect(text).toContain('A ledger that vouches for itself shows nothing');
  });

  describe('refuses a file, and names the field,', () => {
    const nested = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;

    it.each<[string, string | Buffer, number, string]>([
      ['that is empty', '', 400, 'file: The file is empty'],
      ['that is a Word file or an archive', 'PK\u0003\u0004rest', 415, 'file: Word files and archives'],
      ['that is of no known kind', Buffer.from([0x89, 0x50, 0xff, 0x00]), 415, 'file: This file is of no kind'],
      ['with a NUL in it', '{"a":"\u0000"}', 415, 'file: This file is of no kind'],
      ['that is JSON and cut short', '{"format":"progress-ledger-rep', 422, 'file: This file begins as JSON'],
      ['that is nested too deep', nested(20), 422, 'file: This file is nested deeper'],
      ['that is nested so deep that reading it would hurt', nested(1_000_000), 422, 'file: This file is nested deeper'],
      ['that is a table without its metadata', 'id,name\r\n1,a\r\n', 422, 'metadata: A table is checked with'],
      ['that is a proof cut short', 'c2sp.org/tlog-proof@v1\nindex 1\n', 422, 'file: This file begins as a proof'],
      ['that names what are no entries', '{"eventIds":["x"]}', 422, 'file: This file names entries'],
      [
        'that names too many entries',
        JSON.stringify({ eventIds: Array(101).fill(PAPER) }),
        422,
        'file: This file names',
      ],
    ])('%s', async (_, file, status, words) => {
      const answer = await post(file);
      expect([answer.status, error(answer.text)]).toEqual([status, expect.stringContaining(words)]);
      expect(answer.headers['cache-control']).toBe('no-store');
    });

    it('where there is none, or there are two', async () => {
      const none = await request(ledger.service.url).post('/verify').field('file', '');
      expect([none.status, error(none.text)]).toEqual([400, 'file: Send the file with the form of this page']);
      const unnamed = await raw('--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--x--\r\n');
      expect([unnamed.status, error(unnamed.text)]).toEqual([400, 'file: Choose a file']);
      const two = await post('{}').attach('file', Buffer.from('{}'), 'second.json');
      expect([two.status, error(two.text)]).toEqual([400, 'file: Choose one file']);
      const many = await raw('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'.repeat(50_000));
      expect([many.status, error(many.text)]).toEqual([400, 'file: Choose one file']);
    });

    it('in a form that is none', async () => {
      for (const [type, body] of [
        ['application/json', '{}'],
        ['multipart/form-data', '{}'],
      ]) {
        const { status, text } = await request(ledger.service.url)
          .post('/verify')
          .set('Content-Type', type!)
          .send(body);
        expect([type, status, error(text)]).toEqual([type, 415, 'file: Send the file with the form of this page']);
      }
      const broken = await raw('--x\r\nno such thing');
      expect([broken.status, error(broken.text)]).toEqual([400, 'file: Send the file with the form of this page']);
      const other = await request(ledger.service.url).post('/verify').attach('other', Buffer.from('{}'), 'a.json');
      expect([other.status, error(other.text)]).toEqual([400, 'file: Send the file with the form of this page']);
    });

    it('that is too large, before it is read', async () => {
      const url = new URL('/verify', ledger.service.url);
      const headers = { 'Content-Type': 'multipart/form-data; boundary=x', 'Content-Length': MOST_BYTES + 1 };
      const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
        const sent = send(url, { method: 'POST', headers }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk) => chunks.push(chunk));
          answer.on('end', () => resolve({ status: answer.statusCode!, text: Buffer.concat(chunks).toString() }));
        });
        sent.on('error', reject);
        sent.write('--x\r\n');
      });
      expect([status, error(text)]).toEqual([413, expect.stringContaining('file: The file is larger than 10 MB')]);
    });

    it('with metadata that is none', async () => {
      for (const metadata of ['{}', '[', nested(40), '{"ledger:sha256":"x"}']) {
        const { status, text } = await post('id\r\n').attach('metadata', Buffer.from(metadata), 'm.json');
        expect([status, error(text)]).toEqual([422, expect.stringMatching(/^metadata: This/)]);
      }
      const hash = createHash('sha256').update('id\r\n').digest('hex');
      const elsewhere = JSON.stringify({ 'ledger:sha256': hash, url: 'https://elsewhere.example/', 'dc:title': '<b>' });
      const { text } = await post('id\r\n').attach('metadata', Buffer.from(elsewhere), 'm.json');
      expect(text).not.toMatch(/elsewhere\.example|<b>/);
    });
  });

  it('takes nothing but what its form sends, and no other method', async () => {
    expect((await get('/verify?x=1')).status).toBe(400);
    expect((await post('{}').query({ x: 1 })).status).toBe(400);
    expect((await request(ledger.service.url).put('/verify').send({})).status).toBe(405);
    expect((await request(ledger.service.url).post(`/verify/${PAPER}`).send({})).status).toBe(405);
  });

  it('gives out the verifier as files that no browser runs here', async () => {
    for (const [name, type] of [
      ['ledger-verify.mjs', 'text/javascript; charset=utf-8'],
      ['ledger-verify.html', 'text/html; charset=utf-8'],
    ]) {
      const { status, headers } = await get(`/verify/${name}`);
      expect([status, headers['content-type'], headers['content-disposition']]).toEqual([
        ...[200, type, `attachment; filename="${name}"`],
      ]);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
    }
  });

  const raw = (body: string) =>
    request(ledger.service.url).post('/verify').set('Content-Type', 'multipart/form-data; boundary=x').send(body);
});
