import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogCheckpoints } from '../../projections/seal/log-checkpoints.js';
import { dayIn } from '../../src/ledger/dates.js';
import { createKeyFile } from '../../src/log/key-file.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';
import { until } from '../support/until.js';

const ORIGIN = 'ledger.example/small';

/** What pages say of a ledger that is signed. */
describe('the pages of a signed ledger', () => {
  let folder: string;
  let ledger: SmallLedger;
  let newest: number;
  const today = dayIn('Europe/London', new Date());

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'progress-ledger-signed-'));
    const keyFile = join(folder, 'log.key');
    createKeyFile(keyFile, ORIGIN);
    ledger = await smallLedger({ LEDGER_LOG_KEY_FILE: keyFile });
    newest = await ledger.get('/api/plans').then(({ body }) => body.view.atSize);
    const checkpoints = new LogCheckpoints(ledger.service.database.appPool);
    await until('a checkpoint', async () => (await checkpoints.publishedSize()) === newest);
    // It was opened in spring and went on in summer. In London a day ends an hour earlier then than in UTC.
    await backdate('true', `'2026-03-28T12:00:00Z'`);
    await backdate(`size = ${newest}`, `'2026-06-10T23:30:00Z'`);
  });
  afterAll(async () => {
    await ledger?.close();
    rmSync(folder, { recursive: true });
  });

  async function backdate(which: string, to: string): Promise<void> {
    const { ownerPool } = ledger.service.database;
    await ownerPool.query('ALTER TABLE log.log_checkpoint DISABLE TRIGGER USER');
    await ownerPool.query(`UPDATE log.log_checkpoint SET published_at = ${to} WHERE ${which}`);
    await ownerPool.query('ALTER TABLE log.log_checkpoint ENABLE ALWAYS TRIGGER log_checkpoint_is_published_once');
    await ownerPool.query('ALTER TABLE log.log_checkpoint ENABLE ALWAYS TRIGGER log_checkpoint_is_immutable');
  }

  /** The lines of each checkpoint on a page. */
  const checkpointsIn = (text: string) =>
    [...text.matchAll(/<ul class="app-checkpoint">(.*?)<\/ul>/gs)].map(([, items]) =>
      [...items!.matchAll(/<code[^>]*>([^<]*)</g)].map(([, line]) => line!),
    );
  const get = (address: string) => ledger.get(address).redirects(0);
  const lineOf = (text: string) => /<strong>([^<]*)<\/strong>/.exec(text)?.[1];

  describe('that stay as they are', () => {
    const keepOf = (text: string) => {
      const section = /<section class="app-keep".*?<\/section>/s.exec(text)?.[0];
      return section
        ?.replaceAll(/<[^>]*>/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim();
    };
    const linesOf = (text: string) => checkpointsIn(text)[0];
    let report: string;
    beforeAll(async () => {
      report = (await get('/reports/REPORT-1')).headers.location!;
    });

    it('name the smallest checkpoint that covers them, as it was signed', async () => {
      const pinned = await get(`/at/2022-08-04/size/${newest}/plans/PLAN`);
      const [checkpoint] = (await ledger.get('/api/checkpoints')).body.items;
      expect(linesOf(pinned.text)).toEqual([ORIGIN, String(newest), checkpoint.root]);
      expect(keepOf(pinned.text)).toMatch(/^Keep this page Anyone can later check .* Held by nobody else yet\./);
      const [, size] = linesOf((await get('/at/2022-08-04/size/3/plans')).text)!;
      const { body } = await ledger.get('/api/checkpoints?limit=1000');
      const sizes = body.items.map((one: { size: number }) => one.size).filter((one: number) => one >= 3);
      expect(Number(size)).toBe(Math.min(...sizes));
    });

    it('are pages of a report, with a checkpoint that covers its publication, and pinned ones, and no others', async () => {
      for (const page of ['', '/table', '/coverage', '/changes', '/versions']) {
        const { text } = await get(report + page);
        expect([page, linesOf(text)?.[0]]).toEqual([page, ORIGIN]);
        const published = (await ledger.get('/api/reports/REPORT-1')).body.from.index;
        expect([page, Number(linesOf(text)![1]) > published]).toEqual([page, true]);
      }
      expect((await get(`${report}/table`)).text).toMatch(
        new RegExp(`<tfoot.*<br>Checkpoint ${ORIGIN} · \\d+ · .{43}=</td>.*</tfoot>`, 's'),
      );
      for (const page of [
        '/plans',
        '/at/2022-08-04/plans',
        '/entries/3',
        '/reports',
        '/at/2022-08-04/size/9/plans?x=1',
      ])
        expect([page, keepOf((await get(page)).text)]).toEqual([page, undefined]);
    });

    it('tell who has signed it since, which whoever keeps a copy of the page finds out with its tag', async () => {
      const address = `/at/2022-08-04/size/${newest}/plans/PLAN`;
      const before = await get(address);
      expect((await get(address).set('If-None-Match', before.headers.etag!)).status).toBe(304);
      await ledger.service.database.appPool.query(
        `INSERT INTO log.log_cosignature (size, witness, line, cosigned_at)
         VALUES ($1, 'council.example', 'line', '2026-06-11T08:00:00Z'), ($1, 'board.example', 'line', '2026-06-11T07:30:00Z')`,
        [newest],
      );
      const after = await get(address).set('If-None-Match', before.headers.etag!);
      expect([after.status, after.headers['cache-control']]).toEqual([200, 'public, max-age=300']);
      expect(keepOf(after.text)).toContain(
        'existed by then: board.example, 11 June 2026 at 8:30am council.example, 11 June 2026 at 9:00am',
      );
      expect(linesOf(after.text)).toEqual(linesOf(before.text));
      expect(keepOf((await get('/at/2022-08-04/size/3/plans')).text)).toContain(
        `board.example, 11 June 2026 at 8:30am, when the ledger had ${newest} entries`,
      );
    });
  });

  it('show of each entry its proof, and who vouches for it', async () => {
    const { body } = await ledger.get('/api/checkpoints?limit=1000');
    const { size, root } = body.items.findLast((one: { size: number }) => one.size > 3);
    const { text } = await get('/entries/3');
    const proof = text.slice(text.indexOf('id="proof"'));
    expect(proof).toContain((await ledger.get('/api/entries?after=2&limit=1')).body.items[0].leafHash);
    expect(proof).toContain(`The checkpoint of ${size} entries, published 28 March 2026 at 12:00pm:`);
    expect(checkpointsIn(proof)).toEqual([[ORIGIN, String(size), root]]);
    expect(proof).toContain(`board.example, 11 June 2026 at 8:30am, when the ledger had ${newest} entries`);
    const [, file] = /href="(\/api\/entries\/[^"]+\/proof)"/.exec(proof)!;
    expect((await ledger.get(file!)).text).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex 3\n/);
  });

  it('say of papers loaded later who vouches for what came of them, since when', async () => {
    const { text } = await get(`/backfills/${ledger.events.get('open-backfill')![0]}`);
    expect(text).toMatch(/From outside[\s\S]*so it existed by then:[\s\S]*board\.example, 11 June 2026 at 8:30am/);
  });

  it('list what was signed, and lead to each as a file', async () => {
    const { body } = await ledger.get('/api/checkpoints?limit=1000');
    const { text } = await get('/checkpoints');
    expect(checkpointsIn(text)).toEqual([[ORIGIN, String(newest), body.items[0].root]]);
    const files = [...text.matchAll(/href="(\/api\/checkpoints\/\d+)"/g)].map(([, file]) => file!);
    expect(files).toEqual(body.items.slice(0, 50).map((one: { size: number }) => `/api/checkpoints/${one.size}`));
    expect((await ledger.get(files[0]!)).text.startsWith(`${ORIGIN}\n${newest}\n`)).toBe(true);
    const last = body.items.at(-1).size;
    expect((await get(`/checkpoints?after=${last}`)).text).toContain('There are none of fewer entries.');
  });

  describe('as it showed them on a day', () => {
    let first: number;
    beforeAll(async () => {
      const { rows } = await ledger.service.database.appPool.query(
        'SELECT max(size)::int AS size FROM log.log_checkpoint WHERE size < $1',
        [newest],
      );
      first = rows[0].size;
    });

    it('stand at the pinned address of the last checkpoint of that day', async () => {
      const cases: [string, string][] = [
        ['/showed/2026-03-28', `/at/2026-03-28/size/${first}`],
        ['/showed/2026-06-10/plans/PLAN', `/at/2026-06-10/size/${first}/plans/PLAN`],
        ['/showed/2026-06-11/plans/PLAN', `/at/2026-06-11/size/${newest}/plans/PLAN`],
        [
          '/showed/2026-07-01/plans/PLAN/commitments?page=1',
          `/at/2026-07-01/size/${newest}/plans/PLAN/commitments?page=1`,
        ],
        [`/showed/${today}/plans`, `/at/${today}/size/${newest}/plans`],
      ];
      for (const [from, to] of cases) {
        const { status, headers } = await get(from);
        expect([from, status, headers.location, headers['cache-control']]).toEqual([from, 303, to, 'no-cache']);
        expect((await get(to)).status).toBe(200);
      }
    });

    it('say so, and of another size of that day that it is another', async () => {
      const shown = await get(`/at/2026-07-01/size/${newest}/plans`);
      const words = `As this ledger showed it on 1 July 2026, with ${newest} entries`;
      expect(lineOf(shown.text)).toBe(`${words}.`);
      expect(shown.text).toContain(`<title>Plans – ${words} – `);
      expect(shown.text).toMatch(/value="shown" checked/);
      const other = await get(`/at/2026-07-01/size/${newest - 1}/plans`);
      expect(lineOf(other.text)).toBe(`As reported on 1 July 2026, from a ledger of ${newest - 1} entries.`);
    });

    it('have one address where they say the same on every day', async () => {
      for (const [from, to] of [
        ['/showed/2026-07-01/entries/3?x=1', '/entries/3?x=1'],
        ['/showed/2026-07-01/', '/showed/2026-07-01'],
      ] as const) {
        const { status, headers } = await get(from);
        expect([from, status, headers.location]).toEqual([from, 308, to]);
      }
    });

    it.each([
      ['/showed/2026-03-27/plans', 404, 'Nothing was shown on that date', 'The date must be 28 March 2026 or later'],
      ['/showed/2999-01-01/plans', 400, 'That date is in the future', 'The date must be today or in the past'],
      ['/showed/2026-6-1/plans', 404, 'That date cannot be read', 'The address must have a real date'],
      ['/showed', 404, 'That date cannot be read', 'The address must have a real date'],
    ])('%s is none of them: %i', async (address, status, title, words) => {
      const answer = await get(address);
      expect([answer.status, answer.type]).toEqual([status, 'text/html']);
      expect(answer.text).toContain(`<title>Error: ${title}`);
      expect(answer.text).toContain('href="#time-shownDay"');
      expect(answer.text).toContain(words);
    });

    it('have no addresses of what is no page', async () => {
      const { status, text } = await get('/showed/2026-07-01/api/plans');
      expect([status, text]).toEqual([404, expect.stringContaining('<title>Error: Page not found')]);
    });

    it('are found with the control of the date', async () => {
      const asked = (more: string) => get(`/time?from=%2Fplans&day=&month=&year=&report=${more}`);
      const found = await asked('&see=shown&shownDay=1&shownMonth=7&shownYear=2026');
      expect([found.status, found.headers.location]).toEqual([303, '/showed/2026-07-01/plans']);
      const before = await asked('&see=shown&shownDay=27&shownMonth=3&shownYear=2026');
      expect(before.status).toBe(400);
      expect(before.text).toContain('<a href="#time-shownDay">The date must be 28 March 2026 or later');
      expect(before.text).toContain('id="time-shownDay" name="shownDay" type="text" value="27"');
    });
  });
});

describe('the pages of a ledger that nobody signs', () => {
  let ledger: SmallLedger;
  beforeAll(async () => {
    ledger = await smallLedger();
  });
  afterAll(() => ledger?.close());

  it('offer nothing that was shown on a day, and say why there is none', async () => {
    expect((await ledger.get('/plans')).text).not.toContain('shownDay');
    const { status, text } = await ledger.get('/showed/2026-07-01/plans').redirects(0);
    expect([status, text]).toEqual([404, expect.stringContaining('This ledger is not signed')]);
  });

  it('say that there is nothing to keep them by', async () => {
    const { text } = await ledger.get('/at/2022-08-04/size/9/plans');
    expect(text).toContain('Nothing is signed that covers this page');
    const entry = (await ledger.get('/entries/3')).text;
    expect(entry).toContain('No signed checkpoint covers it yet.');
    expect(entry).not.toContain('/proof"');
    expect((await ledger.get('/checkpoints')).text).toContain('Nothing has been signed yet.');
  });
});
