import request from 'supertest';
import { AccessService } from '../../src/access/access.service.js';
import { ROLES } from '../../src/access/roles.js';
import { uuidV7At } from '../../src/ledger/ids.js';
import { sayMore as ofBackfills } from './parts/backfills.js';
import { sayMore as ofFigures } from './parts/figures.js';
import { sayMore as ofMeetings } from './parts/meetings.js';
import { sayMore as ofProgress } from './parts/progress.js';
import { sayMore } from './parts/promises.js';
import { sayMore as ofReports } from './parts/reports.js';
import { startTestService, type TestService } from './service.js';

const PAPER = 'a'.repeat(64);

/** What the paper said of each day, as commands without ids. */
const said = (reportedOn: string) => ({ reportedOn, source: { doc: 'S-1', sha256: PAPER } });
const june = said('2022-06-07');
const august = said('2022-08-04');
const later = said('2026-06-11');

const area = { areas: [{ name: 'Greater Manchester', code: 'E47000001' }] };
const march = { effective: { from: '2022-03-01', to: '2022-04-01' } };

const COMMANDS: Record<string, unknown>[] = [
  {
    command: 'open-ledger',
    name: 'A small ledger',
    origin: 'ledger.example/small',
    timeZone: 'Europe/London',
    languages: ['en'],
    ownerBodyId: 'B-1',
    reportedOnConvention: 'The date of the paper.',
  },
  {
    command: 'publish-area-list',
    reportedOn: '2022-01-01',
    version: 1,
    areas: [{ code: 'E47000001', name: 'Greater Manchester', level: 'combined authority' }],
    source: { sha256: PAPER },
  },
  {
    command: 'register-source',
    sourceId: 'S-1',
    reportedOn: '2022-06-07',
    source: { sha256: PAPER },
    externalIds: ['S-1'],
    title: 'A paper',
    kind: 'panelPaper',
    dated: { date: '2022-06-07', precision: 'day' },
    mediaType: 'text/plain',
    size: 10,
    sha256: PAPER,
    language: 'en',
  },
  { command: 'note-source-gap', sourceId: 'S-1', ...june, gapId: 'GAP-1', what: 'Page 2 is missing.' },
  {
    command: 'register-body',
    bodyId: 'B-1',
    ...june,
    externalIds: ['B-1'],
    named: { name: 'Combined Authority' },
    described: { kind: 'organisation', remit: 'Runs things.' },
  },
  {
    command: 'register-plan',
    planId: 'PLAN',
    ...june,
    ownerBodyId: 'B-1',
    externalIds: ['PLAN'],
    levels: [
      { key: 'priority', one: 'Priority', many: 'Priorities', printedAs: 'Priorities' },
      { key: 'commitment', one: 'Commitment', many: 'Commitments', printedAs: 'We will' },
    ],
    described: { title: 'A plan' },
    period: { from: '2022-01-01', basis: 'printed' },
  },
  {
    command: 'add-priority',
    planId: 'PLAN',
    ...june,
    nodeId: 'P-1',
    level: 'priority',
    titled: { title: 'Safety', class: 'first' },
  },
  ...['1', '3'].map((number) => ({
    command: 'make-commitment',
    commitmentId: `C-${number}`,
    planId: 'PLAN',
    ...june,
    promisedBy: { basis: 'notStated' },
    externalIds: [`C-${number}`],
    wording: {
      wordingId: `W-${number}`,
      text: `Answer calls sooner${number === '1' ? '.' : ''}`,
      lang: 'en',
      form: 'We will',
      printedNumber: { value: number, basis: 'printed' },
      standing: 'printedVariant',
      class: 'first',
    },
    place: { homeId: 'P-1' },
    confirmed: ['same-words'],
  })),
  { command: 'state-count', planId: 'PLAN', ...june, scopeId: 'PLAN', of: 'commitments', value: 4 },
  {
    command: 'report-progress',
    updateId: 'U-1',
    planId: 'PLAN',
    ...august,
    targets: ['C-1', 'P-1'],
    blocks: [
      {
        blockId: 'p1',
        kind: 'paragraph',
        text: 'The Combined Authority answers in five minutes.',
        citation: { sourceId: 'S-1', row: 'R1', line: 7 },
      },
    ],
  },
  {
    command: 'promise-milestone',
    milestoneId: 'M-1',
    planId: 'PLAN',
    ...august,
    kind: 'promise',
    what: 'A new call centre opens.',
    promisedBy: { bodyId: 'B-1', basis: 'named' },
    attached: [{ kind: 'commitment', targetId: 'C-1' }],
    due: { from: '2022-11-01', to: '2022-12-01', precision: 'month', printed: 'November 2022', basis: 'printed' },
  },
  {
    command: 'link-delivery',
    planId: 'PLAN',
    ...august,
    deliveryId: 'DL-1',
    targets: ['C-1'],
    bodyId: 'B-1',
    function: 'delivers',
    printed: 'Combined Authority',
  },
  {
    command: 'define-metric',
    metricId: 'MET-1',
    ...august,
    definitionVersion: 1,
    name: 'Answer time',
    use: 'performance',
    kind: 'duration',
    unit: 'seconds',
    periodType: 'month',
    goodDirection: { value: 'lower', basis: 'judgement' },
  },
  {
    command: 'submit-metric',
    metricId: 'MET-1',
    ...august,
    ...march,
    ...area,
    value: '298',
    qualifier: 'exact',
    printed: '4 mins 58',
    definitionVersion: 1,
  },
  {
    command: 'submit-metric',
    metricId: 'MET-1',
    ...august,
    ...area,
    effective: { from: '2022-04-01', to: '2022-05-01' },
    value: '301',
    qualifier: 'exact',
    definitionVersion: 1,
  },
  {
    command: 'call-meeting',
    meetingId: 'MEET-1',
    ...june,
    bodyIds: ['B-1'],
    kind: 'panel',
    date: { date: '2022-08-04', precision: 'day' },
  },
  {
    command: 'make-recommendation',
    meetingId: 'MEET-1',
    ...august,
    recommendationId: 'R-1',
    type: 'note',
    text: 'Note it.',
  },
  {
    command: 'record-board-decision',
    meetingId: 'MEET-1',
    ...august,
    decisionId: 'DEC-1',
    text: 'Money for a call centre.',
    decidedBy: { bodyId: 'B-1', basis: 'named' },
    decidedOn: { date: '2022-08-04', precision: 'day' },
  },
];

export interface SmallLedger {
  service: TestService;
  /** Holds every role. */
  token: string;
  /** The events of a command of {@link COMMANDS} by its name, in the order sent. */
  events: Map<string, string[]>;
  send(command: Record<string, unknown>): Promise<request.Response>;
  get(path: string): request.Test;
  close(): Promise<void>;
}

/**
 * A service whose ledger has at least one of everything that can be read, written through its own addresses.
 *
 * @param env further settings
 */
export async function smallLedger(env: Record<string, string> = {}): Promise<SmallLedger> {
  const service = await startTestService(env);
  const { token } = await service.app.get(AccessService).createToken({ name: 'Everyone at once', roles: ROLES });
  const events = new Map<string, string[]>();
  let sent = 0;

  const send = async ({ command, ...body }: Record<string, unknown>) => {
    const id = uuidV7At(Date.now(), `small ledger ${sent++}`);
    const response = await request(service.url)
      .post(`/api/commands/${command}`)
      .set('Authorization', `Bearer ${token}`)
      .send({ id, ...body });
    if (response.status !== 200) return response;
    events.set(String(command), [...(events.get(String(command)) ?? []), ...response.body.eventIds]);
    return response;
  };
  const get = (path: string) => request(service.url).get(path);
  const write = async (command: Record<string, unknown>) => {
    const { status, text } = await send(command);
    if (status !== 200) throw new Error(`${command.command}: ${text}`);
  };
  try {
    await fill(write, events);
    await get('/api/plans')
      .set('Ledger-After', [...events.values()].flat().at(-1)!)
      .expect(200);
  } catch (error) {
    await service.close();
    throw error;
  }
  return { service, token, events, send, get, close: () => service.close() };
}

async function fill(write: (command: Record<string, unknown>) => Promise<void>, events: Map<string, string[]>) {
  for (const command of COMMANDS) await write(command);
  const [first, second] = events.get('submit-metric')!;
  const figure = { ...area, qualifier: 'exact', definitionVersion: 1 };
  await write({
    command: 'restate-entry',
    ...later,
    target: first,
    statement: { ...figure, value: '290' },
    reason: 'error',
  });
  await write({
    command: 'correct-entry',
    target: second,
    statement: { ...figure, value: '310' },
    correctionReason: 'A digit was mistyped.',
  });
  await sayMore(write, events);
  await ofProgress(write);
  await ofMeetings(write);
  await ofFigures(write, events);
  await ofReports(write);
  await ofBackfills(write, events);
}
