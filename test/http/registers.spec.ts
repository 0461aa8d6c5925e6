import { type SmallLedger, smallLedger } from './small-ledger.js';

describe('the registers', () => {
  let ledger: SmallLedger;
  beforeAll(async () => {
    ledger = await smallLedger();
  });
  afterAll(() => ledger?.close());

  const get = async (path: string) => (await ledger.get(path).expect(200)).body;
  /** Texts of the lines, in their order. */
  const texts = async (path: string) =>
    ((await get(path)).items as { text: string }[]).map(({ text }) => text.replace('.', ''));

  describe('of recommendations', () => {
    it('says when nobody recorded what the meeting answered', async () => {
      expect((await get('/api/recommendations?type=note')).items).toMatchObject([
        {
          type: 'note',
          outcome: 'Outcome not recorded',
          answer: null,
          meeting: { name: 'Combined Authority, 4 August 2022' },
        },
      ]);
      const { items } = await get('/api/recommendations?type=note&asOf=2022-08-04');
      expect(items[0].outcome).toBe('Not yet answered');
    });

    it('has the answer with what was changed, and the decision behind it', async () => {
      const { items } = await get('/api/recommendations?outcome=recorded');
      expect(items).toMatchObject([
        {
          answer: 'agreedWithChanges',
          answerText: 'Half of it.',
          addressedTo: [{ name: 'Crime Panel' }],
          printedNumber: '2',
          answeredFrom: { reportedOn: '2022-12-06' },
        },
      ]);
      expect((await get(`/api/decisions?meeting=MEET-1`)).items[0].id).toBe(items[0].decision.id);
    });

    it.each([
      ['', ['Note it', 'Agree the money']],
      ['?outcome=notRecorded', ['Note it']],
      ['?outcome=notYetAnswered', []],
      ['?outcome=notYetAnswered&asOf=2022-08-04', ['Note it', 'Agree the money']],
      ['?type=agree', ['Agree the money']],
      ['?body=B-1', ['Note it', 'Agree the money']],
      ['?body=B-PANEL', []],
      ['?meeting=MEET-2', []],
    ])('narrows by %s', async (query, expected) => {
      expect(await texts(`/api/recommendations${query}`)).toEqual(expected);
    });
  });

  describe('of decisions', () => {
    it.each([
      ['', ['No money', 'A vote', 'Money for a call centre']],
      ['?state=standing', ['No money', 'Money for a call centre']],
      ['?state=rescinded', ['A vote']],
      ['?asOf=2022-12-06&state=standing', ['No money', 'A vote', 'Money for a call centre']],
      ['?asOf=2022-12-05', ['Money for a call centre']],
      ['?body=B-PANEL', ['No money', 'A vote']],
      ['?changes=C-1', ['Money for a call centre']],
      ['?changes=C-3', []],
    ])('narrows by %s', async (query, expected) => {
      expect(await texts(`/api/decisions${query}`)).toEqual(expected);
    });

    it('follows one that is replaced from its day on', async () => {
      const line = { doc: 'S-1', sha256: 'a'.repeat(64) };
      const [{ key }] = (await get('/api/decisions?body=B-PANEL')).items;
      const { body } = await ledger.send({
        command: 'supersede-decision',
        meetingId: 'MEET-1',
        decisionId: 'DEC-1',
        byDecision: key,
        reason: 'The money is gone',
        reportedOn: '2023-01-01',
        source: line,
      });
      await ledger.get('/api/decisions').set('Ledger-After', body.eventIds[0]).expect(200);
      expect((await get('/api/decisions?meeting=MEET-1&state=superseded')).items).toMatchObject([
        { endedBy: { id: key.split('/').at(-1) }, endFrom: { reason: 'The money is gone' } },
      ]);
      expect((await get('/api/decisions?meeting=MEET-1&asOf=2022-12-31')).items[0].state).toBe('standing');
    });

    it('tells apart what its editors say later of what one changed', async () => {
      const [now] = (await get('/api/decisions?meeting=MEET-1')).items;
      expect(now).toMatchObject({ changes: [{ kind: 'commitment', what: { name: 'C-1' } }], addedByEditors: [] });
      const [then] = (await get('/api/decisions?meeting=MEET-1&asOf=2022-12-31')).items;
      expect(then).toMatchObject({
        changes: [],
        addedByEditors: [
          {
            ...{ kind: 'DecisionChangesLinked', on: '2026-06-11' },
            pointsAt: [
              { name: 'Combined Authority, 4 August 2022' },
              { name: 'C-1' },
              { name: 'Money for a call centre.' },
            ],
          },
        ],
      });
    });
  });

  describe('of actions', () => {
    it.each([
      ['', ['Find a place', 'Write a note']],
      ['?state=open', ['Find a place']],
      ['?state=done', ['Write a note']],
      ['?state=open&asOf=2022-08-04', ['Find a place', 'Write a note']],
      ['?owner=B-1', ['Find a place']],
      ['?overdueOn=2022-12-06', []],
      ['?overdueOn=2022-10-31&asOf=2022-08-04', []],
      ['?overdueOn=2022-11-01&asOf=2022-08-04', ['Find a place']],
      ['?overdueOn=2023-02-01', ['Find a place']],
      ['?asOf=2022-08-03', []],
    ])('narrows by %s', async (query, expected) => {
      expect(await texts(`/api/actions${query}`)).toEqual(expected);
    });

    it('counts how often a date was put off, by the day of the view', async () => {
      const [moved] = (await get('/api/actions?owner=B-1')).items;
      expect(moved).toMatchObject({ moved: 1, advanced: 0, overdue: true, dueFrom: { reason: 'No place was found' } });
      const [before] = (await get('/api/actions?owner=B-1&asOf=2022-11-01')).items;
      expect(before).toMatchObject({ moved: 0, overdue: true, daysOverdue: 1 });
    });

    it('names the office that must act', async () => {
      expect((await get('/api/actions?state=done')).items[0].owner).toMatchObject({
        body: { name: 'Crime Panel' },
        role: 'Chair',
      });
    });
  });

  describe('of meetings', () => {
    it.each([
      ['', ['2022-12-06', '2022-10-04', '2022-08-04']],
      ['?body=B-PANEL', ['2022-12-06', '2022-10-04']],
      ['?from=2022-10-04', ['2022-12-06', '2022-10-04']],
      ['?to=2022-10-04', ['2022-10-04', '2022-08-04']],
      ['?kind=board', []],
    ])('narrows by %s', async (query, expected) => {
      const { items } = await get(`/api/meetings${query}`);
      expect(items.map((one: { date: { date: string } }) => one.date.date)).toEqual(expected);
    });

    it('has the agenda in order with its papers, and what is left of it', async () => {
      const meeting = await get('/api/meetings/MEET-1');
      expect(meeting.items).toMatchObject([
        {
          number: '5',
          title: 'Progress and figures',
          about: [{ name: 'A plan' }],
          papers: [{ document: { name: 'A paper' } }],
        },
        { number: '10', title: 'Other business', papers: [] },
      ]);
      expect(meeting.papers).toHaveLength(1);
      expect(meeting).toMatchObject({
        name: 'Combined Authority, 4 August 2022',
        state: 'held',
        attendance: [{ role: 'Chair of the panel', capacity: 'chair' }],
        minutes: { document: { name: 'A paper' }, agreedAt: { name: 'Crime Panel, 6 December 2022' } },
        programmes: [{ name: 'Joint work programme' }],
        actions: [{ state: 'open' }, { state: 'done' }],
      });
    });

    it('is called until somebody says more, and says why it did not take place', async () => {
      expect((await get('/api/meetings/MEET-1?asOf=2022-12-05')).state).toBe('called');
      const cancelled = await get('/api/meetings/MEET-3');
      expect(cancelled).toMatchObject({ state: 'cancelled', cancelledBecause: 'Nothing to discuss' });
      expect((await ledger.get('/api/meetings/MEET-3?asOf=2022-08-03')).status).toBe(404);
    });
  });

  describe('of work programmes', () => {
    it.each([
      ['', ['2023/24', '2022/23']],
      ['?year=2022/23', ['2022/23']],
      ['?body=B-1', []],
      ['?meeting=MEET-1', ['2022/23']],
      ['?meeting=MEET-2', ['2022/23']],
      ['?meeting=MEET-3', []],
      ['?asOf=2022-08-04', ['2022/23']],
    ])('narrows by %s', async (query, years) => {
      const { items } = await get(`/api/work-programme${query}`);
      expect(items.map(({ year }: { year: string }) => year)).toEqual(years);
    });

    it('says what became of each subject, and where the papers say nothing', async () => {
      const [empty, held] = (await get('/api/work-programme')).items;
      expect(empty).toMatchObject({ items: [], notStated: ['The papers held do not say what is in it'] });
      expect(held).toMatchObject({
        owners: [{ name: 'Crime Panel' }],
        broughtTo: [{ name: 'Combined Authority, 4 August 2022' }],
        notStated: [],
      });
      expect(held.items).toMatchObject([
        { title: 'Calls', state: 'planned', moves: 1, meeting: { name: 'Crime Panel, 6 December 2022' } },
        { title: 'Figures', state: 'delivered', moves: 0, date: { date: '2022-08-04' } },
        { title: 'Fleet', state: 'dropped', stateFrom: { reason: 'Another board has it' } },
      ]);
    });

    it('has a subject where it was planned by the day of the view', async () => {
      const [then] = (await get('/api/work-programme?asOf=2022-06-07')).items;
      expect(then.items).toMatchObject([{ state: 'planned', moves: 0, date: { date: '2022-08-04' } }, {}, {}]);
    });
  });

  describe('of external recommendations', () => {
    it.each([
      ['', ['Answer sooner', 'Answer kindly']],
      ['?state=open', ['Answer sooner']],
      ['?state=submitted', ['Answer kindly']],
      ['?state=open&asOf=2022-08-04', ['Answer sooner', 'Answer kindly']],
      ['?issuer=B-INSP', ['Answer sooner', 'Answer kindly']],
      ['?issuer=B-1', []],
      ['?addressedTo=B-1', ['Answer sooner', 'Answer kindly']],
      ['?about=C-1', ['Answer sooner']],
      ['?about=PLAN', ['Answer sooner']],
      ['?about=C-3', []],
    ])('narrows by %s', async (query, expected) => {
      expect(await texts(`/api/external-recommendations${query}`)).toEqual(expected);
    });

    it('shows one by itself, where the view holds it', async () => {
      const one = await get('/api/external-recommendations/XR-1');
      expect(one).toMatchObject({ reference: 'INSP-1', text: 'Answer sooner.', about: [{ name: 'C-1' }] });
      const then = await ledger.get('/api/external-recommendations/XR-1?asOf=2022-01-01');
      expect([then.status, then.body.code]).toEqual([404, 'unknown-object']);
      expect(then.body.detail).toMatch(/^This external recommendation is not in this view/);
    });

    it('counts the states of all that fits, whichever is asked for', async () => {
      const counts = { open: 1, submitted: 1, closed: 0, withdrawn: 0 };
      expect((await get('/api/external-recommendations?state=closed')).counts).toEqual(counts);
      expect((await get('/api/external-recommendations?about=C-1')).counts).toEqual({ ...counts, submitted: 0 });
    });

    it('is overdue until the issuer closes it', async () => {
      const [first, second] = (await get('/api/external-recommendations')).items;
      expect(first).toMatchObject({
        ...{ issuer: { name: 'Inspectorate' }, reference: 'INSP-1', about: [{ name: 'C-1' }], overdue: true },
        issuedOn: { display: 'Not stated in the source' },
      });
      expect(second).toMatchObject({ overdue: true, issuedOn: { display: 'May 2022' }, evidence: [{}] });
      const then = (await get('/api/external-recommendations?asOf=2022-08-01')).items;
      expect(then).toMatchObject([
        { daysOverdue: 1, about: [], addedByEditors: [{ kind: 'ExternalRecommendationLinked', on: '2026-06-11' }] },
        { overdue: false, state: 'open' },
      ]);
    });

    it("shows the issuer's own words that closed it", async () => {
      const sha256 = 'b'.repeat(64);
      const said = { reportedOn: '2023-01-01', source: { sha256 } };
      const send = async (command: Record<string, unknown>) => {
        const { status, body, text } = await ledger.send({ ...said, ...command });
        expect([status, status === 200 ? '' : text]).toEqual([200, '']);
        await ledger.get('/api/plans').set('Ledger-After', body.eventIds[0]).expect(200);
      };
      await send({
        ...{ command: 'register-source', sourceId: 'S-LETTER', title: 'A letter', kind: 'letter', sha256 },
        ...{
          publisherBodyId: 'B-INSP',
          dated: { precision: 'none' },
          mediaType: 'text/plain',
          size: 9,
          language: 'en',
        },
      });
      const confirmedIn = { sourceId: 'S-LETTER', line: 3 };
      const close = { command: 'close-external-recommendation', externalRecommendationId: 'XR-2', on: '2022-12-20' };
      await send({ ...close, confirmedIn });
      const [closed] = (await get('/api/external-recommendations?state=closed')).items;
      expect(closed).toMatchObject({
        ...{ overdue: false, closedOn: '2022-12-20', text: 'Answer kindly.' },
        confirmedIn: { line: 3, document: { title: 'A letter' } },
      });
    });
  });
});
