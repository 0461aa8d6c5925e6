import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { AccessService } from '../../src/access/access.service.js';
import type { Role } from '../../src/access/roles.js';
import { Erasures } from '../../src/erasure/erasures.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { addDays, dayIn } from '../../src/ledger/dates.js';
import { uuidV7At } from '../../src/ledger/ids.js';
import { StoreLookups } from '../../src/ledger/lookups/store-lookups.js';
import { PublishedSize } from '../../src/ledger/published-size.js';
import { createKeyFile } from '../../src/log/key-file.js';
import { verifyEvidence } from '../../src/verifier/verify-evidence.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';
import { until } from '../support/until.js';

// biome-ignore lint/suspicious/noExplicitAny: answers of many routes
type Answer = any;

const TODAY = dayIn('Europe/London', new Date());
/** Stands in every word that nobody may see before the report is out. */
const SECRET = 'Quokka';

let made = 0;
let dates = 0;
const newId = () => uuidV7At(Date.now(), `draft ${made++}`);

describe('drafts of reports', () => {
  let folder: string;
  let ledger: SmallLedger;
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'progress-ledger-drafts-'));
    const keyFile = join(folder, 'log.key');
    createKeyFile(keyFile, 'ledger.example/small');
    ledger = await smallLedger({ LEDGER_LOG_KEY_FILE: keyFile });
    const people: Record<string, Role[]> = {
      anna: ['reporting-officer'],
      ben: ['reporting-officer', 'policy-officer'],
      dora: ['data-owner'],
      approver: ['approver'],
      second: ['approver', 'reporting-officer'],
      auditor: ['auditor'],
      secretary: ['board-secretary'],
    };
    for (const [name, roles] of Object.entries(people))
      tokens[name] = (await ledger.service.app.get(AccessService).createToken({ name, roles })).token;
    const columns = [
      { heading: 'You asked us', content: 'theme' },
      { heading: 'Progress', content: 'updates' },
    ];
    const template = { command: 'publish-report-template', template: 'four', version: 1, columns, reportedOn: TODAY };
    expect((await ledger.send(template)).status).toBe(200);
  });
  afterAll(async () => {
    await ledger?.close();
    rmSync(folder, { recursive: true });
  });

  const send = async (who: string, command: string, body: object): Promise<{ status: number; body: Answer }> =>
    request(ledger.service.url)
      .post(`/api/commands/${command}`)
      .set('Authorization', `Bearer ${tokens[who]}`)
      .send({ id: newId(), ...body });
  const taken = async (who: string, command: string, body: object) => {
    const answer = await send(who, command, body);
    expect([command, answer.status, answer.body.detail]).toEqual([command, 200, undefined]);
    return answer.body;
  };
  const open = async (reportId: string, more: object = {}) => {
    const about = { title: `Report ${reportId}`, planId: 'PLAN', reportDate: TODAY, scope: ['P-1'] };
    const template = { template: 'four', templateVersion: 1, reportedOn: TODAY };
    // Two reports of one date and scope are not written at once; every test's has a date of its own.
    const reportDate = addDays('2027-01-01', dates++);
    await taken('anna', 'open-report', { reportId, ...about, ...template, reportDate, ...more });
    return { reportId, planId: 'PLAN', title: about.title, reportDate, ...more };
  };
  /** The ETags of saves, by report and version. */
  const etags = new Map<string, string>();
  const put = async (who: string, reportId: string, content: object, base?: number) => {
    const sent = request(ledger.service.url)
      .put(`/api/drafts/${reportId}`)
      .set('Authorization', `Bearer ${tokens[who]}`);
    if (base === 0) sent.set('If-None-Match', '*');
    else if (base !== undefined) sent.set('If-Match', etags.get(`${reportId} ${base}`) ?? `"${base}"`);
    const answer = await sent.send(content);
    if (answer.status < 300) etags.set(`${reportId} ${answer.body.version}`, answer.headers.etag!);
    return answer;
  };
  const get = (who: string | undefined, path: string) => {
    const asked = request(ledger.service.url).get(path);
    return who === undefined ? asked : asked.set('Authorization', `Bearer ${tokens[who]}`);
  };
  const bytesOf = (reportId: string) => get(undefined, `/api/reports/${reportId}/content.json`);
  const progress = (updateId: string, text: string, more: object = {}) => ({
    ...{ command: 'report-progress', id: newId(), updateId, planId: 'PLAN', targets: ['C-1'] },
    blocks: [{ blockId: 'p1', kind: 'paragraph', text }],
    ...more,
  });
  const draft = (...lines: object[]) => ({ asReportedOn: TODAY, lines });
  const submit = (who: string, reportId: string) => send(who, 'submit-report', { reportId, reportedOn: TODAY });
  const approve = async (who: string, reportId: string) => {
    const { body } = await get('approver', `/api/drafts/${reportId}/check`);
    const coverageAnswers = body.coverage.map(({ id }: Answer) => ({
      finding: id,
      answer: 'accepted',
      reason: 'Known',
    }));
    return send(who, 'approve-report', { reportId, reportedOn: TODAY, coverageAnswers });
  };
  const publish = (who: string, about: { reportId: string }, more: object = {}) => {
    const { scope: _, ...said } = { scope: undefined, ...about };
    const source = { url: `/reports/${about.reportId}` };
    return send(who, 'publish-report', { ...said, version: 1, reportedOn: TODAY, source, ...more });
  };

  describe('being written', () => {
    test('are saved over the version that their writer had', async () => {
      await open('D-SAVED');
      const first = await put('anna', 'D-SAVED', draft(), 0);
      expect([first.status, first.headers.etag, first.headers['cache-control']]).toEqual([
        ...[201, `"1-${first.body.sha256.slice(0, 16)}"`, 'no-store'],
      ]);
      const second = await put('ben', 'D-SAVED', draft(progress('U-SAVED', 'Better.')), 1);
      expect([second.status, second.headers.etag, second.body.problems]).toEqual([
        ...[200, `"2-${second.body.sha256.slice(0, 16)}"`, []],
      ]);
      const { headers, body } = await get('anna', '/api/drafts/D-SAVED');
      expect([headers.etag, headers['cache-control']]).toEqual([second.headers.etag, 'no-store']);
      expect(body).toMatchObject({ state: 'draft', version: 2, content: { lines: [{ updateId: 'U-SAVED' }] } });
      expect(Object.values(body.authors)).toEqual(['ben']);
    });

    test('lose nothing where two write at once', async () => {
      await open('D-CONFLICT');
      const line = progress('U-CONFLICT', 'As both found it.');
      await put('anna', 'D-CONFLICT', draft(line), 0);
      const version = (text: string) => draft({ ...line, blocks: [{ blockId: 'p1', kind: 'paragraph', text }] });
      const both = await Promise.all([
        put('anna', 'D-CONFLICT', version('By Anna.'), 1),
        put('ben', 'D-CONFLICT', version('By Ben.'), 1),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
      const faster = both.find(({ status }) => status === 200)!;
      const late = both.find(({ status }) => status === 412)!.body;
      expect(late).toMatchObject({
        ...{ code: 'changed-meanwhile', current: faster.headers.etag, lines: [{ id: line.id }] },
        detail: expect.stringMatching(/^Someone else changed this while you were working\. Your text is kept\./),
      });
      const texts = ['base', 'mine', 'theirs'].map((side) => late.lines[0][side].blocks[0].text);
      expect(texts[0]).toBe('As both found it.');
      expect(texts.slice(1).sort()).toEqual(['By Anna.', 'By Ben.']);
      const kept = await get('ben', late.kept);
      expect(kept.body).toMatchObject({
        version: null,
        base: 1,
        content: { lines: [{ blocks: [{ text: texts[1] }] }] },
      });
      const { items } = (await get('anna', '/api/drafts/D-CONFLICT/versions')).body;
      expect(items.map(({ version }: Answer) => version).filter(Boolean)).toEqual([2, 1]);
      expect(items).toHaveLength(3);
    });

    test('keep what came too late from one who may not send the lines of the faster one', async () => {
      await open('D-LATE-OWNER');
      const line = progress('U-LATE-OWNER', 'As both found it.');
      await put('anna', 'D-LATE-OWNER', draft(line), 0);
      const moved = { command: 'set-target-date', id: newId(), commitmentId: 'C-1' };
      await put('ben', 'D-LATE-OWNER', draft({ ...line, targets: ['C-3'] }, moved), 1);
      const figure = { command: 'submit-metric', id: newId() };
      const late = await put('dora', 'D-LATE-OWNER', draft(line, figure), 1);
      expect([late.status, late.body.code, late.body.kept]).toEqual([
        ...[412, 'changed-meanwhile', expect.stringMatching(/versions\/3$/)],
      ]);
      expect((await get('dora', late.body.kept)).body.content.lines).toEqual([line, figure]);
    });

    test('keep what is sent over a version that is not said to be of any content', async () => {
      await open('D-BARE');
      await put('anna', 'D-BARE', draft(), 0);
      const bare = request(ledger.service.url).put('/api/drafts/D-BARE').set('If-Match', '"1"');
      const { status, body } = await bare.set('Authorization', `Bearer ${tokens.anna}`).send(draft());
      expect([status, body.kept]).toEqual([412, expect.stringMatching(/versions\/2$/)]);
      expect((await get('anna', body.kept)).body).toMatchObject({ base: 1, version: null });
    });

    test('have one first version', async () => {
      await open('D-FIRST');
      const both = await Promise.all([put('anna', 'D-FIRST', draft(), 0), put('ben', 'D-FIRST', draft(), 0)]);
      expect(both.map(({ status }) => status).sort()).toEqual([201, 412]);
    });

    test('ask which version was changed', async () => {
      await open('D-WHICH');
      const { status, body } = await put('anna', 'D-WHICH', draft());
      expect([status, body.code]).toEqual([428, 'precondition-required']);
    });

    test('are told of what is wrong with their lines, and taken all the same', async () => {
      await open('D-WRONG');
      const { status, body } = await put('anna', 'D-WRONG', draft(progress('U-WRONG', 'Half a', { targets: [] })), 0);
      expect([status, body.problems]).toEqual([201, [expect.objectContaining({ line: 1, field: 'targets' })]]);
      expect((await submit('anna', 'D-WRONG')).body.errors[0].message).toMatch(/^Line 1: /);
    });

    test.each<[string, object, string]>([
      ['a command that no report is made of', { command: 'register-plan', id: newId() }, 'lines[0].command'],
      ['no id', { command: 'report-status' }, 'lines[0].id'],
      ['a date of its own', { command: 'report-status', id: newId(), reportedOn: TODAY }, 'lines[0].reportedOn'],
    ])('are refused with a line that has %s, and kept', async (_, line, field) => {
      const reportId = `D-MALFORMED-${field.replace(/\W/g, '-')}`;
      await open(reportId);
      const { status, body } = await put('anna', reportId, draft(line), 0);
      expect([status, body.code, body.errors[0].field]).toEqual([422, 'draft-line', field]);
      const { items } = (await get('anna', `/api/drafts/${reportId}/versions`)).body;
      expect(items).toMatchObject([{ version: null }]);
    });

    test('are as long as a report, and no longer', async () => {
      await open('D-LONG');
      const text = (size: number) => draft(progress('U-LONG', 'x'.repeat(size)));
      const long = await put('anna', 'D-LONG', text(900_000), 0);
      expect(long.status).toBe(201); // that it is too long for one entry is told as a problem of its line
      expect(long.body.problems).toMatchObject([{ line: 1 }]);
      const { status, body } = await put('anna', 'D-LONG', text(1_100_000), 1);
      expect([status, body.code, body.detail]).toEqual([413, 'body-too-large', 'The body is larger than 1 MB']);
    });

    test('are spoken of among those who work on them', async () => {
      await open('D-SPOKEN');
      const line = progress('U-SPOKEN', 'Better.');
      const say = (who: string, body: object) =>
        request(ledger.service.url)
          .post('/api/drafts/D-SPOKEN/comments')
          .set('Authorization', `Bearer ${tokens[who]}`)
          .send(body);
      expect((await say('approver', { text: 'Too early' })).body.code).toBe('unknown-object');
      await put('anna', 'D-SPOKEN', draft(line), 0);
      const first = await say('approver', { text: ' Better than what? ', line: line.id });
      expect([first.status, first.headers['cache-control']]).toEqual([201, 'no-store']);
      await put('anna', 'D-SPOKEN', draft({ ...line, targets: ['C-3'] }), 1);
      expect((await say('anna', { text: 'Than in June.' })).status).toBe(201);
      const { items } = (await get('anna', '/api/drafts/D-SPOKEN/comments')).body;
      expect(items).toMatchObject([
        { number: 1, version: 1, line: line.id, text: 'Better than what?', by: 'approver' },
        { number: 2, version: 2, line: null, text: 'Than in June.', by: 'anna' },
      ]);
      const refused = await say('anna', { text: ' ', line: newId(), tone: 'angry' });
      expect(refused.body.errors).toMatchObject([
        { field: 'tone', message: 'tone is not recognised' },
        { field: 'text', message: 'Enter what you have to say' },
        { field: 'line', message: 'The draft has no such line' },
      ]);
      expect((await say('auditor', { text: 'Hm' })).status).toBe(403);
    });

    test('are of a report that is open, and not in review', async () => {
      expect((await put('anna', 'D-NOWHERE', draft(), 0)).body).toMatchObject({ status: 404, code: 'unknown-object' });
      await open('D-LOCKED');
      await put('anna', 'D-LOCKED', draft(progress('U-LOCKED', 'Better.')), 0);
      expect((await submit('anna', 'D-LOCKED')).status).toBe(200);
      expect((await put('anna', 'D-LOCKED', draft(), 1)).body).toMatchObject({ status: 409, code: 'draft-locked' });
      const back = { reportId: 'D-LOCKED', reportedOn: TODAY, reason: 'Too short' };
      await taken('approver', 'return-report', back);
      expect((await put('anna', 'D-LOCKED', draft(), 1)).status).toBe(200);
    });
  });

  describe('are closed', () => {
    beforeAll(async () => {
      await open('D-CLOSED');
      await put('anna', 'D-CLOSED', draft(progress('U-CLOSED', `${SECRET} words.`)), 0);
    });

    test.each([
      ['nobody', undefined, 401, 401],
      ['a board secretary', 'secretary', 403, 403],
      ['an auditor', 'auditor', 200, 403],
      ['an approver', 'approver', 200, 200],
      ['a writer', 'dora', 200, 200],
    ])('to all but those who work on them: %s', async (_, who, of, inside) => {
      const answered = async (path: string) => {
        const { status, headers } = await get(who, `/api/drafts${path}`);
        return [path, status, headers['cache-control']];
      };
      for (const path of ['', '/D-CLOSED']) expect(await answered(path)).toEqual([path, of, 'no-store']);
      for (const path of ['/versions', '/versions/1', '/check', '/comments'])
        expect(await answered(`/D-CLOSED${path}`)).toEqual([`/D-CLOSED${path}`, inside, 'no-store']);
    });

    test('and auditors see no word of them', async () => {
      const { text, body } = await get('auditor', '/api/drafts/D-CLOSED');
      expect(body).toMatchObject({ version: 1, lines: 1, state: 'draft' });
      expect(text + (await get('auditor', '/api/drafts')).text).not.toContain(SECRET);
    });

    test('and written by those who may send the line', async () => {
      const { status, body } = await put('dora', 'D-CLOSED', draft(progress('U-OTHER', 'Better.')), 1);
      expect([status, body.errors]).toEqual([
        403,
        [
          {
            code: 'not-permitted',
            field: 'lines[0].command',
            message: 'You do not have permission to write this line',
          },
        ],
      ]);
    });

    test('and in no table but their own', async () => {
      const { app } = ledger.service;
      const owner = app.get(DataSource);
      const tables: { name: string; schema: string }[] = await owner.query(
        `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name, schemaname AS schema FROM pg_tables
          WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
      );
      const holding: string[] = [];
      for (const { name, schema } of tables) {
        const [{ found }] = await owner.query(
          `SELECT count(*) AS found FROM ${name} t WHERE t::text LIKE '%${SECRET}%'`,
        );
        if (Number(found) > 0) holding.push(schema);
      }
      expect([...new Set(holding)]).toEqual(['working']);
    });
  });

  describe('on their way to the public', () => {
    test('are submitted, approved by another and published by another than who submitted them', async () => {
      const about = await open('D-WAY');
      const said = progress('U-WAY', 'Calls are answered faster.');
      await put(
        'anna',
        'D-WAY',
        draft(said, { command: 'give-no-update', id: newId(), target: 'C-3', reason: 'None' }),
        0,
      );
      expect((await publish('approver', about)).body.errors[0].message).toBe('The report must be approved first');
      expect((await submit('anna', 'D-WAY')).status).toBe(200);
      expect((await get(undefined, '/api/updates/U-WAY')).status).toBe(404);

      const own = await approve('approver', 'D-WAY');
      expect(own.status).toBe(200);
      const published = await publish('approver', about);
      expect([published.status, published.body.detail]).toEqual([200, undefined]);

      await get(undefined, '/api/plans').set('Ledger-After', published.body.eventIds[0]);
      const { items } = (await get(undefined, `/api/updates?target=C-1&asReportedOn=${TODAY}`)).body;
      expect(items[0].blocks[0].text).toBe('Calls are answered faster.');
      const coverage = (await get(undefined, '/api/reports/D-WAY/coverage')).body;
      const silent = coverage.findings.filter(({ rule }: Answer) => rule === 'rowWithoutUpdate');
      expect(silent).toMatchObject([{ what: { name: 'C-3' }, answer: { answer: 'accepted', reason: 'Known' } }]);
      expect(coverage.answered).toBe(coverage.findings.length);
    });

    test('show what was approved, row by row', async () => {
      const { body } = await get(undefined, '/api/reports/D-WAY/content');
      expect(body).toMatchObject({
        ...{ title: 'Report D-WAY', version: 1, basis: 'published', pinnedDay: TODAY },
        template: { id: 'four', version: 1 },
        columns: [
          { heading: 'You asked us', content: 'theme', member: 'theme' },
          { heading: 'Progress', content: 'updates', member: 'updates' },
        ],
        fingerprint: { of: 'content', address: `/api/reports/${body.report.id}/content.json?version=1` },
        rows: [
          {
            theme: { title: 'Safety', level: 'Priority', path: [] },
            commitments: [
              { externalIds: ['C-1'], wording: { text: 'Answer calls sooner.' } },
              { externalIds: ['C-3'], noUpdate: { label: 'No update', reason: 'None' } },
            ],
            updates: [{ blocks: [{ text: 'Calls are answered faster.', figures: [] }] }],
          },
        ],
      });
      expect(body.rows[0].commitments[0]).not.toHaveProperty('noUpdate');
      expect((await get(undefined, '/api/reports/D-WAY/content?version=2')).body.code).toBe('unknown-version');
    });

    test('show the same for ever: the bytes are those of the published hash, whatever is said later', async () => {
      const [{ contentSha256 }] = (await get(undefined, '/api/reports/D-WAY')).body.versions;
      const before = await bytesOf('D-WAY');
      const { view: _, ...rows } = (await get(undefined, '/api/reports/D-WAY/content')).body;
      expect(createHash('sha256').update(before.text).digest('hex')).toBe(contentSha256);
      expect(before.headers).toMatchObject({
        etag: `"${contentSha256}"`,
        'content-type': 'application/json; charset=utf-8',
      });
      expect(JSON.parse(before.text)).toMatchObject({
        format: 'progress-ledger-report@1',
        title: 'Report D-WAY',
        asReportedOn: TODAY,
        rows: [{ commitments: [expect.any(String), expect.any(String)], updates: [expect.any(String)] }],
      });
      const later = { commitmentId: 'C-3', reportedOn: TODAY, source: { url: 'https://papers.example/c' } };
      const due = { from: '2028-01-01', to: '2028-02-01', precision: 'month', basis: 'printed' };
      const answer = await taken('ben', 'move-target-date', { ...later, due, reason: 'Nobody was free' });
      await get(undefined, '/api/plans').set('Ledger-After', answer.eventIds[0]);
      const shown = (await get(undefined, '/api/updates/U-WAY')).body.from.entryId;
      const content = { planId: 'PLAN', reportId: 'D-WAY', blocks: progress('U-WAY', 'A slip.').blocks };
      const slip = { target: shown, statement: content, correctionReason: 'A word was missing' };
      const corrected = await taken('ben', 'correct-entry', slip);
      await get(undefined, '/api/plans').set('Ledger-After', corrected.eventIds[0]);
      expect((await get(undefined, '/api/reports/D-WAY')).body.notices).toMatchObject([
        {
          ...{ kind: 'corrected', version: 1, display: '1 ledger entry corrected', count: 1 },
          entries: [{ entryId: corrected.eventIds[0], shownEntryId: shown, reason: 'A word was missing' }],
        },
      ]);
      expect((await bytesOf('D-WAY')).text).toBe(before.text);
      const { view: __, ...again } = (await get(undefined, '/api/reports/D-WAY/content')).body;
      expect(again).toEqual(rows);
    });

    test('can be made again byte for byte where nobody has kept them', async () => {
      const kept = await bytesOf('D-WAY');
      const owner = ledger.service.app.get(DataSource);
      await owner.query('DELETE FROM working.published_content');
      const again = await bytesOf('D-WAY');
      expect([again.status, again.text]).toEqual([200, kept.text]);
      expect(await owner.query('SELECT sha256 FROM working.published_content')).toHaveLength(1);
      const unchanged = get(undefined, '/api/reports/D-WAY/content.json').set('If-None-Match', again.headers.etag!);
      expect((await unchanged).status).toBe(304);
    });

    test.each(['cited', 'complete'])('have evidence that shows them to be what was published: %s', async (grade) => {
      const answered = () => get(undefined, `/api/reports/D-WAY/evidence?grade=${grade}`);
      const { body } = await until('a signed checkpoint', async () => {
        const answer = await answered();
        return answer.status === 200 && answer;
      });
      const [{ contentSha256 }] = (await get(undefined, '/api/reports/D-WAY')).body.versions;
      expect(body.report).toMatchObject({ version: 1, sha256: contentSha256 });
      expect(body.publication.index).toBeGreaterThanOrEqual(body.view.atSize);
      expect(body.content).toEqual((await bytesOf('D-WAY')).body);
      const vkey = (await get(undefined, '/log/vkey')).text;
      const verify = (evidence: object) => verifyEvidence(JSON.stringify(evidence), { vkey }, nodePrimitives);
      const { exit, checks, ...verdict } = verify(body);
      expect({ exit, grade: verdict.grade, report: checks.at(-1)!.says }).toEqual({
        ...{ exit: 0, grade },
        report: expect.stringContaining(`published the report with the fingerprint ${contentSha256}`),
      });
      const told = (evidence: object) => verify(evidence).checks.at(-1);
      const content = { ...body.content, title: 'Another title' };
      expect(told({ ...body, content })).toMatchObject({
        outcome: 'failed',
        says: expect.stringMatching(/not the one/),
      });
      expect(told({ ...body, content: undefined })).toMatchObject({ outcome: 'failed' });
      const [{ pointer: _, key: __, ...other }] = body.figures;
      expect(told({ ...body, publication: other })).toMatchObject({
        ...{ outcome: 'failed', says: expect.stringMatching(/publishes no report/) },
      });
    });

    test('are found by their fingerprint, and made again the same', async () => {
      const { text: bytes, headers } = await bytesOf('D-WAY');
      const sha256 = headers.etag!.slice(1, -1);
      const sent = request(ledger.service.url)
        .post('/verify')
        .redirects(0)
        .attach('file', Buffer.from(bytes), 'a.json');
      expect((await sent).headers.location).toBe(`/verify/${sha256}`);
      const { text } = await get(undefined, `/verify/${sha256}`);
      expect([...text.matchAll(/<\/svg>(.*?)<\/strong>/g)].map(([, outcome]) => outcome)).toEqual([
        ...['Yes', 'Yes', 'Yes', 'Yes', 'Not checked', 'Yes'],
      ]);
      expect(text).toContain('Made again from the entries of its view, the report is the same.');
      expect(text).toMatch(/href="\/api\/reports\/[\w-]+\/content\.json\?version=1"/);
      const changed = Buffer.from(bytes.replace('D-WAY', 'D-WEY'));
      const other = await request(ledger.service.url).post('/verify').attach('file', changed, 'a.json').redirects(1);
      expect(other.text).toContain('Nothing that this ledger has published');
    });

    test('hold no words and no names of persons in their bytes', async () => {
      const { text } = await bytesOf('D-WAY');
      for (const word of ['Calls are', 'None', 'anna', 'approver', 'Known']) expect(text).not.toContain(word);
    });

    test('have no bytes where the report was read from its paper', async () => {
      const { status, body } = await get(undefined, '/api/reports/REPORT-1/content.json');
      expect([status, body.code, body.paper]).toEqual([
        404,
        'published-as-paper',
        expect.stringMatching(/^\/api\/sources\//),
      ]);
      expect((await get(undefined, '/api/reports/D-NONE/content.json')).body.code).toBe('unknown-object');
      expect((await get(undefined, '/api/reports/D-WAY/content.json?version=7')).body.code).toBe('unknown-version');
      expect((await get(undefined, '/api/reports/D-WAY/content.json?atSize=1')).body.code).toBe('unknown-parameter');
    });

    test('are in the ledger under the names of those who wrote them', async () => {
      const { body } = await get(undefined, '/api/updates/U-WAY');
      const { body: entry } = await get(undefined, `/api/entries/${body.from.entryId}`);
      const history = await ledger.service.app.get(StoreLookups).history(entry.entry.stream);
      const by = history.events.map(({ metadata }) => (metadata.by as unknown as { name: string }).name);
      expect(by).toEqual(['anna', 'anna', 'ben']); // who corrected it above
      expect(body.from.source.url).toMatch(/^\/reports\//);
    });

    test('have the same bytes when a text of theirs is erased, which the draft and all its saves lose', async () => {
      const before = (await bytesOf('D-WAY')).text;
      const { from } = (await get(undefined, '/api/updates/U-WAY')).body;
      const corrected = (await get(undefined, `/api/entries/${from.entryId}`)).body.entry;
      const access = ledger.service.app.get(AccessService);
      for (const [entry, pointer] of [
        [from.entryId, '/data/statement/blocks/0/text'],
        [corrected.target, '/data/blocks/0/text'],
      ])
        for (const name of ['Eraser', 'Second eraser']) {
          const { token } = await access.createToken({ name, roles: ['administrator'] });
          const actor = (await access.authenticate(token))!;
          await ledger.service.app.get(Erasures).eraseText(entry, pointer, { ground: 'objection' }, actor);
        }
      await ledger.service.app.get(PublishedSize).coveringAll();
      expect((await bytesOf('D-WAY')).text).toBe(before);
      const update = (await get(undefined, '/api/updates/U-WAY')).body;
      expect([update.blocks[0].text, update.from.erased]).toEqual([
        null,
        [expect.objectContaining({ ground: 'objection' })],
      ]);
      const { items } = (await get('anna', '/api/drafts/D-WAY/versions')).body;
      for (const address of ['', ...items.map(({ saved }: Answer) => `/versions/${saved}`)]) {
        const { status, text } = await get('anna', `/api/drafts/D-WAY${address}`);
        expect([address, status, text]).toEqual([address, 200, expect.not.stringContaining('Calls are')]);
      }
    });

    describe('are not approved by one of their writers', () => {
      const REFUSED = [{ field: 'actingAs', message: 'Someone who did not write this report must approve it' }];
      const reworded = (line: ReturnType<typeof progress>, text: string) => ({
        ...line,
        blocks: [{ blockId: 'p1', kind: 'paragraph', text }],
      });

      test('who wrote a line as it stands', async () => {
        await open('D-OWN');
        await put('second', 'D-OWN', draft(progress('U-OWN', 'Better.')), 0);
        expect((await submit('anna', 'D-OWN')).status).toBe(200);
        expect((await approve('second', 'D-OWN')).body.errors).toMatchObject(REFUSED);
      });

      test('whose line somebody else has touched since', async () => {
        await open('D-TOUCHED');
        const line = progress('U-TOUCHED', 'Better');
        await put('second', 'D-TOUCHED', draft(line), 0);
        expect((await put('anna', 'D-TOUCHED', draft(reworded(line, 'Better.')), 1)).status).toBe(200);
        expect((await submit('anna', 'D-TOUCHED')).status).toBe(200);
        expect((await approve('second', 'D-TOUCHED')).body.errors).toMatchObject(REFUSED);
        expect((await approve('approver', 'D-TOUCHED')).status).toBe(200);
      });

      test('but may be by one whose save came too late, or was for the version before', async () => {
        const about = await open('D-LATE');
        const line = progress('U-LATE', 'Better');
        await put('second', 'D-LATE', draft(line), 0);
        await put('anna', 'D-LATE', draft(reworded(line, 'Better.')), 1);
        await submit('anna', 'D-LATE');
        await approve('approver', 'D-LATE');
        expect((await publish('approver', about)).status).toBe(200);
        expect((await put('anna', 'D-LATE', draft(progress('U-LATER', 'And better.')), 2)).status).toBe(200);
        expect((await put('second', 'D-LATE', draft(progress('U-LATEST', 'Worse.')), 2)).status).toBe(412);
        expect((await submit('anna', 'D-LATE')).status).toBe(200);
        expect((await approve('second', 'D-LATE')).status).toBe(200);
      });
    });

    test('are published once, however often it is asked at once, and again without a second entry', async () => {
      const about = await open('D-TWICE');
      await put('anna', 'D-TWICE', draft(progress('U-TWICE', 'Better.')), 0);
      await submit('anna', 'D-TWICE');
      await approve('approver', 'D-TWICE');
      const id = newId();
      const answers = await Promise.all([1, 2, 3].map(() => publish('approver', about, { id })));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect(new Set(answers.map(({ body }) => body.eventIds[0])).size).toBe(1);
    });

    test('are published after an interruption, with the lines that were written before it', async () => {
      const about = await open('D-AGAIN');
      const [first, second] = [progress('U-AGAIN-1', 'First.'), progress('U-AGAIN-2', 'Second.')];
      await put('anna', 'D-AGAIN', draft(first, second), 0);
      await submit('anna', 'D-AGAIN');
      await approve('approver', 'D-AGAIN');
      const { command, ...line } = first;
      const { reportId } = (await get('anna', '/api/drafts/D-AGAIN')).body;
      const source = { url: `/reports/${reportId}` };
      const written = await taken('anna', command, { ...line, reportedOn: TODAY, reportId, source });
      expect((await publish('approver', about)).status).toBe(200);
      const { events } = await ledger.service.app.get(StoreLookups).history(written.stream);
      expect(events.map(({ id }) => id)).toEqual(written.eventIds);
    });

    test('are not published where the ledger has come to show something else', async () => {
      const about = await open('D-MOVED');
      await put('anna', 'D-MOVED', draft(progress('U-MOVED', 'Better.')), 0);
      await submit('anna', 'D-MOVED');
      await approve('approver', 'D-MOVED');
      const other = { command: 'set-target-date', id: newId(), commitmentId: 'C-1', reportedOn: TODAY };
      const due = { from: '2027-01-01', to: '2027-02-01', precision: 'month', basis: 'printed' };
      await taken('ben', 'set-target-date', { ...other, due, source: { url: 'https://papers.example/b' } });
      expect((await publish('approver', about)).body.errors).toMatchObject([
        { code: 'content-differs', message: 'The content is not what was approved' },
      ]);
    });

    test('are amended by a further draft, and the version before stays', async () => {
      const about = await open('D-AMENDED');
      await put('anna', 'D-AMENDED', draft(progress('U-AMENDED', 'Better.')), 0);
      await submit('anna', 'D-AMENDED');
      await approve('approver', 'D-AMENDED');
      expect((await publish('approver', about)).status).toBe(200);

      expect((await put('anna', 'D-AMENDED', draft(progress('U-AMENDED-2', 'And better.')), 1)).status).toBe(200);
      expect((await submit('anna', 'D-AMENDED')).status).toBe(200);
      await approve('approver', 'D-AMENDED');
      const why = { reason: 'A paragraph was left out', summary: 'One paragraph' };
      const source = { url: '/reports/D-AMENDED' };
      const { scope: _, ...said } = { scope: undefined, ...about };
      const again = await send('approver', 'amend-report', { ...said, ...why, version: 2, reportedOn: TODAY, source });
      expect([again.status, again.body.detail]).toEqual([200, undefined]);
      await get(undefined, '/api/plans').set('Ledger-After', again.body.eventIds[0]);
      const { items } = (await get(undefined, '/api/reports')).body;
      expect(items.find(({ title }: Answer) => title === 'Report D-AMENDED')).toMatchObject({ version: 2 });
    });

    test('are checked version by version, and said to be amended and withdrawn', async () => {
      const { versions } = (await get(undefined, '/api/reports/D-AMENDED')).body;
      const checked = async (version: number) => {
        const { contentSha256 } = versions.find((one: Answer) => one.version === version);
        return (await get(undefined, `/verify/${contentSha256}`)).text;
      };
      expect(await checked(1)).toContain('This is version 1. The newest one is version 2.');
      expect(await checked(2)).not.toMatch(/The newest one|Withdrawn on/);
      const vkey = (await get(undefined, '/log/vkey')).text;
      for (const version of [1, 2]) {
        const { text } = await until('a signed checkpoint', async () => {
          const answer = await get(undefined, `/api/reports/D-AMENDED/evidence?grade=complete&version=${version}`);
          return answer.status === 200 && answer;
        });
        expect(verifyEvidence(text, { vkey }, nodePrimitives)).toMatchObject({ exit: 0, grade: 'complete' });
      }
      const withdrawn = { reportId: 'D-AMENDED', reportedOn: TODAY, reason: 'Sent out too early' };
      const { eventIds } = await taken('approver', 'withdraw-report', { ...withdrawn, source: { url: '/withdrawn' } });
      await get(undefined, '/api/plans').set('Ledger-After', eventIds[0]);
      expect(await checked(2)).toContain('Withdrawn on');
    });
  });
});
