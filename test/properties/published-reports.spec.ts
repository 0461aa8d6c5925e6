import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { AccessService } from '../../src/access/access.service.js';
import { ROLES } from '../../src/access/roles.js';
import { dayIn } from '../../src/ledger/dates.js';
import { eventId, ledgerIdOf, resolveId, streamOf, uuidV7At } from '../../src/ledger/ids.js';
import { type LoadedService, startLoaded } from '../acceptance/example-service.js';
import { DAYS, fourLevels, type Line, ORIGIN, writeFourLevels } from '../support/four-levels.js';
import { Random, seedFrom } from '../support/random.js';

/** Later acts that are tried; some are refused, as what they act on was voided before. */
const ACTS = 300;

/** A kind of statement that is acted on: by which command it is made, and as which of its events. */
interface Kind {
  command: string;
  category: string;
  object: string;
  event?: number;
  /** It in other words, with another figure or status, as on a day. */
  anew: (line: Line, act: number, day: string) => object;
  /** The command that says so in a paper that is found later; the same with what it says anew unless told. */
  found?: (line: Line, act: number) => object & { command: string };
}

const KINDS: readonly Kind[] = [
  {
    ...{ command: 'report-status', category: 'commitment', object: 'commitmentId' },
    anew: (line, act, day) => ({
      ...plain(line, 'commitmentId'),
      ...{ status: 'red', schemeVersion: day < DAYS.varied ? 1 : 2, reason: `Said anew ${act}.` },
    }),
  },
  {
    ...{ command: 'submit-metric', category: 'metric', object: 'metricId' },
    anew: (line, act) => ({ ...plain(line, 'metricId'), value: String(1_000 + act) }),
  },
  {
    ...{ command: 'report-progress', category: 'update', object: 'updateId' },
    anew: (line, act) => ({ ...plain(line, 'updateId'), blocks: [paragraph(act)] }),
    // Another report of progress is another update.
    found: (line, act) => ({ ...said(line), blocks: [paragraph(act)], updateId: `LATER-${act}` }),
  },
  {
    ...{ command: 'make-commitment', category: 'commitment', object: 'commitmentId', event: 1 },
    anew: ({ wording }, act) => ({ ...(wording as object), text: `Said anew ${act}.` }),
    found: ({ commitmentId, wording }, act) => ({
      ...{ command: 'record-wording', commitmentId, ...(wording as object), wordingId: `W-LATER-${act}` },
      ...{ text: `Said anew ${act}.`, class: 'editorial', supersedes: (wording as { wordingId: string }).wordingId },
    }),
  },
  {
    ...{ command: 'promise-milestone', category: 'milestone', object: 'milestoneId' },
    anew: ({ kind, promisedBy }, act) => ({ kind, promisedBy, what: `Said anew ${act}.` }),
    found: ({ planId, kind, promisedBy, attached }, act) => ({
      ...{ command: 'promise-milestone', milestoneId: `M-LATER-${act}`, planId, kind, promisedBy, attached },
      what: `Said anew ${act}.`,
    }),
  },
  {
    ...{ command: 'promise-milestone', category: 'milestone', object: 'milestoneId', event: 1 },
    anew: (_, act) => ({ due: dueLater(act) }),
    found: ({ milestoneId }, act) => ({ command: 'move-milestone', milestoneId, due: dueLater(act), notGiven: true }),
  },
  {
    ...{ command: 'set-target-date', category: 'commitment', object: 'commitmentId' },
    anew: (_, act) => ({ due: dueLater(act) }),
    found: ({ commitmentId }, act) => ({
      ...{ command: 'move-target-date', commitmentId, due: dueLater(act), notGiven: true },
    }),
  },
  {
    ...{ command: 'add-theme', category: 'plan', object: 'planId', event: 1 },
    anew: ({ nodeId, titled }, act) => ({ ...(titled as object), nodeId, title: `Said anew ${act}` }),
    found: ({ planId, nodeId }, act) => ({
      ...{ command: 'title-node', planId, nodeId, title: `Said anew ${act}`, class: 'editorial' },
    }),
  },
  {
    ...{ command: 'link-delivery', category: 'plan', object: 'planId' },
    anew: (line, act) => ({ ...plain(line, 'planId'), targets: line.targets, printed: `Said anew ${act}` }),
    found: (line, act) => ({ ...said(line), deliveryId: `D-LATER-${act}`, printed: `Said anew ${act}` }),
  },
];

/** One statement that is acted on. */
interface Acted {
  kind: Kind;
  line: Line;
}

function actedOn(lines: readonly Line[], kind: Kind): Acted[] {
  const dated = (line: Line) => kind.command !== 'promise-milestone' || !kind.event || line.due !== undefined;
  return lines.filter((line) => line.command === kind.command && dated(line)).map((line) => ({ kind, line }));
}

const paragraph = (act: number) => ({ blockId: 'b', kind: 'paragraph', text: `Said anew ${act}.` });

/** Another month each time. */
function dueLater(act: number): object {
  const month = (number: number) =>
    `${2026 + Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}-01`;
  return { from: month(act), to: month(act + 1), precision: 'month', basis: 'printed' };
}

/** What the plan with four levels does not say: dates of its promises, and who delivers them. */
function moreSaid(): ({ command: string } & Record<string, unknown>)[] {
  const { reportedOn, source, citations } = fourLevels().find(({ command }) => command === 'make-commitment')!;
  const first = { reportedOn, source, citations };
  const due = { from: '2025-01-01', to: '2025-02-01', precision: 'month', basis: 'printed' };
  return [
    ...['K1111', 'K1112', 'K2222'].map((commitmentId) => ({ command: 'set-target-date', ...first, commitmentId, due })),
    ...['K1111', 'L111'].map((target) => ({
      ...{ command: 'link-delivery', planId: 'PLAN-B', ...first, deliveryId: `D-${target}`, targets: [target] },
      ...{ bodyId: 'COUNCIL', function: 'delivers', printed: 'The council' },
    })),
  ];
}

/** What a reader of a report may look at in the view that it pins. */
const SHOWN = [
  ...['plans/PLAN-B?', 'plans/PLAN-B/counts?', 'plans/PLAN-B/scorecard?', 'commitments?limit=100&'],
  ...['milestones?limit=100&', 'overdue?', 'updates?', 'metrics/COMPLAINTS/observations?', 'restatements?'],
];

/** Where the plan's ledger is kept. */
const TODAY = dayIn('Pacific/Auckland', new Date());

/** A report that is written here, and what it is made of. */
const LIVE = {
  ...{ reportId: 'LIVE', planId: 'PLAN-B', title: 'Written here', reportDate: TODAY, scope: ['L1'] },
  ...{ template: 'three-columns', templateVersion: 1 },
};
const LIVE_LINES: Line[] = [
  {
    ...{ command: 'report-progress', id: uuidV7At(Date.now(), 'live progress'), updateId: 'LIVE-U', planId: 'PLAN-B' },
    ...{ targets: ['L1', 'K1111'], blocks: [{ blockId: 'b', kind: 'paragraph', text: 'Said here.' }] },
  },
  {
    ...{ command: 'report-status', id: uuidV7At(Date.now(), 'live status'), commitmentId: 'K1112', reason: 'Seen.' },
    ...{ assessment: 'officer', scheme: 'rag', schemeVersion: 2, status: 'amber' },
    evidence: [{ citation: { sourceId: 'S-Q4', line: 2 } }],
  },
];

const SOURCE = { sha256: 'f'.repeat(64) };
const ENVELOPE = ['command', 'id', 'reportedOn', 'source', 'citations', 'effective', 'actingAs', 'targets'];

/** What a line says, but for its envelope and its object. */
function plain(line: Line, object: string): object {
  const kept = Object.entries(line).filter(([member]) => member !== object && !ENVELOPE.includes(member));
  return Object.fromEntries(kept);
}

/** What a line says, as another command. */
function said({ id: _, ...line }: Line): object & { command: string } {
  return line;
}

describe('a published report', () => {
  const random = new Random(seedFrom('PUBLISHED_REPORTS_SEED'));
  let folder: string;
  let service: LoadedService;
  let token: string;
  let approver: string;
  let sent = 0;

  const send = async ({ command, ...body }: { command: string } & Record<string, unknown>, as = token) =>
    request(service.url)
      .post(`/api/commands/${command}`)
      .set('Authorization', `Bearer ${as}`)
      .send({ id: uuidV7At(Date.now(), `later ${sent++}`), ...body });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'published-reports-'));
    await writeFourLevels(join(folder, 'plan.jsonl'), moreSaid());
    service = await startLoaded(join(folder, 'plan.jsonl'));
    const access = service.app.get(AccessService);
    token = (await access.createToken({ name: 'Everyone at once', roles: ROLES })).token;
    approver = (await access.createToken({ name: 'Approver', roles: ['approver'] })).token;
    await publishLive();
  }, 180_000);
  afterAll(async () => {
    await service?.close();
    await rm(folder, { recursive: true });
  });

  /** Writes a report here, and brings it before the public. */
  async function publishLive(): Promise<void> {
    const taken = async (...[command, as]: Parameters<typeof send>) => {
      const { status, body } = await send({ reportedOn: TODAY, ...command }, as);
      expect([command.command, status, body.errors]).toEqual([command.command, 200, undefined]);
      return body;
    };
    const { reportId } = LIVE;
    await taken({ command: 'open-report', ...LIVE });
    const saved = await request(service.url)
      .put(`/api/drafts/${reportId}`)
      .set('Authorization', `Bearer ${token}`)
      .set('If-None-Match', '*')
      .send({ asReportedOn: TODAY, lines: LIVE_LINES });
    expect([saved.status, saved.body.problems]).toEqual([201, []]);
    await taken({ command: 'submit-report', reportId });
    const draft = request(service.url).get(`/api/drafts/${reportId}/check`).set('Authorization', `Bearer ${approver}`);
    const answers = ((await draft).body.coverage as { id: string }[]).map(({ id }) => ({
      ...{ finding: id, answer: 'accepted', reason: 'Known' },
    }));
    await taken({ command: 'approve-report', reportId, coverageAnswers: answers }, approver);
    const source = { url: `/reports/${reportId}` };
    const published = await taken({ command: 'publish-report', ...LIVE, version: 1, source }, approver);
    await request(service.url).get('/api/plans').set('Ledger-After', published.eventIds[0]).expect(200);
  }

  /** What a report shows, at the addresses that it pins, byte for byte. */
  async function shown(): Promise<Map<string, string>> {
    const { items } = await service.get(`/api/reports?asReportedOn=${TODAY}`);
    const addresses = items.flatMap(
      ({ id, asReportedOn, atSize }: { id: string; asReportedOn: string; atSize: number }) => [
        ...SHOWN.map((path) => `/api/${path}asReportedOn=${asReportedOn}&atSize=${atSize}`),
        // Its own entry is the next one.
        `/api/reports/${id}/coverage?asReportedOn=${asReportedOn}&atSize=${atSize + 1}`,
        `/api/reports/${id}/content?asReportedOn=${asReportedOn}&atSize=${atSize + 1}`,
      ],
    );
    const bytes = `/api/reports/${LIVE.reportId}/content.json`;
    const contents = items.map(({ id }: { id: string }) => `/api/reports/${id}/content`);
    return new Map([
      ...(await now(contents)),
      ...(await Promise.all([bytes, ...addresses].map(async (one: string) => [one, await text(one)] as const))),
    ]);
  }

  /** Whatever the ledger has grown to, but for the view that an answer names. */
  async function now(addresses: readonly string[]): Promise<[string, string][]> {
    return Promise.all(
      addresses.map(async (one): Promise<[string, string]> => {
        const { view: _, ...content } = await service.get(one);
        return [one, `200 ${JSON.stringify(content)}`];
      }),
    );
  }

  async function text(address: string): Promise<string> {
    const response = await fetch(`${service.url}${address}`);
    return `${response.status} ${await response.text()}`;
  }

  /** Any later act on any statement: of the body, of the editors, or another statement from a paper found late. */
  function anyAct({ kind, line }: Acted, act: number): { command: string } & Record<string, unknown> {
    const { category, object, event = 0, anew } = kind;
    const stream = streamOf(category, resolveId(ledgerIdOf(ORIGIN), String(line[object])));
    const target = eventId(stream, line.id, event);
    const day = LIVE_LINES.includes(line) ? TODAY : random.pick([DAYS.reports[3], '2025-09-01', '2026-01-01']);
    const later = { reportedOn: day, source: SOURCE };
    const reason = `For test ${act}.`;
    const { actingAs } = line;
    const found = (reportedOn: string) => ({
      ...(kind.found?.(line, act) ?? { ...said(line), ...anew(line, act, reportedOn) }),
      ...{ reportedOn, source: SOURCE },
    });
    const change = random.pick([
      { command: 'restate-entry', target, ...later, statement: anew(line, act, day), reason: 'error' },
      { command: 'revise-entry', target, ...later, statement: anew(line, act, day), scheduled: false },
      { command: 'withdraw-entry', target, ...later, reason },
      {
        command: 'correct-entry',
        target,
        statement: anew(line, act, String(line.reportedOn ?? TODAY)),
        correctionReason: reason,
      },
      { command: 'void-entry', target, reason },
      found(day),
      found('2024-10-01'),
    ]);
    return { ...change, confirmed: ['outside-schedule'], ...(actingAs ? { actingAs } : {}) };
  }

  test('never changes, whatever is restated, corrected, voided or found later', async () => {
    const ofPapers = fourLevels(moreSaid());
    const kinds = KINDS.map((kind) => actedOn(ofPapers, kind));
    // Every third time, so that what was written here is acted on as well.
    const live = KINDS.flatMap((kind) => actedOn(LIVE_LINES, kind));
    const before = await shown();
    for (const [address, answer] of before) expect([address, answer.slice(0, 4)]).toEqual([address, '200 ']);
    const sameDay = `/api/plans/PLAN-B?asReportedOn=${DAYS.reports[2]}`;
    const day = await text(sameDay);

    const taken = new Map<string, number>();
    let last = '';
    for (let act = 0; act < ACTS; act++) {
      const acted = random.pick(act % 3 === 0 ? live : random.pick(kinds));
      const command = anyAct(acted, act);
      const { status, body } = await send(command);
      expect([command, [200, 404, 409, 422].includes(status)]).toEqual([command, true]);
      if (status !== 200) continue;
      for (const one of [command.command, `kind ${KINDS.indexOf(acted.kind)}`])
        taken.set(one, (taken.get(one) ?? 0) + 1);
      last = body.eventIds.at(-1);
    }
    const acts = ['restate', 'revise', 'withdraw', 'correct', 'void'].map((act) => `${act}-entry`);
    for (const one of [...acts, ...KINDS.map((_, index) => `kind ${index}`)])
      expect([one, taken.get(one)]).toEqual([one, expect.any(Number)]);
    await request(service.url).get('/api/plans').set('Ledger-After', last).expect(200);

    expect(await shown()).toEqual(before);
    const kept = `/api/reports/${LIVE.reportId}/content.json`;
    await service.app.get(DataSource).query('DELETE FROM working.published_content');
    expect(await text(kept)).toBe(before.get(kept)); // made again from the view that it pins
    expect(await text(sameDay)).not.toBe(day);
  }, 120_000);
});
