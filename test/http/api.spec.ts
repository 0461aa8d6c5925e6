import request from 'supertest';
import { uuidV7At } from '../../src/ledger/ids.js';
import { type SmallLedger, smallLedger } from './small-ledger.js';

describe('the reading addresses', () => {
  let ledger: SmallLedger;
  const get = async (path: string) => {
    const response = await ledger.get(path);
    if (response.status !== 200) throw new Error(`${path}: ${response.text}`);
    return response.body;
  };
  beforeAll(async () => {
    ledger = await smallLedger();
  });
  afterAll(() => ledger?.close());

  it('lists plans by the names they have, and finds them by external id and by UUID', async () => {
    const { items } = await get('/api/plans');
    expect(items).toMatchObject([
      { externalIds: ['PLAN'], title: 'A plan', owner: { name: 'Combined Authority' }, commitmentCount: 2 },
    ]);
    expect((await get(`/api/plans/${items[0].id}`)).title).toBe('A plan');
  });

  it('shows a plan with everything under it', async () => {
    const plan = await get('/api/plans/PLAN?asOf=2022-08-04');
    const [safety] = plan.children;
    expect(safety).toMatchObject({ title: 'Safety', updates: [{ blocks: [{ blockId: 'p1' }] }] });
    expect(safety.commitments[0]).toMatchObject({
      externalIds: ['C-1'],
      printedNumber: { value: '1', basis: 'printed' },
      wording: { text: 'Answer calls sooner.', chosen: 'earliestHeld', standing: 'printedVariant' },
      statuses: [
        { assessment: 'officer', status: null, label: 'Not stated in the source' },
        { assessment: 'panel', status: null },
      ],
      latestUpdate: { from: { reportedOn: '2022-08-04', entryLabel: 'Loaded later' } },
      milestones: [{ what: 'A new call centre opens.', overdue: false }],
      delivery: [{ body: { name: 'Combined Authority' }, function: 'delivers' }],
    });
    expect(safety.commitments[1]).toMatchObject({ externalIds: ['C-3'], latestUpdate: null });
  });

  it('shows nothing of a plan that had not been told of', async () => {
    const early = await ledger.get('/api/plans/PLAN?asOf=2022-06-06');
    expect([early.status, early.body.code]).toEqual([404, 'unknown-object']);
    expect(early.body.detail).toContain('first reported on 7 June 2022');
    const small = await ledger.get('/api/plans/PLAN?atSize=2');
    expect(small.body.detail).toMatch(/came into the ledger with entry \d+/);
    expect((await ledger.get('/api/plans/OTHER')).body.detail).toBe('The ledger holds no such plan');
    expect((await ledger.get('/api/plans/%20')).body.code).toBe('malformed-id');
    expect((await get('/api/plans?atSize=0')).items).toEqual([]);
  });

  it('counts beside what is stated', async () => {
    expect(await get('/api/plans/PLAN/counts')).toMatchObject({
      commitments: 2,
      missingNumbers: [2],
      stated: [{ stated: 4, counted: 2 }],
      withoutUpdate: [{ externalIds: ['C-3'] }],
      sharedWords: [{ commitments: [{ externalIds: ['C-1'] }, { externalIds: ['C-3'] }] }],
      byStatus: [{ status: null, count: 2 }],
    });
  });

  it('keeps restatements by the body apart from corrections by the ledger', async () => {
    const { items } = await get('/api/restatements?object=MET-1');
    expect(items).toMatchObject([
      {
        kind: 'Restated',
        object: { name: 'Answer time' },
        before: { value: '298' },
        after: { value: '290' },
        change: { reason: 'error' },
        from: { reportedOn: '2026-06-11' },
      },
    ]);
    expect((await get('/api/restatements?asOf=2026-06-10')).items).toEqual([]);
  });

  it('gives each figure as it had been reported, with what was said first', async () => {
    const now = await get('/api/metrics/MET-1/observations');
    expect(now.metric).toMatchObject({ name: 'Answer time', last: { value: '310' } });
    expect(now.items).toMatchObject([
      {
        ...{ value: '310', display: '5m 10s', changed: false },
        from: {
          entry: 'correction',
          changeReason: 'A digit was mistyped.',
          source: { document: { title: 'A paper' } },
        },
      },
      { value: '290', changed: true, firstReported: { value: '298', reportedOn: '2022-08-04' } },
    ]);
    const then = await get('/api/metrics/MET-1/observations?asOf=2022-08-04&effectiveOn=2022-03-15');
    expect(then.items).toMatchObject([{ value: '298', display: '4m 58s', ageInDays: 126, changed: false }]);
  });

  it('finds measures by the words of their names', async () => {
    expect((await get('/api/metrics?words=TIME+answer')).items).toMatchObject([{ name: 'Answer time' }]);
    expect((await get('/api/metrics?words=answer+times')).total).toBe(0);
  });

  it('finds measures by what they are used for', async () => {
    const [one, others] = [await get('/api/metrics?use=performance'), await get('/api/metrics?use=funding')];
    expect(one.items).toContainEqual(expect.objectContaining({ name: 'Answer time' }));
    expect(others.total).toBe(0);
  });

  it('calls a promise overdue by the day asked for, never by the clock', async () => {
    expect((await get('/api/milestones?asOf=2022-11-30')).items[0].overdue).toBe(false);
    expect((await get('/api/milestones?asOf=2022-12-01')).items[0]).toMatchObject({ overdue: true, daysOverdue: 1 });
    expect((await get('/api/milestones?asOf=2022-08-04&overdueOn=2023-01-01')).total).toBe(1);
    expect((await get('/api/milestones?asOf=2022-08-04&overdueOn=2022-11-30')).total).toBe(0);
    expect((await get('/api/milestones?dueFrom=2022-11-01&dueTo=2022-12-01&about=PLAN')).total).toBe(1);
    expect((await get('/api/milestones?dueFrom=2022-11-02')).total).toBe(0);
    expect((await get('/api/milestones?about=C-3')).total).toBe(0);
  });

  it('finds milestones by who promised them and by what became of their dates', async () => {
    const count = async (query: string) => (await get(`/api/milestones?${query}`)).total;
    const { items } = await get('/api/milestones');
    expect(items[0]).toMatchObject({ moved: 0, advanced: 0 });
    expect(await count('body=B-1')).toBe(1);
    expect(await count('body=B-PANEL')).toBe(0);
    expect(await count('asOf=2022-08-04&show=ahead')).toBe(1);
    expect(await count('asOf=2022-08-04&show=ahead&on=2022-12-01')).toBe(0);
    expect(await count('asOf=2022-08-04&show=overdue&on=2022-12-01')).toBe(1);
    for (const show of ['moved', 'ended', 'undated']) expect(await count(`asOf=2022-08-04&show=${show}`)).toBe(0);
  });

  it('finds what a body delivers, promised and where it is named', async () => {
    const body = await get('/api/bodies/B-1');
    expect(body).toMatchObject({
      name: 'Combined Authority',
      remit: 'Runs things.',
      delivers: [{ targets: [{ name: 'C-1' }] }],
      promised: [{ what: 'A new call centre opens.' }],
      namedIn: [{ category: 'update', name: 'Combined Authority' }],
    });
    expect((await get('/api/updates?body=B-1&words=FIVE+minutes')).total).toBe(1);
    expect((await get('/api/updates?target=PLAN&words=six')).total).toBe(0);
  });

  it('tells the whole history of a promise, corrections and all', async () => {
    const { items } = await get('/api/commitments/C-1/history');
    expect(items.map(({ type }: { type: string }) => type)).toEqual([
      'CommitmentMade',
      'WordingVersionRecorded',
      'CommitmentPlaced',
      'ProgressReported',
      'ProgressTargeted',
      'MilestonePromised',
      'MilestoneDated',
      'MilestoneAttached',
      'DeliveryLinked',
      'BoardDecisionRecorded',
      'LineageAsserted',
      'ProgressBlocksTargeted',
      'ProgressFigureLinked',
      'ProgressFigureLinked',
      'DecisionChangesLinked',
    ]);
    expect(items[0]).toMatchObject({ entryLabel: 'Loaded later', kind: 'statement', citations: [] });
    expect(items[2]).toMatchObject({ type: 'CommitmentPlaced', pointsAt: [{ name: 'Safety' }] });
    expect(items[5]).toMatchObject({
      object: { name: 'A new call centre opens.' },
      pointsAt: [{ name: 'Combined Authority' }],
    });
  });

  it('tells in a history what was said elsewhere about a promise, and each statement in words', async () => {
    const { items } = await get('/api/commitments/C-1/history');
    const told = items.map(({ category, facet }: { category: string; facet: string }) => [
      category,
      facet.split('/')[0],
    ]);
    expect(told).toEqual(
      expect.arrayContaining([
        ['plan', 'delivery'],
        ['commitment', 'lineage'],
        ['meeting', 'decision'],
      ]),
    );
    const dates = (await get('/api/commitments/C-3/history')).items.filter(
      ({ facet }: { facet: string }) => facet === 'target-date',
    );
    expect(dates).toMatchObject([
      { was: null, is: 'November 2022' },
      { was: 'November 2022', is: 'January 2023' },
    ]);
  });

  it('notes what documents lack', async () => {
    expect((await get('/api/sources')).items[0]).toMatchObject({ gaps: [{ what: 'Page 2 is missing.' }] });
  });

  it('names the document wherever one is cited', async () => {
    const document = { externalIds: ['S-1'], title: 'A paper', sha256: 'a'.repeat(64) };
    const [update] = (await get('/api/updates')).items;
    expect(update).toMatchObject({
      blocks: [{ citation: { document, row: 'R1', line: 7 } }],
      from: { source: { document } },
    });
    const { items } = await get('/api/commitments/C-1/history');
    expect(items[0].source).toMatchObject({ document, sha256: 'a'.repeat(64) });
    expect((await get('/api/sources')).items[0].externalIds).toEqual(['S-1']);
  });

  it('shows by pages what it shows at once', async () => {
    const whole = await get('/api/decisions');
    const seen = [];
    for (let next: string | null = '/api/decisions?limit=1'; next; ) {
      const page: { items: unknown[]; next: string | null } = await get(next);
      seen.push(...page.items);
      next = page.next;
    }
    expect(seen).toEqual(whole.items);
  });

  it('keeps the document and the passages of what it corrects, unless others are named', async () => {
    const [made] = ledger.events.get('define-metric')!;
    const citations = [{ sourceId: 'S-1', line: 7 }];
    const { entry } = await get(`/api/entries/${made}`);
    const { actingAs: _role, ...definition } = entry.data;
    const correct = async (more: object) => {
      const correction = { command: 'correct-entry', target: made, correctionReason: 'Misread.', ...more };
      const { body } = await ledger.send(correction);
      await ledger.get('/api/plans').set('Ledger-After', body.eventIds[0]).expect(200);
      expect((await ledger.send({ ...correction, id: body.command })).body).toEqual(body);
      return (await get('/api/metrics?words=time')).items[0].from;
    };
    const cited = await correct({ statement: definition, citations });
    expect(cited).toMatchObject({ source: { document: { title: 'A paper' } }, citations: [{ line: 7 }] });
    const renamed = await correct({ statement: { ...definition, name: 'Answering time' } });
    expect(renamed).toMatchObject({ source: cited.source, citations: cited.citations, entry: 'correction' });
    const elsewhere = await correct({ statement: definition, source: { sha256: 'c'.repeat(64) } });
    expect(elsewhere.source).toEqual({ sha256: 'c'.repeat(64) });
  });

  it('goes on behind a figure whose area is named in words', async () => {
    const figure = { command: 'submit-metric', metricId: 'MET-1', reportedOn: '2022-08-04', definitionVersion: 1 };
    const more = {
      source: { doc: 'S-1', sha256: 'a'.repeat(64) },
      effective: { from: '2021-01-01', to: '2022-01-01' },
    };
    let id = '';
    for (const name of ['Bury & Bolton', 'Tameside'])
      ({
        eventIds: [id],
      } = (await ledger.send({ ...figure, ...more, areas: [{ name }], value: '300', qualifier: 'exact' })).body);
    await ledger.get('/api/plans').set('Ledger-After', id).expect(200);
    const seen: unknown[] = [];
    for (let next: string | null = '/api/metrics/MET-1/observations?limit=1'; next; ) {
      const page: { items: unknown[]; next: string | null } = await get(next);
      seen.push(...page.items);
      next = page.next;
    }
    expect(seen).toEqual((await get('/api/metrics/MET-1/observations')).items);
    expect(seen).toHaveLength(4);
  });

  it('says honestly why a view does not hold something', async () => {
    const detail = async (path: string) => (await ledger.get(path)).body.detail;
    const later = { command: 'register-body', reportedOn: '2022-07-01', source: { sha256: 'a'.repeat(64) } };
    const described = { externalIds: ['B-2'], named: { name: 'Panel' }, described: { kind: 'panel' } };
    const { body } = await ledger.send({ ...later, bodyId: 'B-2', ...described });
    for (const target of body.eventIds.slice(1, 2))
      await ledger.send({ command: 'void-entry', target, reason: 'Another name.', actingAs: 'policy-officer' });
    await ledger.get('/api/plans').set('Ledger-After', ledger.events.get('void-entry')![0]!).expect(200);

    const { index } = await get(`/api/entries/${body.eventIds[0]}`);
    expect(await detail(`/api/bodies/B-2?atSize=${index}`)).toContain(`Ask for atSize=${index + 1} or more`);
    expect(await detail('/api/bodies/B-2?asOf=2022-06-30')).toContain('Ask for asReportedOn=2022-07-01 or later');
    expect(await detail('/api/bodies/B-2')).toContain('or has been taken back or voided');
    expect(await detail('/api/bodies/B-3')).toBe('The ledger holds no such body');
  });

  describe('entries', () => {
    it('come as sealed, with the values still held and never the name of who entered them', async () => {
      const page = await get('/api/entries?limit=2');
      expect(page.items.map(({ index }: { index: number }) => index)).toEqual([0, 1]);
      expect(page.next).toBe(`/api/entries?limit=2&after=1&atSize=${page.view.atSize}`);
      const [id] = ledger.events.get('report-progress')!;
      const entry = await get(`/api/entries/${id}`);
      expect(entry.entry).toMatchObject({ id, data: { blocks: [{ text: { $c: expect.any(String) } }] } });
      expect(entry.disclosures.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/data/blocks/0/text']);
      expect((await ledger.get(`/api/entries/${id}?atSize=1`)).status).toBe(404);
    });

    it('come as lines with the same content', async () => {
      const { items, view } = await get('/api/entries?limit=1000');
      const lines = await ledger.get('/api/entries').set('Accept', 'application/jsonl').buffer().parse(asText);
      expect(lines.headers['content-type']).toBe('application/jsonl');
      expect(lines.headers['ledger-at-size']).toBe(String(view.atSize));
      const parsed = lines.body
        .trimEnd()
        .split('\n')
        .map((line: string) => JSON.parse(line));
      expect(parsed).toEqual(items.map(({ id, ...line }: { id: string }) => line));
      const some = await ledger
        .get('/api/entries?after=3&limit=2')
        .set('Accept', 'application/x-ndjson')
        .buffer()
        .parse(asText);
      expect(
        some.body
          .trimEnd()
          .split('\n')
          .map((line: string) => JSON.parse(line).index),
      ).toEqual([4, 5]);
    });

    it('refuse what they do not come as, and a page that is too large', async () => {
      expect((await ledger.get('/api/entries').set('Accept', 'text/csv')).status).toBe(406);
      expect((await ledger.get('/api/entries?limit=1001')).body.code).toBe('malformed-parameter');
      expect((await ledger.get('/api/entries?asOf=2022-08-04')).body.code).toBe('unknown-parameter');
    });
  });

  it('knows that it is alive and how far its read models are', async () => {
    expect(await get('/health/live')).toEqual({ live: true });
    const { ready, projections } = await get('/health/ready');
    expect(ready).toBe(true);
    expect(projections.map(({ name }: { name: string }) => name).sort()).toEqual([
      'audit-trail',
      'seal',
      'search',
      'state',
    ]);
  });

  it('answers HEAD as GET, without a body', async () => {
    const { status, headers } = await request(ledger.service.url).head('/api/plans');
    expect([status, headers['ledger-at-size'] !== undefined]).toEqual([200, true]);
  });

  it('tells a command once what a later paper says otherwise', async () => {
    const older = {
      command: 'submit-metric',
      id: uuidV7At(Date.now(), 'told once'),
      metricId: 'MET-1',
      reportedOn: '2022-06-07',
      source: { doc: 'S-1' },
      effective: { from: '2022-04-01', to: '2022-05-01' },
      areas: [{ name: 'Greater Manchester', code: 'E47000001' }],
      value: '305',
      qualifier: 'exact',
      definitionVersion: 1,
    };
    const { body } = await ledger.send(older);
    expect(body.notes).toEqual([
      { code: 'later-value-differs', field: 'value', message: expect.stringContaining('A later paper gives another') },
    ]);
    const { notes: _, ...receipt } = body;
    expect((await ledger.send(older)).body).toEqual(receipt);
  });
});

function asText(response: request.Response, done: (error: Error | null, text: string) => void): void {
  let text = '';
  response.on('data', (data: Buffer) => {
    text += data.toString('utf8');
  });
  response.on('end', () => done(null, text));
}
