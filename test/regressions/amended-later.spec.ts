import request from 'supertest';
import { AccessService } from '../../src/access/access.service.js';
import type { Role } from '../../src/access/roles.js';
import { addDays, dayIn } from '../../src/ledger/dates.js';
import { uuidV7At } from '../../src/ledger/ids.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';

const TODAY = dayIn('Europe/London', new Date());

// biome-ignore lint/suspicious/noExplicitAny: answers of many routes
type Answer = any;

/** A draft that amends a report on a later day was checked as if the version before had said nothing. */
describe('a report that is amended on a later day', () => {
  let ledger: SmallLedger;
  let sent = 0;
  const tokens: Record<string, string> = {};
  const newId = () => uuidV7At(Date.now(), `amended later ${sent++}`);
  const as = (who: string, asked: request.Test) => asked.set('Authorization', `Bearer ${tokens[who]}`);
  const taken = async (who: string, command: string, body: object) => {
    const asked = request(ledger.service.url).post(`/api/commands/${command}`);
    const { status, body: answer } = await as(who, asked).send({ id: newId(), reportedOn: TODAY, ...body });
    expect([command, status, answer.errors]).toEqual([command, 200, undefined]);
  };
  const check = async (): Promise<Answer> =>
    (await as('approver', request(ledger.service.url).get('/api/drafts/REPORT/check'))).body;
  const put = (asReportedOn: string, target: string) =>
    as('writer', request(ledger.service.url).put('/api/drafts/REPORT')).send({
      asReportedOn,
      lines: [
        {
          ...{ command: 'report-progress', id: newId(), updateId: `U-${target}`, planId: 'PLAN', targets: [target] },
          blocks: [{ blockId: 'p', kind: 'paragraph', text: `About ${target}.` }],
        },
      ],
    });
  const silent = ({ coverage }: Answer) =>
    coverage.filter(({ rule }: Answer) => rule === 'noRow').map(({ what }: Answer) => what.name);

  beforeAll(async () => {
    ledger = await smallLedger();
    const people: Record<string, Role[]> = { writer: ['reporting-officer', 'administrator'], approver: ['approver'] };
    for (const [name, roles] of Object.entries(people))
      tokens[name] = (await ledger.service.app.get(AccessService).createToken({ name, roles })).token;
    const columns = [{ heading: 'Progress', content: 'updates' }];
    await taken('writer', 'publish-report-template', { template: 'one', version: 1, columns });
  });
  afterAll(() => ledger?.close());

  test('has what its first version said', async () => {
    const about = { reportId: 'REPORT', title: 'A report', planId: 'PLAN', reportDate: TODAY };
    const more = { scope: ['P-1'], template: 'one', templateVersion: 1 };
    await taken('writer', 'open-report', { ...about, ...more });
    const { headers } = await put(TODAY, 'C-1').set('If-None-Match', '*').expect(201);
    const first = await check();
    expect(silent(first)).toEqual(['C-3']);
    await taken('writer', 'submit-report', { reportId: 'REPORT' });
    const coverageAnswers = first.coverage.map(({ id }: Answer) => ({
      ...{ finding: id, answer: 'accepted', reason: 'Known' },
    }));
    await taken('approver', 'approve-report', { reportId: 'REPORT', coverageAnswers });
    await taken('approver', 'publish-report', { ...about, ...more, version: 1, source: { url: '/reports/REPORT' } });
    await put(addDays(TODAY, 1), 'C-3').set('If-Match', headers.etag!).expect(200);
    expect(silent(await check())).toEqual([]);
  });
});
