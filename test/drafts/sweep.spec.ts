import request from 'supertest';
import { DataSource } from 'typeorm';
import { AccessService } from '../../src/access/access.service.js';
import { APP_POOL } from '../../src/database/database.module.js';
import { DraftStore } from '../../src/drafts/draft-store.js';
import { sweepDrafts } from '../../src/drafts/draft-sweep.js';
import { Clock } from '../../src/ledger/clock.js';
import { dayIn } from '../../src/ledger/dates.js';
import { uuidV7At } from '../../src/ledger/ids.js';
import { StoreLookups } from '../../src/ledger/lookups/store-lookups.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';

const TODAY = dayIn('Europe/London', new Date());

/** A clock that runs so many months ahead. */
class Ahead extends Clock {
  constructor(private readonly months: number) {
    super();
  }

  override now(): Date {
    const now = new Date();
    now.setUTCMonth(now.getUTCMonth() + this.months);
    return now;
  }
}

describe('old drafts', () => {
  let ledger: SmallLedger;
  let token: string;
  let made = 0;
  const newId = () => uuidV7At(Date.now(), `sweep ${made++}`);

  const send = async (command: string, body: object) => {
    const { status, text } = await request(ledger.service.url)
      .post(`/api/commands/${command}`)
      .set('Authorization', `Bearer ${token}`)
      .send({ id: newId(), reportedOn: TODAY, ...body });
    expect([command, status, text]).toEqual([command, 200, expect.anything()]);
  };
  /** The ETags of saves, by report and version. */
  const etags = new Map<string, string>();
  const put = async (reportId: string, base: number) => {
    const sent = request(ledger.service.url).put(`/api/drafts/${reportId}`).set('Authorization', `Bearer ${token}`);
    const over = base === 0 ? sent.set('If-None-Match', '*') : sent.set('If-Match', etags.get(`${reportId} ${base}`)!);
    const answer = await over.send({
      asReportedOn: TODAY,
      lines: [
        {
          ...{ command: 'report-progress', id: newId(), updateId: `U-${reportId}-${base}`, planId: 'PLAN' },
          ...{ targets: ['C-1'], blocks: [{ blockId: 'p', kind: 'paragraph', text: `Words of ${reportId}.` }] },
        },
      ],
    });
    etags.set(`${reportId} ${answer.body.version}`, answer.headers.etag!);
    return answer;
  };
  const parts = (ahead = 0) => {
    const { app } = ledger.service;
    const clock = new Ahead(ahead);
    return { store: new DraftStore(app.get(APP_POOL), clock), lookups: app.get(StoreLookups), clock };
  };
  const titles = async (...asked: Parameters<typeof sweepDrafts>) =>
    (await sweepDrafts(...asked)).map(({ title }) => title);
  /** How many rows hold words of a report. */
  const held = async (reportId: string) => {
    const owner = ledger.service.app.get(DataSource);
    const [{ n }] = await owner.query(
      `SELECT count(*)::int AS n FROM (SELECT content::text AS t FROM working.draft
       UNION ALL SELECT content::text FROM working.draft_version
       UNION ALL SELECT said FROM working.draft_comment) AS kept WHERE t LIKE '%${reportId}%'`,
    );
    return n;
  };
  const months = 12;

  beforeAll(async () => {
    ledger = await smallLedger();
    const access = ledger.service.app.get(AccessService);
    const roles = ['reporting-officer', 'policy-officer', 'approver'] as const;
    token = (await access.createToken({ name: 'Anna', roles })).token;
    const columns = [{ heading: 'Progress', content: 'updates' }];
    expect(
      (
        await ledger.send({
          ...{ command: 'publish-report-template', template: 'one', version: 1, columns, reportedOn: TODAY },
        })
      ).status,
    ).toBe(200);
    for (const reportId of ['OLD', 'OTHER']) {
      const about = { planId: 'PLAN', reportDate: reportId === 'OLD' ? '2027-01-01' : '2027-01-02', scope: ['P-1'] };
      await send('open-report', {
        reportId,
        title: `The report ${reportId}`,
        ...about,
        template: 'one',
        templateVersion: 1,
      });
      expect((await put(reportId, 0)).status).toBe(201);
    }
    expect((await put('OLD', 1)).status).toBe(200);
    const said = request(ledger.service.url).post('/api/drafts/OLD/comments').set('Authorization', `Bearer ${token}`);
    expect((await said.send({ text: 'A word on OLD' })).status).toBe(201);
  });
  afterAll(() => ledger?.close());

  test('are those that nobody has touched for so many months, and no others', async () => {
    expect(await titles(parts(), { months, dryRun: true })).toEqual([]);
    expect(await titles(parts(11), { months, dryRun: true })).toEqual([]);
    expect((await titles(parts(13), { months, dryRun: true })).sort()).toEqual(['The report OLD', 'The report OTHER']);
    expect(await sweepDrafts(parts(13), { months, dryRun: true })).toMatchObject([
      { title: 'The report OTHER', saves: 1, comments: 0 },
      { title: 'The report OLD', saves: 2, comments: 1 },
    ]);
    expect(await held('OLD')).toBe(4);
  });

  test('stay where the report took a step since', async () => {
    const owner = ledger.service.app.get(DataSource);
    await owner.query("UPDATE working.draft_version SET saved_at = saved_at - interval '2 years'");
    await owner.query("UPDATE working.draft_comment SET said_at = said_at - interval '2 years'");
    expect(await titles(parts(), { months, dryRun: true })).toEqual([]);
  });

  test('are removed with every version and comment, and the ledger keeps its entries', async () => {
    const { body } = await request(ledger.service.url).get('/api/drafts/OTHER').set('Authorization', `Bearer ${token}`);
    const { store, clock } = parts(13);
    expect(await store.remove(body.reportId, new Date(0))).toBe(false); // somebody has touched it since
    expect(await titles({ ...parts(13), store, clock }, { months })).toEqual(['The report OTHER', 'The report OLD']);
    expect([await held('OLD'), await held('OTHER')]).toEqual([0, 0]);
    expect(await titles(parts(13), { months })).toEqual([]);
    const report = await ledger.service.app.get(StoreLookups).history(`report-${body.reportId}`);
    expect(report.events.map(({ type }) => type)).toEqual(['ReportOpened']);
  });

  test('are begun again behind the last version that a step was about', async () => {
    expect((await put('OLD', 0)).body.version).toBe(1);
    expect((await put('OLD', 1)).body.version).toBe(2);
    await send('submit-report', { reportId: 'OLD' });
    await send('return-report', { reportId: 'OLD', reason: 'Too short' });
    expect(await titles(parts(13), { months })).toEqual(['The report OLD']);
    expect((await put('OLD', 0)).body.version).toBe(3);
  });
});
