import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { AccessService } from '../../src/access/access.service.js';
import { ROLES } from '../../src/access/roles.js';
import { eventId, ledgerIdOf, resolveId, streamOf, uuidV7At } from '../../src/ledger/ids.js';
import { type LoadedService, startLoaded } from '../acceptance/example-service.js';
import { DAYS, fourLevels, type Line, ORIGIN, writeFourLevels } from '../support/four-levels.js';
import { Random, seedFrom } from '../support/random.js';

/** Later acts that are tried; some are refused, as what they act on was voided before. */
const ACTS = 300;

/** Categories of the objects whose statements are acted on, by the command that makes them. */
const MADE_BY: Record<string, { category: string; object: string }> = {
  'report-status': { category: 'commitment', object: 'commitmentId' },
  'submit-metric': { category: 'metric', object: 'metricId' },
  'report-progress': { category: 'update', object: 'updateId' },
};

/** What a reader of a report may look at in the view that it pins. */
const SHOWN = [
  ...['plans/PLAN-B?', 'plans/PLAN-B/counts?', 'plans/PLAN-B/scorecard?', 'commitments?limit=100&'],
  ...['milestones?limit=100&', 'overdue?', 'updates?', 'metrics/COMPLAINTS/observations?', 'restatements?'],
];

const SOURCE = { sha256: 'f'.repeat(64) };
const ENVELOPE = ['command', 'id', 'reportedOn', 'source', 'citations', 'effective', 'actingAs', 'targets'];

/** What a statement says, in other words, with another figure or status, as on a day. */
function anew(line: Line, act: number, day: string): object {
  const { object } = MADE_BY[line.command]!;
  const kept = Object.entries(line).filter(([member]) => member !== object && !ENVELOPE.includes(member));
  const schemeVersion = day < DAYS.varied ? 1 : 2;
  const changed: Record<string, object> = {
    'report-status': { status: 'red', schemeVersion, reason: `Said anew ${act}.` },
    'submit-metric': { value: String(1_000 + act) },
    'report-progress': { blocks: [{ blockId: 'b', kind: 'paragraph', text: `Said anew ${act}.` }] },
  };
  return { ...Object.fromEntries(kept), ...changed[line.command] };
}

describe('a published report', () => {
  const random = new Random(seedFrom('PUBLISHED_REPORTS_SEED'));
  let folder: string;
  let service: LoadedService;
  let token: string;
  let sent = 0;

  const send = async ({ command, ...body }: { command: string } & Record<string, unknown>) =>
    request(service.url)
      .post(`/api/commands/${command}`)
      .set('Authorization', `Bearer ${token}`)
      .send({ id: uuidV7At(Date.now(), `later ${sent++}`), ...body });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'published-reports-'));
    await writeFourLevels(join(folder, 'plan.jsonl'));
    service = await startLoaded(join(folder, 'plan.jsonl'));
    const access = service.app.get(AccessService);
    token = (await access.createToken({ name: 'Everyone at once', roles: ROLES })).token;
  }, 180_000);
  afterAll(async () => {
    await service?.close();
    await rm(folder, { recursive: true });
  });

  /** What a report shows, at the addresses that it pins, byte for byte. */
  async function shown(): Promise<Map<string, string>> {
    const { items } = await service.get('/api/reports?asReportedOn=2025-07-15');
    const addresses = items.flatMap(
      ({ id, asReportedOn, atSize }: { id: string; asReportedOn: string; atSize: number }) => [
        ...SHOWN.map((path) => `/api/${path}asReportedOn=${asReportedOn}&atSize=${atSize}`),
        // Its own entry is the next one.
        `/api/reports/${id}/coverage?asReportedOn=${asReportedOn}&atSize=${atSize + 1}`,
      ],
    );
    return new Map(await Promise.all(addresses.map(async (one: string) => [one, await text(one)] as const)));
  }

  async function text(address: string): Promise<string> {
    const response = await fetch(`${service.url}${address}`);
    return `${response.status} ${await response.text()}`;
  }

  /** Any later act on any statement: of the body, of the editors, or another statement from a paper found late. */
  function anyAct(lines: readonly Line[], act: number): { command: string } & Record<string, unknown> {
    const line = random.pick(lines);
    const { category, object } = MADE_BY[line.command]!;
    const stream = streamOf(category, resolveId(ledgerIdOf(ORIGIN), String(line[object])));
    const target = eventId(stream, line.id, 0);
    const day = random.pick([DAYS.reports[3], '2025-09-01', '2026-01-01']);
    const later = { reportedOn: day, source: SOURCE };
    const reason = `For test ${act}.`;
    const { actingAs } = line;
    const { id: _, ...said } = line;
    const found = (reportedOn: string) => ({
      ...{ ...said, ...anew(line, act, reportedOn), reportedOn, source: SOURCE },
      // Another report of progress is another update.
      ...(line.updateId ? { updateId: `LATER-${act}` } : {}),
    });
    const change = random.pick([
      { command: 'restate-entry', target, ...later, statement: anew(line, act, day), reason: 'error' },
      { command: 'revise-entry', target, ...later, statement: anew(line, act, day), scheduled: false },
      { command: 'withdraw-entry', target, ...later, reason },
      {
        command: 'correct-entry',
        target,
        statement: anew(line, act, String(line.reportedOn)),
        correctionReason: reason,
      },
      { command: 'void-entry', target, reason },
      found(day),
      found('2024-10-01'),
    ]);
    return { ...change, confirmed: ['outside-schedule'], ...(actingAs ? { actingAs } : {}) };
  }

  test('never changes, whatever is restated, corrected, voided or found later', async () => {
    const lines = fourLevels().filter(({ command }) => command in MADE_BY);
    const before = await shown();
    for (const [address, answer] of before) expect([address, answer.slice(0, 4)]).toEqual([address, '200 ']);
    const sameDay = `/api/plans/PLAN-B?asReportedOn=${DAYS.reports[2]}`;
    const day = await text(sameDay);

    const taken = new Map<string, number>();
    let last = '';
    for (let act = 0; act < ACTS; act++) {
      const command = anyAct(lines, act);
      const { status, body } = await send(command);
      expect([command, [200, 409, 422].includes(status)]).toEqual([command, true]);
      if (status !== 200) continue;
      taken.set(command.command, (taken.get(command.command) ?? 0) + 1);
      last = body.eventIds.at(-1);
    }
    for (const act of ['restate', 'revise', 'withdraw', 'correct', 'void'])
      expect([act, taken.get(`${act}-entry`)]).toEqual([act, expect.any(Number)]);
    await request(service.url).get('/api/plans').set('Ledger-After', last).expect(200);

    expect(await shown()).toEqual(before);
    expect(await text(sameDay)).not.toBe(day);
  }, 120_000);
});
