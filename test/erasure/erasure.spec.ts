import { QueryBus } from '@nestjs/cqrs';
import type pg from 'pg';
import request from 'supertest';
import { AccessService } from '../../src/access/access.service.js';
import type { Actor, Role } from '../../src/access/roles.js';
import { APP_POOL } from '../../src/database/database.module.js';
import type { DraftContent } from '../../src/drafts/draft-content.js';
import { DraftStore, type Save, tagOf } from '../../src/drafts/draft-store.js';
import { emptyLinesOf } from '../../src/drafts/erase-from-drafts.js';
import { ErasureModule } from '../../src/erasure/erasure.module.js';
import { type ErasureParts, Erasures } from '../../src/erasure/erasures.js';
import { canonicalBytes } from '../../src/integrity/canonical-json.js';
import { Clock } from '../../src/ledger/clock.js';
import { ErasableStore } from '../../src/ledger/erasable/erasable-store.js';
import type { StreamEvent } from '../../src/ledger/event.js';
import { EventStore } from '../../src/ledger/event-store.js';
import { uuidV7At } from '../../src/ledger/ids.js';
import { LedgerIdentityReader } from '../../src/ledger/ledger-identity.js';
import { PublishedSize } from '../../src/ledger/published-size.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';
import { everythingIn } from '../support/everything-in.js';
import { until } from '../support/until.js';

// biome-ignore lint/suspicious/noExplicitAny: answers of many routes
type Answer = any;

const WHY = { ground: 'request', requestRef: 'DPR-7' };

let made = 0;
const newId = () => uuidV7At(Date.now(), `erasure ${made++}`);
/** Words that stand nowhere else. */
const words = () => `The quokka number ${made++} of the Wobblethorpes was found.`;

describe('erasing', () => {
  let ledger: SmallLedger;
  let pool: pg.Pool;
  let parts: ErasureParts;
  let erasures: Erasures;
  let asker: Actor;
  let agreeing: Actor;
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    ledger = await smallLedger();
    const { app } = ledger.service;
    pool = app.get(APP_POOL);
    erasures = app.get(Erasures);
    parts = {
      ...{ pool, store: app.get(EventStore), erasable: app.get(ErasableStore), queries: app.get(QueryBus) },
      ...{ identity: app.get(LedgerIdentityReader), clock: app.get(Clock), size: app.get(PublishedSize) },
    };
    asker = await person('asker', 'administrator');
    agreeing = await person('agreeing', 'approver');
    await person('officer', 'reporting-officer', 'policy-officer');
  });
  afterAll(() => ledger?.close());

  async function person(name: string, ...roles: Role[]): Promise<Actor> {
    const access = ledger.service.app.get(AccessService);
    tokens[name] = (await access.createToken({ name, roles })).token;
    return (await access.authenticate(tokens[name]))!;
  }

  async function send(who: string, command: string, body: object): Promise<string> {
    const sent = { id: newId(), ...body };
    const post = (more: object = {}) =>
      request(ledger.service.url)
        .post(`/api/commands/${command}`)
        .set('Authorization', `Bearer ${tokens[who]}`)
        .send({ ...sent, ...more });
    const first = await post();
    const warned = (first.body.warnings ?? []).map(({ code }: Answer) => code);
    const answer = warned.length > 0 ? await post({ confirmed: warned }) : first;
    expect([command, answer.status, answer.body.detail]).toEqual([command, 200, undefined]);
    return answer.body.eventIds[0];
  }

  /** An entry with a free text that is searched. */
  const explain = (text: string, { who = 'officer', id = newId() } = {}) =>
    send(who, 'note-source-gap', {
      ...{ id, sourceId: 'S-1', reportedOn: '2022-06-07', source: { doc: 'S-1' }, gapId: `GAP-${made++}`, what: text },
    });

  const get = async (address: string, after?: string): Promise<Answer> => {
    const asked = ledger.get(address);
    const { status, body, text } = await (after ? asked.set('Ledger-After', after) : asked);
    expect([address, status]).toEqual([address, 200]);
    return Object.keys(body).length > 0 ? body : text;
  };

  /** The lines of the register about an entry, once there are so many. */
  const registered = (target: string, lines = 1): Promise<Answer[]> =>
    until('the register', async () => {
      const { items } = await get('/api/erasures?limit=1000');
      const found = items.filter((one: Answer) => one.target === target);
      return found.length >= lines ? found : null;
    });

  async function eraseText(entry: string, pointer = '/data/what'): Promise<Answer> {
    expect(await erasures.eraseText(entry, pointer, WHY, asker)).toBe('asked');
    expect(await erasures.eraseText(entry, pointer, WHY, agreeing)).toBe('erased');
    const [line] = await registered(entry);
    await get('/api/plans', line.id);
    return line;
  }

  async function exported(): Promise<Answer[]> {
    const response = await fetch(`${ledger.service.url}/api/entries`, { headers: { Accept: 'application/jsonl' } });
    const text = await response.text();
    return text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  }

  const held = async (entry: string) =>
    ((await parts.erasable.held([entry])).get(entry) ?? []).map((one) => one.pointer).sort();

  describe('a text', () => {
    it('takes two people, each of whom may', async () => {
      const entry = await explain(words());
      const erase = (actor: Actor, ground = WHY.ground) => erasures.eraseText(entry, '/data/what', { ground }, actor);
      const officer = (await ledger.service.app.get(AccessService).authenticate(tokens.officer!))!;
      await expect(erase(officer)).rejects.toThrow('Ask the administrator or approver');
      expect(await erase(asker)).toBe('asked');
      expect(await held(entry)).toContain('/data/what');
      expect(await erasures.waiting()).toContainEqual(
        expect.objectContaining({ entry, pointer: '/data/what', ground: 'request', askedBy: 'asker' }),
      );
      await expect(erase(asker)).rejects.toThrow('Someone else must agree');
      await expect(erase(agreeing, 'unlawful')).rejects.toThrow('This was asked for on another ground: request');
      expect(await held(entry)).toContain('/data/what');
      expect(await erase(agreeing)).toBe('erased');
      expect(await held(entry)).toEqual(['/by']);
      const [line] = await registered(entry);
      expect((await get(`/api/entries/${line.id}`)).entry).toMatchObject({
        type: 'PersonalDataErased',
        target: entry,
        data: { actingAs: 'administrator', approvedBy: 'approver', pointer: '/data/what', kindOfField: 'text' },
      });
      await expect(erase(asker)).rejects.toThrow(/^This was erased on \d+ [A-Z][a-z]+ \d{4}$/);
      expect(await erasures.waiting()).toEqual([]);
    });

    it('is asked for anew when nobody has agreed within 30 days', async () => {
      const entry = await explain(words());
      await erasures.eraseText(entry, '/data/what', WHY, asker);
      await pool.query("UPDATE erasable.erasing SET asked_at = now() - interval '31 days' WHERE event_id = $1", [
        entry,
      ]);
      expect(await erasures.waiting()).toEqual([]);
      expect(await erasures.eraseText(entry, '/data/what', WHY, agreeing)).toBe('asked');
      expect(await erasures.eraseText(entry, '/data/what', WHY, asker)).toBe('erased');
    });

    it.each([
      ['00000000-0000-7000-8000-000000000000', '/data/what', WHY, 'The ledger holds no entry with this id'],
      [null, '/data/gapId', WHY, 'There is nothing to erase at /data/gapId. In this entry there is /data/what'],
      [null, '/by', WHY, 'Who made an entry is erased with the whole person: ledger person erase'],
      [
        null,
        '/data/what',
        { ground: 'because' },
        /^Choose the ground for erasing: request \(The person asked for it\)/,
      ],
      [null, '/data/what', { ground: 'request', requestRef: 'mail of\nJo' }, /^The number of the request/],
    ])('is refused for %s %s on %j', async (entry, pointer, why, message) => {
      const id = entry ?? (await explain(words()));
      await expect(erasures.eraseText(id, pointer, why, asker)).rejects.toThrow(message);
    });

    it('leaves every entry and hash as it was, and its value nowhere', async () => {
      const text = words();
      const entry = await explain(text);
      await get('/api/plans', entry);
      const before = await exported();
      const index = before.findIndex((line) => line.entry.id === entry);
      const bundle = `/log/disclosures/000.p/${index + 1}`;
      expect(await get(bundle)).toContain(text);
      expect(await everythingIn(ledger.service.database.ownerPool, [text])).toEqual([]); // encrypted at rest

      const line = await eraseText(entry);
      const after = await exported();
      for (const [at, { entry: sealed, leafHash }] of before.entries())
        expect([after[at].leafHash, canonicalBytes(after[at].entry)]).toEqual([leafHash, canonicalBytes(sealed)]);
      expect(after[index]).toMatchObject({
        disclosures: [],
        erased: [{ pointer: '/data/what', id: line.id, index: line.index, ground: 'request' }],
      });
      expect(JSON.stringify(after)).not.toContain(text);
      const { headers } = await ledger.get(bundle);
      expect([await get(bundle), headers['cache-control']]).toEqual([expect.not.stringContaining(text), 'no-cache']);
      expect(await everythingIn(ledger.service.database.ownerPool, [text])).toEqual([]);
      const { rows } = await pool.query('SELECT FROM erasable.disclosure WHERE event_id = $1 AND pointer <> $2', [
        entry,
        '/by',
      ]);
      expect(rows).toEqual([]);
    });

    it('is told in answers as erased, whatever the size of their view, and is found no more', async () => {
      const text = words();
      const updateId = `U-${made++}`;
      const entry = await send('officer', 'report-progress', {
        ...{ updateId, planId: 'PLAN', reportedOn: '2022-06-07', source: { doc: 'S-1' }, targets: ['C-1'] },
        blocks: [{ blockId: 'p1', kind: 'paragraph', text, citation: { sourceId: 'S-1', page: '1' } }],
      });
      const { view } = await get(`/api/updates/${updateId}`, entry);
      const found = async () => JSON.stringify(await get(`/api/search?q=${encodeURIComponent('quokka')}&limit=1000`));
      expect(await found()).toContain(text);
      await eraseText(entry, '/data/blocks/0/text');
      for (const size of [view.atSize, view.atSize + 1]) {
        const address = `/api/updates/${updateId}?asReportedOn=${view.asReportedOn}&atSize=${size}`;
        const update = await get(address);
        expect(JSON.stringify(update)).not.toContain(text);
        expect(update.blocks[0].text).toBeNull();
        expect(update.from.erased).toEqual([
          {
            ...{ pointer: '/data/blocks/0/text', recordedAt: expect.stringMatching(/Z$/) },
            ...{ ground: 'request', groundInWords: 'The person asked for it' },
          },
        ]);
      }
      const search = `/api/search?q=quokka&limit=1000`;
      await until(
        'the search',
        async () => !(await get(search)).items.some((one: Answer) => one.from?.entryId === entry),
      );
      expect(await found()).not.toContain(text);
      expect((await ledger.get('/api/updates?format=csv')).text).toContain('[erased]');
    });

    it('goes from the draft that it came from, and from every save of it', async () => {
      const text = words();
      const id = newId();
      const line = (what: string) => ({ command: 'note-source-gap', id, what });
      const other = { command: 'note-source-gap', id: newId(), what: 'Other words' };
      const reportId = '018f8a10-0000-7000-8000-00000000dddd';
      const content = (what: string) => JSON.stringify({ asReportedOn: '2022-06-07', lines: [line(what), other] });
      await pool.query(`INSERT INTO working.draft VALUES ($1, 2, $2, repeat('0', 64), '{}', now(), $1)`, [
        reportId,
        content(text),
      ]);
      await pool.query(
        'INSERT INTO working.draft_version VALUES ($1, 1, 0, 1, $2, now(), $1), ($1, 2, 1, 2, $3, now(), $1)',
        [reportId, content(`Earlier: ${text}`), content(text)],
      );
      const comment = 'INSERT INTO working.draft_comment VALUES ($1, $2, 2, $3, $4, now(), $1, $5)';
      await pool.query(comment, [reportId, 1, id, `Not so: ${text}`, 'Reviewer']);
      await pool.query(comment, [reportId, 2, other.id, 'Fine', 'Reviewer']);
      const entry = await explain(text, { id });
      await eraseText(entry);
      const { rows: comments } = await pool.query('SELECT number FROM working.draft_comment');
      expect(comments).toEqual([{ number: 2 }]);
      expect(await everythingIn(ledger.service.database.ownerPool, [text])).toEqual([]);
      const { rows } = await pool.query<{ content: Answer }>(
        'SELECT content FROM working.draft UNION ALL SELECT content FROM working.draft_version',
      );
      for (const row of rows) expect(row.content.lines).toEqual([{ command: 'note-source-gap', id }, other]);
    });
  });

  describe('a text that stood in drafts', () => {
    const gap = (id: string, what: string) => ({ command: 'note-source-gap', id, what });
    const content = (...lines: object[]) => ({ asReportedOn: '2022-06-07', lines }) as DraftContent;
    const saving = (more: Pick<Save, 'reportId' | 'content'> & Partial<Save>): Save => ({
      ...{ over: undefined, known: 0, by: agreeing.subject, authors: () => ({}), ...more },
    });
    /** What stands, as a writer has it before them. */
    const standing = async (reportId: string) => tagOf((await store.get(reportId))!);
    let store: DraftStore;
    beforeAll(() => {
      store = new DraftStore(pool, ledger.service.app.get(Clock));
    });

    it('goes with what was said of its line, though the line was taken out since', async () => {
      const [text, id, other, reportId] = [words(), newId(), newId(), newId()];
      await store.save(saving({ reportId, content: content(gap(id, text), gap(other, 'Other words')) }));
      const say = (line: string, said: string) => store.comment({ reportId, line, text: said, by: agreeing });
      await say(id, `Not so: ${text}`);
      await say(other, 'Fine');
      const over = await standing(reportId);
      await store.save(saving({ reportId, over, content: content(gap(other, 'Other words')) }));
      await eraseText(await explain(text, { id }));
      expect(await store.comments(reportId)).toMatchObject([{ line: other, text: 'Fine' }]);
      expect(await everythingIn(ledger.service.database.ownerPool, [text])).toEqual([]);
    });

    it('goes from saves that could not be read, whose lines nobody can tell apart', async () => {
      const [text, id, reportId] = [words(), newId(), newId()];
      const malformed = [content({ command: 'note-source-gap', what: text }), content(gap(id.toUpperCase(), text))];
      for (const one of [...malformed, { Lines: [text] } as unknown as DraftContent])
        await store.save({ ...saving({ reportId, content: one }), malformed: true });
      await store.save(saving({ reportId, content: content(gap(id, text)) }));
      const elsewhere = newId();
      const kept = content({ command: 'note-source-gap', what: 'Of another report' });
      await store.save({ ...saving({ reportId: elsewhere, content: kept }), malformed: true });
      await eraseText(await explain(text, { id }));
      expect(await everythingIn(ledger.service.database.ownerPool, [text])).toEqual([]);
      expect(await store.saved(reportId, 1)).toMatchObject({ version: null, content: {} });
      expect((await store.saved(elsewhere, 1))!.content).toEqual(kept);
    });

    it('is not brought back by a save under way', async () => {
      const [text, id, reportId] = [words(), newId(), newId()];
      await store.save(saving({ reportId, content: content(gap(id, text)) }));
      const entry = await explain(text, { id });
      await erasures.eraseText(entry, '/data/what', WHY, asker);
      const waitingFor = async (pid: number) => {
        const { rows } = await ledger.service.database.ownerPool.query<{ pid: number }>(
          'SELECT pid FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))',
          [pid],
        );
        return rows[0]?.pid;
      };
      const over = await standing(reportId);
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const { rows: mine } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        await client.query("INSERT INTO working.draft_version VALUES ($1, 2, 0, NULL, '{}', now(), $1)", [reportId]);
        // It has seen the draft with its words, and comes to write it after the erasure has been there.
        const save = store.save(saving({ reportId, over, content: content(gap(id, text), gap(newId(), 'More')) }));
        const saver = await until('the save', () => waitingFor(mine[0]!.pid));
        let erased = false;
        const erasing = erasures.eraseText(entry, '/data/what', WHY, agreeing).then((outcome) => {
          erased = true;
          return outcome;
        });
        await until('the erasure', async () => erased || waitingFor(saver));
        await client.query('ROLLBACK');
        expect((await save).taken).toBe(true);
        expect(await erasing).toBe('erased');
      } finally {
        client.release(true);
      }
      expect(await everythingIn(ledger.service.database.ownerPool, [text])).toEqual([]);
      expect((await store.get(reportId))!.content.lines[0]).toEqual({ command: 'note-source-gap', id });
    });
  });

  describe('that is cut off', () => {
    /** Parts that die at the n-th thing they are asked, and answer nothing from then on. */
    function dying(n: number): { parts: ErasureParts; died: () => boolean } {
      let left = n;
      const step = () => {
        if (left-- <= 0) throw new Error('killed');
      };
      const client = (real: pg.PoolClient) =>
        ({
          query: async (...args: unknown[]) => {
            if (args[0] !== 'ROLLBACK') step();
            return (real.query as (...all: unknown[]) => unknown)(...args);
          },
          on: () => undefined,
          off: () => undefined,
          release: () => real.release(),
        }) as unknown as pg.PoolClient;
      const dead = {
        connect: async () => client(await pool.connect()),
        query: async (...args: unknown[]) => {
          step();
          return (pool.query as (...all: unknown[]) => unknown)(...args);
        },
      } as unknown as pg.Pool;
      const append: EventStore['append'] = async (...args) => {
        step();
        const answer = await parts.store.append(...args);
        step(); // recorded, and nobody hears of it
        return answer;
      };
      return { parts: { ...parts, pool: dead, store: { append } }, died: () => left < 0 };
    }

    it('never leaves a value that was said to be erased, and is made up for', async () => {
      let cuts = 0;
      for (let n = 0; ; n++) {
        const entry = await explain(words());
        await erasures.eraseText(entry, '/data/what', WHY, asker);
        const { parts: cut, died } = dying(n);
        const outcome = await new Erasures(cut).eraseText(entry, '/data/what', WHY, agreeing).catch(() => 'killed');
        const said = async () =>
          (await eventsOf(entry)).filter(
            ({ type, metadata }) => type === 'PersonalDataErased' && metadata.target === entry,
          );
        const isHeld = (await held(entry)).includes('/data/what');
        expect([n, isHeld && (await said()).length > 0]).toEqual([n, false]);
        if (!died()) {
          expect([outcome, isHeld]).toEqual(['erased', false]);
          break;
        }
        cuts++;
        await erasures.finish(); // as the next start does
        expect([n, (await said()).length]).toEqual([n, isHeld ? 0 : 1]);
        if (isHeld) expect(await erasures.eraseText(entry, '/data/what', WHY, agreeing)).toBe('erased');
        expect([n, (await said()).length]).toEqual([n, 1]);
      }
      expect(cuts).toBeGreaterThan(6);
    });

    async function eventsOf(entry: string): Promise<StreamEvent[]> {
      const { stream } = (await get(`/api/entries/${entry}`)).entry;
      const events: StreamEvent[] = [];
      for await (const event of ledger.service.app.get(EventStore).readStream(stream)) events.push(event);
      return events;
    }

    it('is said once by several that make up for it at once', async () => {
      const entry = await explain(words());
      await erasures.eraseText(entry, '/data/what', WHY, asker);
      const store = { append: async () => Promise.reject(new Error('away')) };
      await expect(new Erasures({ ...parts, store }).eraseText(entry, '/data/what', WHY, agreeing)).rejects.toThrow(
        'away',
      );
      await Promise.all([1, 2, 3].map(() => new Erasures(parts).finish()));
      expect(await registered(entry)).toHaveLength(1);
    });
  });

  describe('a person', () => {
    const holder = async (name: string) => {
      const holderId = `H-${made++}`;
      return send('officer', 'record-office-holder', {
        ...{ bodyId: 'B-PANEL', holderId, roleId: 'ROLE-1', person: name },
        ...{ reportedOn: '2022-06-07', source: { doc: 'S-1' } },
      });
    };
    const keys = async () => Number((await pool.query('SELECT count(*) FROM person_key.person_key')).rows[0].count);

    it('named in entries goes with every key and value, once', async () => {
      const name = `Perpetua Wobblethorpe-${made++}`;
      const named = [await holder(name), await holder(` ${name.toUpperCase()} `), await holder('Someone Else')];
      const text = await explain(`It was ${name}, they say.`);
      const found = await erasures.erasePerson(name, WHY, asker, { dryRun: true });
      expect(found.places.map(({ entry }) => entry).sort()).toEqual(named.slice(0, 2).sort());
      expect(found.texts).toEqual([{ entry: text, pointer: '/data/what' }]);
      const before = await keys();
      await erasures.erasePerson(name, WHY, asker);
      expect(await keys()).toBe(before - 2);
      for (const entry of named.slice(0, 2)) {
        const [line] = await registered(entry);
        expect([line.kindOfField, line.actingAs, line.approvedBy]).toEqual(['name', 'administrator', undefined]);
      }
      expect(await held(named[2]!)).toContain('/data/person');
      expect((await erasures.erasePerson(name, WHY, asker)).places).toEqual([]);
      expect(JSON.stringify((await exported()).filter(({ entry }) => named.includes(entry.id)))).not.toMatch(
        /Perpetua/i,
      );
      // The name in a free text is somebody's decision.
      expect(await held(text)).toContain('/data/what');
      await eraseText(text);
      expect(await everythingIn(ledger.service.database.ownerPool, [name])).toEqual([]);
    });

    it('is named in drafts, and they are told', async () => {
      const name = `Euphemia Lockwhistle-${made++}`;
      const [drafted, saved, said, other] = [newId(), newId(), newId(), newId()];
      const content = (what: string) => JSON.stringify({ lines: [{ command: 'note-source-gap', id: newId(), what }] });
      const draft = `INSERT INTO working.draft VALUES ($1, 1, $2, repeat('0', 64), '{}', now(), $1)`;
      const save = 'INSERT INTO working.draft_version VALUES ($1, 1, 0, 1, $2, now(), $1)';
      for (const [report, what] of [
        [drafted, `As ${name.toUpperCase()}, in person, says`],
        [other, `${name}s`],
      ] as const)
        for (const text of [draft, save]) await pool.query(text, [report, content(what)]);
      await pool.query(save, [saved, content(name)]);
      await pool.query("INSERT INTO working.draft_comment VALUES ($1, 1, 1, NULL, $2, now(), $1, 'Reviewer')", [
        ...[said, `Ask ${name}.`],
      ]);
      const { drafts } = await erasures.erasePerson(name, WHY, asker);
      expect(drafts).toEqual([drafted, saved, said].sort());
      const store = new DraftStore(pool, ledger.service.app.get(Clock));
      for (const report of drafts) expect(await store.remove(report)).toBe(true);
      expect((await erasures.erasePerson(name, WHY, asker)).drafts).toEqual([]);
      expect(await store.remove(drafted!)).toBe(false);
      expect(await store.remove(other!)).toBe(true);
    });

    it('who made entries goes from all of them, and has no token any more', async () => {
      const name = `Ottoline Bramblewick-${made++}`;
      const writer = await person(name, 'policy-officer', 'administrator');
      const entries = [await explain(words(), { who: name }), await explain(words(), { who: name })];
      await expect(erasures.erasePerson(name, WHY, writer)).rejects.toThrow('Someone else must erase you');
      await expect(erasures.erasePerson(name, WHY, agreeing)).rejects.toThrow('Ask the administrator');
      await pool.query(`INSERT INTO working.draft VALUES ($1, 1, '{"lines": []}', repeat('0', 64), $2, now(), $1)`, [
        writer.subject,
        JSON.stringify({ 'line-1': { subject: writer.subject, name, roles: [] } }),
      ]);
      await pool.query("INSERT INTO working.draft_comment VALUES ($1, 1, 1, NULL, 'Fine', now(), $1, $2)", [
        writer.subject,
        name,
      ]);
      const { places } = await erasures.erasePerson(writer.subject, { ground: 'objection' }, asker);
      expect(places.map(({ entry, pointer }) => `${entry}${pointer}`).sort()).toEqual(
        entries.map((entry) => `${entry}/by`).sort(),
      );
      for (const entry of entries) {
        expect(await held(entry)).toEqual(['/data/what']);
        expect(await registered(entry)).toMatchObject([{ pointer: '/by', kindOfField: 'author', ground: 'objection' }]);
      }
      expect(await ledger.service.app.get(AccessService).authenticate(tokens[name]!)).toBeUndefined();
      expect(await everythingIn(ledger.service.database.ownerPool, [name])).toEqual([]);
    });
  });

  it('finds a person with a token however their name is spaced', async () => {
    const name = `Leopoldina  Harkaway-${made++}`;
    const { subject } = await person(name, 'policy-officer');
    const entry = await explain(words(), { who: name });
    const { places } = await erasures.erasePerson(name.toUpperCase().replace('  ', ' '), WHY, asker);
    expect(places).toEqual([{ entry, pointer: '/by' }]);
    const { rows } = await pool.query('SELECT name FROM access.person WHERE subject = $1', [subject]);
    expect(rows[0].name).toMatch(/^Erased person /);
  });

  describe('that a backup brings back', () => {
    it.each(['values and keys', 'keys alone'])('is done again at the next start: %s', async (what) => {
      const name = `Cornelius Thistledown-${made++}`;
      const said = await explain(words());
      const named = await send('officer', 'record-office-holder', {
        ...{ bodyId: 'B-PANEL', holderId: `H-${made++}`, roleId: 'ROLE-1', person: name },
        ...{ reportedOn: '2022-06-07', source: { doc: 'S-1' } },
      });
      const { ownerPool } = ledger.service.database;
      await ownerPool.query(`CREATE TABLE old_value AS TABLE erasable.disclosure;
                             CREATE TABLE old_key AS TABLE person_key.person_key`);
      await eraseText(said);
      await erasures.erasePerson(name, WHY, asker);
      await registered(named);
      await ownerPool.query('INSERT INTO person_key.person_key TABLE old_key ON CONFLICT DO NOTHING');
      if (what === 'values and keys') {
        await ownerPool.query(`INSERT INTO erasable.disclosure TABLE old_value ON CONFLICT DO NOTHING;
                               DELETE FROM erasable.destroyed_key`); // the backup knows nothing of it
        expect([await held(said), await held(named)]).toEqual([
          ['/by', '/data/what'],
          ['/by', '/data/person'],
        ]);
      }
      const key = (
        await ownerPool.query('SELECT subject_key_id FROM old_value WHERE event_id = $1 AND pointer = $2', [
          ...[named, '/data/person'],
        ])
      ).rows[0].subject_key_id;
      const isThere = async () =>
        (await pool.query('SELECT FROM person_key.person_key WHERE subject_key_id = $1', [key])).rows.length;
      expect(await isThere()).toBe(1);
      await ledger.service.app.get(ErasureModule).onApplicationBootstrap();
      expect(await isThere()).toBe(0);
      expect([await held(said), await held(named)]).toEqual([['/by'], ['/by']]);
      await ownerPool.query('DROP TABLE old_value, old_key');
    });

    it('is done when its entry is sealed, where the engine knows of it and the database does not', async () => {
      const entry = await explain(words());
      await erasures.eraseText(entry, '/data/what', WHY, asker);
      const { ownerPool } = ledger.service.database;
      await ownerPool.query('CREATE TABLE old_value AS TABLE erasable.disclosure');
      const append: EventStore['append'] = async (...args) => {
        await ownerPool.query('INSERT INTO erasable.disclosure TABLE old_value ON CONFLICT DO NOTHING');
        expect(await held(entry)).toEqual(['/by', '/data/what']);
        return parts.store.append(...args);
      };
      await new Erasures({ ...parts, store: { append } }).eraseText(entry, '/data/what', WHY, agreeing);
      await registered(entry);
      expect(await held(entry)).toEqual(['/by']);
      await ownerPool.query('DROP TABLE old_value');
    });
  });

  describe('in the register', () => {
    it('is a page, with the proof of what is left, and nothing of what it was', async () => {
      const text = words();
      const entry = await explain(text);
      const { index, targetIndex } = await eraseText(entry);
      const page = await get('/erasures');
      const row = page.split('<tr').find((one: string) => one.includes(`href="/entries/${index}"`));
      const words_ = row.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
      expect(words_).toContain(`A free text From entry ${targetIndex} , /data/what`);
      expect(words_).toContain('Ground The person asked for it');
      expect(words_).toContain('Asked for by an administrator Agreed by an approver');
      expect(row).toContain(`href="/entries/${targetIndex}#proof"`);
      expect(page).not.toContain(text);
      expect(await get('/erasures?kind=text&ground=request')).toContain(`href="/entries/${index}"`);
      expect(await get('/erasures?ground=unlawful')).toContain('Nothing that was erased fits.');
    });

    it('says when and why, and nothing of what', async () => {
      const text = words();
      const entry = await explain(text);
      const line = await eraseText(entry);
      const { index } = await get(`/api/entries/${entry}`);
      expect(line).toEqual({
        ...{ id: line.id, index: line.index, recordedAt: expect.stringMatching(/^\d{4}-.*Z$/) },
        ...{ target: entry, targetIndex: index, targetType: 'SourceGapNoted', pointer: '/data/what' },
        ...{ kindOfField: 'text', kindInWords: 'A free text', actingAs: 'administrator', approvedBy: 'approver' },
        ...{ ground: 'request', groundInWords: 'The person asked for it' },
      });
      const { text: csv } = await ledger.get('/api/erasures?format=csv');
      expect(csv).toContain(`${line.id},${line.index},`);
      const targets = async (query: string) =>
        (await get(`/api/erasures?limit=1000&${query}`)).items.map((one: Answer) => one.target);
      expect(await targets(`atSize=${line.index}`)).not.toContain(entry);
      expect(await targets('ground=unlawful')).toEqual([]);
      expect(await targets('kind=name')).not.toContain(entry);
      expect(await targets('kind=text&ground=request')).toContain(entry);
      expect(await targets(`from=9999-01-01`)).toEqual([]);
    });

    it('has disclosures beside it only below the published size, under canonical paths', async () => {
      const published = await parts.size.coveringAll();
      const status = async (path: string) => (await ledger.get(`/log/disclosures/${path}`)).status;
      expect(await status(`000.p/${published}`)).toBe(200);
      for (const path of [`000.p/${published + 1}`, '001', '000', 'x000/000', '0', '000.p/01', '000.p/%31', '000/', ''])
        expect([path, await status(path)]).toEqual([path, 404]);
    });
  });

  it('empties no line that made another entry', async () => {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const id = uuidV7At(Date.now(), 'other');
      await client.query(`INSERT INTO working.draft VALUES ($1, 1, $2, repeat('0', 64), '{}', now(), $1)`, [
        '018f8a10-0000-7000-8000-00000000eeee',
        JSON.stringify({ asReportedOn: '2022-06-07', lines: [{ command: 'x', id, text: 'kept' }] }),
      ]);
      await emptyLinesOf(client, [{ id: `${id.slice(0, 14)}7aaa-8aaa-aaaaaaaaaaaa`, stream: 'source-1' }]);
      const { rows } = await client.query("SELECT FROM working.draft WHERE content::text LIKE '%kept%'");
      expect(rows).toHaveLength(1);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });
});
