import request from 'supertest';
import { AccessService } from '../../src/access/access.service.js';
import type { Actor, Role } from '../../src/access/roles.js';
import { ErasureModule } from '../../src/erasure/erasure.module.js';
import { Erasures } from '../../src/erasure/erasures.js';
import { dayIn } from '../../src/ledger/dates.js';
import { eventId, uuidV7At } from '../../src/ledger/ids.js';
import { PublishedSize } from '../../src/ledger/published-size.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';
import { everythingIn } from '../support/everything-in.js';

const TODAY = dayIn('Europe/London', new Date());
/** Stands in the text that is erased, and nowhere else. */
const ERASED = 'Wobblethorpe';

// biome-ignore lint/suspicious/noExplicitAny: answers of many routes
type Answer = any;

/** The draft of a published report was open in an editor while a text of it was erased, and was saved from there again. */
describe('words that are erased while the draft with them is open', () => {
  let ledger: SmallLedger;
  let sent = 0;
  const people: Record<string, Role[]> = {
    writer: ['reporting-officer'],
    colleague: ['reporting-officer'],
    owner: ['data-owner'],
    approver: ['approver'],
    administrator: ['administrator'],
  };
  const tokens: Record<string, string> = {};
  const newId = () => uuidV7At(Date.now(), `erased words ${sent++}`);
  const as = (who: string, asked: request.Test) => asked.set('Authorization', `Bearer ${tokens[who]}`);
  const get = async (path: string): Promise<Answer> => as('writer', request(ledger.service.url).get(path));
  const taken = async (who: string, command: string, body: object): Promise<Answer> => {
    const asked = request(ledger.service.url).post(`/api/commands/${command}`);
    const { status, body: answer } = await as(who, asked).send({ id: newId(), reportedOn: TODAY, ...body });
    expect([command, status, answer.errors]).toEqual([command, 200, undefined]);
    return answer;
  };
  const line = (updateId: string, text: string) => ({
    ...{ command: 'report-progress', id: newId(), updateId, planId: 'PLAN', targets: ['C-1'] },
    blocks: [{ blockId: 'p', kind: 'paragraph', text }],
  });
  const reworded = (one: ReturnType<typeof line>, text: string) => ({ ...one, blocks: [{ ...one.blocks[0]!, text }] });
  const emptied = ({ command, id }: ReturnType<typeof line>) => ({ command, id });
  const draft = (...lines: object[]) => ({ asReportedOn: TODAY, lines });
  const save = async (who: string, reportId: string, content: object, over?: string): Promise<Answer> => {
    const put = as(who, request(ledger.service.url).put(`/api/drafts/${reportId}`));
    return (over === undefined ? put.set('If-None-Match', '*') : put.set('If-Match', over)).send(content);
  };
  const isHeld = async () => (await everythingIn(ledger.service.database.ownerPool, [ERASED])).length > 0;

  let reports = 0;
  /** A published report, of which `said` is erased, and the draft as a writer had it before them until then. */
  async function published() {
    const reportId = `R-${++reports}`;
    const [said, other] = [line(`U-${reportId}`, `So says ${ERASED}.`), line(`V-${reportId}`, 'Of something else.')];
    const about = { reportId, title: reportId, planId: 'PLAN', reportDate: `2027-01-0${reports}`, scope: ['P-1'] };
    const more = { template: 'one', templateVersion: 1 };
    await taken('writer', 'open-report', { ...about, ...more });
    const { headers } = await save('writer', reportId, draft(said, other));
    const { body: check } = await get(`/api/drafts/${reportId}/check`);
    const coverageAnswers = check.coverage.map(({ id }: Answer) => ({
      ...{ finding: id, answer: 'accepted', reason: 'Known' },
    }));
    await taken('writer', 'submit-report', { reportId });
    await taken('approver', 'approve-report', { reportId, coverageAnswers });
    const out = { ...about, ...more, version: 1, source: { url: `/reports/${reportId}` } };
    await taken('approver', 'publish-report', out);
    expect(await isHeld()).toBe(true);
    await erase(said.id, said.updateId);
    expect(await isHeld()).toBe(false);
    return { reportId, said, other, etag: headers.etag as string };
  }

  async function erase(command: string, updateId: string): Promise<void> {
    const { app } = ledger.service;
    await app.get(PublishedSize).coveringAll();
    const { id } = (await get(`/api/updates/${updateId}`)).body;
    const actor = async (who: string): Promise<Actor> => (await app.get(AccessService).authenticate(tokens[who]!))!;
    const words = [eventId(`update-${id}`, command, 0), '/data/blocks/0/text', { ground: 'request' }] as const;
    expect(await app.get(Erasures).eraseText(...words, await actor('approver'))).toBe('asked');
    expect(await app.get(Erasures).eraseText(...words, await actor('administrator'))).toBe('erased');
  }

  beforeAll(async () => {
    ledger = await smallLedger();
    for (const [name, roles] of Object.entries(people))
      tokens[name] = (await ledger.service.app.get(AccessService).createToken({ name, roles })).token;
    const columns = [{ heading: 'Progress', content: 'updates' }];
    const template = { command: 'publish-report-template', template: 'one', version: 1, columns, reportedOn: TODAY };
    expect((await ledger.send(template)).status).toBe(200);
  });
  afterAll(() => ledger?.close());

  test('are told to whoever saves it, and the rest of their text is kept', async () => {
    const { reportId, said, other, etag } = await published();
    const better = reworded(other, 'Better.');
    const late = await save('colleague', reportId, draft(said, better), etag);
    const { headers, body: left } = await get(`/api/drafts/${reportId}`);
    expect([late.status, late.body.code, late.body.current]).toEqual([412, 'changed-meanwhile', headers.etag]);
    expect(late.body.detail).toMatch(/^Words of this were erased\. The rest of your text is kept\./);
    expect(late.body.emptied).toEqual([said.id]);
    expect(late.body.lines).toEqual([{ id: other.id, base: other, mine: better, theirs: other }]);
    expect(left).toMatchObject({ version: 1, content: draft(emptied(said), other) });
    expect((await get(late.body.kept)).body).toMatchObject({ base: 1, content: draft(emptied(said), better) });
    expect(await isHeld()).toBe(false);
  });

  test('do not come back where they are put in again, and the line stays that of its author', async () => {
    const { reportId, said, other } = await published();
    const better = reworded(other, 'Better.');
    const { headers } = await get(`/api/drafts/${reportId}`);
    const again = await save('colleague', reportId, draft(said, better), headers.etag);
    expect([again.status, again.body.emptied, again.body.current]).toEqual([412, [said.id], headers.etag]);
    const { content } = (await get(again.body.kept)).body;
    expect(content).toEqual(draft(emptied(said), better));
    expect((await save('colleague', reportId, content, headers.etag)).status).toBe(200);
    const { body } = await get(`/api/drafts/${reportId}`);
    expect(body).toMatchObject({ version: 2, content });
    expect(body.authors).toEqual({ [said.id]: 'writer', [other.id]: 'colleague' });
    const late = await save('writer', reportId, draft(emptied(said)), headers.etag);
    expect([late.status, late.body.emptied]).toEqual([412, []]); // nothing is missing of what was sent
    expect(late.body.detail).toMatch(/^Someone else changed this/);
    expect(await isHeld()).toBe(false);
  });

  test('do not hinder one who may not send their line, and leaves it empty', async () => {
    const { reportId, said, other, etag } = await published();
    const figure = { command: 'submit-metric', id: newId() };
    const late = await save('owner', reportId, draft(said, other, figure), etag);
    expect([late.status, late.body.emptied]).toEqual([412, [said.id]]);
    const { content } = (await get(late.body.kept)).body;
    expect((await save('owner', reportId, content, late.body.current)).status).toBe(200);
  });

  test('do not come back in what cannot be read as a draft', async () => {
    const { reportId, said, etag } = await published();
    for (const content of [{ lines: [said] }, { ...draft(), Lines: [said] }, draft({ ...said, id: 'lost' })])
      expect((await save('writer', reportId, content, etag)).status).toBe(422);
    const kept = await Promise.all([2, 3, 4].map((n) => get(`/api/drafts/${reportId}/versions/${n}`)));
    expect(kept.map(({ body }) => body.content)).toEqual([{}, {}, {}]);
    expect(await isHeld()).toBe(false);
  });

  test('are known again at the next start of a database that has not noted them', async () => {
    const { reportId, said, etag } = await published();
    const { app, database } = ledger.service;
    await app.get(PublishedSize).coveringAll(); // the log has the erasure
    const { rows } = await database.ownerPool.query('DELETE FROM working.erased_entry RETURNING *');
    await app.get(ErasureModule).onApplicationBootstrap();
    const again = await database.ownerPool.query('SELECT * FROM working.erased_entry');
    expect(again.rows).toEqual(expect.arrayContaining(rows));
    expect((await save('writer', reportId, draft(said), etag)).body.emptied).toEqual([said.id]);
    expect(await isHeld()).toBe(false);
  });

  test('do not come back in the draft of another report', async () => {
    const { said } = await published();
    const about = { reportId: 'OTHER', title: 'Other', planId: 'PLAN', reportDate: '2027-02-01', scope: ['P-1'] };
    await taken('writer', 'open-report', { ...about, template: 'one', templateVersion: 1 });
    const first = await save('writer', 'OTHER', draft(said));
    expect([first.status, first.body.emptied, first.body.current]).toEqual([412, [said.id], null]);
    expect((await get(first.body.kept)).body.content).toEqual(draft(emptied(said)));
    expect((await save('writer', 'OTHER', { lines: [said] }, '"1"')).status).toBe(422);
    expect(await isHeld()).toBe(false);
  });
});
