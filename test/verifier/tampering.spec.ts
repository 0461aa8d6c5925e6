import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProjectionRunner } from '../../projections/runner/runner.js';
import { LogTree } from '../../projections/seal/log-tree.js';
import { SealProjection } from '../../projections/seal/seal.projection.js';
import { StateCommitments } from '../../src/administration/state-commitments.js';
import { checkpointText } from '../../src/integrity/checkpoint.js';
import { formatVkey, publicKeyOf, type SecretKey } from '../../src/integrity/keys.js';
import { logSignature } from '../../src/integrity/log-signature.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { writeNote } from '../../src/integrity/note.js';
import { type EventStore, START } from '../../src/ledger/event-store.js';
import { createKeyFile } from '../../src/log/key-file.js';
import type { CheckName } from '../../src/verifier/findings.js';
import type { Verdict } from '../../src/verifier/verdict.js';
import { verifyLog } from '../../src/verifier/verify-log.js';
import { WebSource } from '../../src/verifier/web-source.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';
import { until } from '../support/until.js';
import { ledgerVerify, writeFile } from './on-disk.js';

const ORIGIN = 'ledger.example/small';

/** Everything that somebody with full access to the database can change. */
const TABLES = [
  'ledger.event',
  'log.log_entry',
  'log.log_tile_hash',
  'log.stream_revision',
  'log.log_checkpoint',
  'log.log_cosignature',
];

jest.setTimeout(120_000);

/**
 * Somebody has full access to the database, the key of the log, and the service. What they do is caught by whoever kept a
 * checkpoint from before; most of it is caught by nobody else once the log has been signed again, as each case says.
 */
describe('a ledger that was tampered with', () => {
  let folder: string;
  let ledger: SmallLedger;
  let key: SecretKey;
  let vkey: string;
  let store: EventStore;
  /** The checkpoint that somebody has kept, and one of an earlier day; both as served then. */
  let kept: { note: string; size: number };
  let lastWeek: { note: string; size: number };
  /** Places of the entries that are tampered with, which stand before the kept checkpoint. */
  let place: { first: number; second: number; other: number };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'progress-ledger-tampering-'));
    const keyFile = join(folder, 'log.key');
    key = createKeyFile(keyFile, ORIGIN);
    vkey = `${formatVkey(publicKeyOf(key, 'log', nodePrimitives))}\n`;
    ledger = await smallLedger({ LEDGER_LOG_KEY_FILE: keyFile, LEDGER_LOG_ORIGIN: ORIGIN });
    const { database, engine } = ledger.service;
    store = engine.openStore(database.appPool);
    for (const day of ['2022-08-04', '2026-06-11']) await ledger.service.app.get(StateCommitments).commit(day);
    lastWeek = await signed();
    const source = { reportedOn: '2022-06-07', source: { sha256: 'b'.repeat(64) } };
    await write({
      ...{ command: 'register-source', sourceId: 'S-9', ...source, externalIds: ['S-9'], title: 'Another paper' },
      ...{ kind: 'panelPaper', dated: { date: '2022-06-07', precision: 'day' }, mediaType: 'text/plain', size: 10 },
      ...{ sha256: 'b'.repeat(64), language: 'en' },
    });
    const gap = (sourceId: string, gapId: string) =>
      write({ command: 'note-source-gap', sourceId, ...source, gapId, what: `Page ${gapId} is missing.` });
    const first = await gap('S-1', 'T-1');
    const second = await gap('S-1', 'T-2');
    const other = await gap('S-9', 'T-3');
    place = { first: await placeOf(first), second: await placeOf(second), other: await placeOf(other) };
    kept = await signed();
    await gap('S-9', 'T-4');
    await signed();
    await ledger.service.app.get(ProjectionRunner).stop(); // it would stumble over what is done below
    await keepTables();
  });
  afterAll(async () => {
    await store?.close();
    await ledger?.close();
    rmSync(folder, { recursive: true });
  });
  afterEach(restoreTables);

  const owner = () => ledger.service.database.ownerPool;
  const address = () => `${ledger.service.url}/log/`;

  async function write(command: Record<string, unknown>): Promise<string> {
    const { status, text, body } = await ledger.send(command);
    if (status !== 200) throw new Error(`${command.command}: ${text}`);
    return body.eventIds[0];
  }

  async function count(where: string): Promise<number> {
    const { rows } = await owner().query(`SELECT count(*)::int AS n FROM ledger.event WHERE ${where}`);
    return rows[0].n;
  }

  async function placeOf(id: string): Promise<number> {
    const { rows } = await owner().query('SELECT sequence::int FROM ledger.event WHERE event_id = $1', [id]);
    return rows[0].sequence;
  }

  /** Waits until all that is recorded is signed, and gives the checkpoint as it is served. */
  async function signed(): Promise<{ note: string; size: number }> {
    return until('a checkpoint of everything', async () => {
      const size = await count('true');
      const note = await (await fetch(`${address()}checkpoint`)).text();
      return note.split('\n')[1] === String(size) && { note, size };
    });
  }

  async function keepTables(): Promise<void> {
    await owner().query('CREATE SCHEMA kept');
    for (const table of TABLES) {
      await owner().query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
      await owner().query(`CREATE TABLE kept.${table.replace('.', '_')} AS SELECT * FROM ${table}`);
    }
    await owner().query('ALTER TABLE kept.log_log_entry DROP COLUMN leaf_hash');
  }

  async function restoreTables(): Promise<void> {
    await owner().query(`TRUNCATE ${TABLES.join(', ')}`);
    for (const table of TABLES) {
      const columns = table === 'log.log_entry' ? '(idx, event_id, entry)' : '';
      await owner().query(`INSERT INTO ${table} ${columns} SELECT * FROM kept.${table.replace('.', '_')}`);
    }
  }

  /** Seals the events as they are now from the first one on, with the ledger's own code. */
  async function sealAgain(): Promise<void> {
    await owner().query('TRUNCATE log.log_entry, log.log_tile_hash, log.stream_revision');
    const client = await owner().connect();
    const seal = new SealProjection();
    try {
      for (let sequence = -1; ; ) {
        const events = await store.readAll({ after: { ...START, sequence }, limit: 100 });
        if (events.length === 0) return;
        await seal.apply(events, client);
        sequence = events.at(-1)!.sequence;
      }
    } finally {
      client.release();
    }
  }

  /** Signs what is sealed with the log's own key, as if it had always been so. */
  async function signAgain(): Promise<void> {
    const size = await count('true');
    const root = await new LogTree(owner()).root(size);
    const text = checkpointText({ origin: ORIGIN, size, root });
    await owner().query('TRUNCATE log.log_checkpoint, log.log_cosignature');
    await owner().query('INSERT INTO log.log_checkpoint VALUES ($1, $2, $3, now())', [
      ...[size, root, writeNote(text, [logSignature(key, text, nodePrimitives)])],
    ]);
  }

  const verify = (since?: string) =>
    verifyLog(new WebSource(address()), { vkey, ...(since ? { since } : {}) }, nodePrimitives);

  const failing = ({ checks }: Verdict) => checks.flatMap(({ check, outcome }) => (outcome === 'failed' ? check : []));
  const told = ({ checks }: Verdict, of: CheckName) => {
    const { says, more } = checks.find(({ check }) => check === of)!;
    return [says, ...more].join('\n');
  };

  it('passes every check while nobody has, and says so at the command line', async () => {
    const verdict = await verify(kept.note);
    expect(told(verdict, 'envelope')).toMatch(/^all \d+ keep the rules, in \d+ histories/);
    expect([verdict.exit, failing(verdict), told(verdict, 'clock')]).toEqual([
      ...[0, [], expect.stringMatching(/^compared the \d+ recorded times, .*: nothing stands out$/)],
    ]);
    expect(told(verdict, 'state')).toMatch(/^\d+ states that the log commits to come out again$/);
    const files = ['vkey', 'since'].map((name) =>
      writeFile(join(folder, name), name === 'vkey' ? vkey : kept.note),
    ) as [string, string];
    const { code, stdout } = await ledgerVerify(address(), '--vkey', files[0], '--since', files[1]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/Nothing that your kept checkpoint covers was changed/)]);
  });

  it('opens what the service discloses', async () => {
    const size = await count('true');
    const paths = Array.from({ length: Math.ceil(size / 256) }, (_, n) => {
      const width = Math.min(256, size - n * 256);
      return `disclosures/${String(n).padStart(3, '0')}${width < 256 ? `.p/${width}` : ''}`;
    });
    const texts = await Promise.all(paths.map(async (path) => (await fetch(address() + path)).text()));
    const verdict = await verifyLog(new WebSource(address()), { vkey, disclosures: texts.join('') }, nodePrimitives);
    expect([verdict.exit, told(verdict, 'disclosures')]).toEqual([0, expect.stringMatching(/^[1-9]\d* values open/)]);
  });

  /** What was done to the events, all of which keeps the rules of entries. */
  const rewritings: [string, () => Promise<unknown>][] = [
    [
      'a byte of an event was changed',
      () =>
        owner().query("UPDATE ledger.event SET data = jsonb_set(data, '{gapId}', '\"T-9\"') WHERE sequence = $1", [
          place.first,
        ]),
    ],
    [
      'an event was deleted',
      async () => {
        await owner().query('DELETE FROM ledger.event WHERE sequence = $1', [place.second]);
        await moved(place.second + 1, -1);
      },
    ],
    [
      'two events were exchanged',
      async () => {
        const move = (from: number, to: number) =>
          owner().query('UPDATE ledger.event SET sequence = $2 WHERE sequence = $1', [from, to]);
        await move(place.second, -1);
        await move(place.other, place.second);
        await move(-1, place.other);
      },
    ],
    [
      'an event was put in, in the past',
      async () => {
        await moved(place.other, 1);
        await owner().query(
          `INSERT INTO ledger.event
           SELECT $1, stream, revision + 1, '0190a5b4-7c00-7000-8000-00000000000f', type, schema_version,
                  jsonb_set(data, '{gapId}', '"T-0"'), metadata, recorded_at
             FROM ledger.event WHERE sequence = $2`,
          [place.other, place.second],
        );
      },
    ],
    [
      'every event was rewritten',
      () => owner().query("UPDATE ledger.event SET recorded_at = recorded_at - interval '1 hour'"),
    ],
  ];

  /** Makes room for an event, or closes the gap of one. */
  async function moved(from: number, by: number): Promise<void> {
    await owner().query('UPDATE ledger.event SET sequence = -(sequence + $2) WHERE sequence >= $1', [from, by]);
    await owner().query('UPDATE ledger.event SET sequence = -sequence WHERE sequence < 0');
  }

  describe.each(rewritings)('in that %s', (_, tamper) => {
    it('is caught by everybody while it is not signed again', async () => {
      await tamper();
      await sealAgain();
      const verdict = await verify();
      expect(verdict.exit).toBe(1);
      const says = [told(verdict, 'tree'), told(verdict, 'lengths')].join('\n');
      expect(says).toMatch(/do not make the root that was signed|does not hold exactly|is missing/);
    });

    it('passes once it is signed again, but not with a checkpoint from before', async () => {
      await tamper();
      await sealAgain();
      await signAgain();
      expect(failing(await verify())).toEqual([]);
      const verdict = await verify(kept.note);
      expect([verdict.exit, failing(verdict)]).toEqual([1, ['since']]);
      expect(told(verdict, 'since')).toBe(
        `The first ${kept.size} entries are not those of the kept checkpoint: entries were changed, removed, exchanged ` +
          'or put in since, and the log was signed again',
      );
      // Its three lines, as they stand in minutes, do as well.
      expect(failing(await verify(kept.note.split('\n').slice(0, 3).join('\n')))).toEqual(['since']);
    });
  });

  describe.each<[string, () => Promise<unknown>]>([
    [
      'was set back to last week',
      async () => {
        await owner().query('DELETE FROM ledger.event WHERE sequence >= $1', [lastWeek.size]);
        await owner().query('DELETE FROM log.log_checkpoint WHERE size > $1', [lastWeek.size]);
        await sealAgain();
      },
    ],
    [
      'has its newest entries withheld',
      () => owner().query('DELETE FROM log.log_checkpoint WHERE size > $1', [lastWeek.size]),
    ],
  ])('that %s', (_, tamper) => {
    it('passes, but not with a checkpoint from before', async () => {
      await tamper();
      const alone = await verify();
      expect([alone.exit, alone.size]).toEqual([0, lastWeek.size]);
      expect((await verify(lastWeek.note)).exit).toBe(0); // kept by somebody who has seen no more than that
      const verdict = await verify(kept.note);
      expect([verdict.exit, failing(verdict)]).toEqual([1, ['since']]);
      expect(told(verdict, 'since')).toBe(
        `The kept checkpoint covers ${kept.size} entries, but only ${lastWeek.size} are shown now: the log was set ` +
          'back, or its newest entries are withheld',
      );
    });
  });

  it('fails where its key is another, however good the log', async () => {
    const other = formatVkey(publicKeyOf({ ...key, seed: new Uint8Array(32).fill(1) }, 'log', nodePrimitives));
    const verdict = await verifyLog(new WebSource(address()), { vkey: other }, nodePrimitives);
    expect([verdict.exit, failing(verdict)]).toEqual([1, ['note']]);
  });
});
