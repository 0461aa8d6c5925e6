import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { ROLES } from '../../src/access/roles.js';
import { addDays, dayIn } from '../../src/ledger/dates.js';
import { uuidV7At } from '../../src/ledger/ids.js';
import { createFolder, onDatabase } from '../database/service-process.js';
import { createToken, ledger, ROOT } from '../support/ledger-cli.js';
import { Random, seedFrom } from '../support/random.js';
import { BuiltService } from './built-service.js';

const SMALL = join(ROOT, 'test/fixtures/small.jsonl');
const ROUNDS = Number(process.env.PUBLICATION_KILLS ?? 4);
/** Lines of a draft, of which each is an append of its own. */
const LINES = 30;
const TODAY = dayIn('Europe/London', new Date());

// biome-ignore lint/suspicious/noExplicitAny: answers of many routes
type Answer = any;

describe('a report whose publication is killed', () => {
  const random = new Random(seedFrom('PUBLICATION_SEED'));
  let service: BuiltService;
  const tokens: Record<string, string> = {};
  let made = 0;
  const newId = () => uuidV7At(Date.now(), `publication ${made++}`);

  const ask = async (path: string, init: RequestInit & { as?: string } = {}): Promise<[status: number, Answer]> => {
    const { as, ...rest } = init;
    const headers: Record<string, string> = {
      'Content-Type': 'application/json',
      ...(as ? { Authorization: `Bearer ${tokens[as]}` } : {}),
      ...(rest.headers as Record<string, string>),
    };
    const response = await fetch(`http://127.0.0.1:${service.port}${path}`, { ...rest, headers });
    return [response.status, await response.json()];
  };
  const send = (as: string, command: string, body: object) =>
    ask(`/api/commands/${command}`, {
      ...{ as, method: 'POST' },
      body: JSON.stringify({ id: newId(), reportedOn: TODAY, ...body }),
    });
  const taken = async (...sent: Parameters<typeof send>): Promise<Answer> => {
    const [status, body] = await send(...sent);
    expect([sent[1], status, body.detail]).toEqual([sent[1], 200, undefined]);
    return body;
  };

  beforeAll(async () => {
    service = await BuiltService.on(await createFolder());
    const { env } = service;
    tokens.writer = await createToken(env, 'Writer', ['reporting-officer', 'policy-officer']);
    tokens.approver = await createToken(env, 'Approver', ['approver', 'administrator']);
    const imported = await ledger({ ...env, LEDGER_TOKEN: await createToken(env, 'Loader', ROLES) }, 'import', SMALL);
    expect([imported.code, imported.stderr]).toEqual([0, expect.anything()]);
    await service.start();
    const columns = [{ heading: 'Progress', content: 'updates' }];
    const source = { url: 'https://papers.example/template' };
    await taken('approver', 'publish-report-template', { template: 'one', version: 1, columns, source });
  }, 60_000);

  afterAll(() => service?.remove());

  /** Brings a report of its own as far as its approval. */
  async function approved(round: number) {
    const reportId = `REPORT-${round}`;
    const about = {
      ...{ planId: 'PLAN', title: `Report ${round}`, reportDate: addDays('2027-01-01', round), scope: ['P1'] },
      ...{ template: 'one', templateVersion: 1 },
    };
    await taken('writer', 'open-report', { reportId, ...about });
    const lines = Array.from({ length: LINES }, (_, n) => ({
      ...{ command: 'report-progress', id: newId(), updateId: `U-${round}-${n}`, planId: 'PLAN', targets: ['C01'] },
      blocks: [{ blockId: 'p', kind: 'paragraph', text: `Paragraph ${n} of report ${round}.` }],
    }));
    const [saved, draft] = await ask(`/api/drafts/${reportId}`, {
      ...{ as: 'writer', method: 'PUT', headers: { 'If-None-Match': '*' } },
      body: JSON.stringify({ asReportedOn: TODAY, lines }),
    });
    expect([saved, draft.problems]).toEqual([201, []]);
    await taken('writer', 'submit-report', { reportId });
    const [, { coverage }] = await ask(`/api/drafts/${reportId}/check`, { as: 'approver' });
    const coverageAnswers = coverage.map(({ id }: Answer) => ({ finding: id, answer: 'accepted', reason: 'Known' }));
    await taken('approver', 'approve-report', { reportId, coverageAnswers });
    const [, kept] = await ask(`/api/drafts/${reportId}`, { as: 'approver' });
    const publication = { id: newId(), reportId, ...about, version: 1, source: { url: `/reports/${reportId}` } };
    return { reportId, lines, kept, publish: () => send('approver', 'publish-report', publication) };
  }

  /** Events of a report as the tables of the log have them: its own, and those of its lines. */
  async function written({ lines, kept }: Awaited<ReturnType<typeof approved>>) {
    return onDatabase(await service.databaseUrl(), async (db: pg.Client) => {
      const { rows } = await db.query<{ stream: string; type: string }>(
        `SELECT entry->>'stream' AS stream, entry->>'type' AS type
           FROM (SELECT convert_from(entry, 'UTF8')::jsonb AS entry FROM log.log_entry) AS log`,
      );
      return {
        publications: rows.filter(
          ({ stream, type }) => stream === `report-${kept.reportId}` && type === 'ReportPublished',
        ),
        // Each has what it says and what it is about.
        updates: rows.filter(({ stream }) => stream.startsWith('update-')).length,
        lines: lines.length,
      };
    });
  }

  it(
    `is published whole or not at all, and once, through ${ROUNDS} kills`,
    async () => {
      let updates = (await written(await approved(0))).updates;
      const began = performance.now();
      const first = await approved(1);
      const prepared = performance.now();
      expect((await first.publish())[0]).toBe(200);
      const took = performance.now() - prepared;
      process.stderr.write(`published in ${Math.round(took)} ms, prepared in ${Math.round(prepared - began)} ms\n`);
      updates += 2 * LINES;

      for (let round = 2; round < ROUNDS + 2; round++) {
        const report = await approved(round);
        const attempt = report.publish().catch(() => null);
        await delay(random.between(0, Math.ceil(took)));
        await service.end('SIGKILL');
        const cut = await attempt;
        await service.start();

        const [status, { versions: [version] = [] }] = await ask(`/api/reports/${report.reportId}`);
        const { publications } = await written(report);
        expect(publications).toHaveLength(status === 200 ? 1 : 0);
        if (cut) expect([cut[0], status]).toEqual([200, 200]);
        const [, draft] = await ask(`/api/drafts/${report.reportId}`, { as: 'approver' });
        expect({ ...draft, state: null }).toEqual({ ...report.kept, state: null });
        expect(draft.state).toBe(status === 200 ? 'published' : 'approved');
        if (version) await expectWhole(report.reportId, version.contentSha256);

        const again = await Promise.all([report.publish(), report.publish()]);
        expect(again.map(([one]) => one)).toEqual([200, 200]);
        const receipts = new Set(again.map(([, { eventIds }]) => String(eventIds)));
        expect(receipts.size).toBe(1);
        await ask('/api/plans', { headers: { 'Ledger-After': [...receipts][0]! } });
        const after = await written(report);
        updates += 2 * LINES;
        expect([after.publications.length, after.updates]).toEqual([1, updates]);
        const [, { versions }] = await ask(`/api/reports/${report.reportId}`);
        await expectWhole(report.reportId, versions[0].contentSha256);
        process.stderr.write(`killed ${status === 200 ? 'behind' : 'before'} the publication\n`);
      }
    },
    60_000 + ROUNDS * 30_000,
  );

  /** Every line is in what was published, and the bytes are those of the hash in its entry. */
  async function expectWhole(reportId: string, sha256: string): Promise<void> {
    const response = await fetch(`http://127.0.0.1:${service.port}/api/reports/${reportId}/content.json`);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    const { rows } = JSON.parse(bytes.toString('utf8'));
    const shown = rows.flatMap(({ updates }: Answer) => updates);
    expect(new Set(shown).size).toBe(LINES);
  }
});
