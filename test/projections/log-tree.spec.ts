import { checkTree } from '../../projections/seal/check-tree.js';
import { LogTree } from '../../projections/seal/log-tree.js';
import { hashMissingTiles } from '../../projections/seal/tile-hashes.js';
import { decodeBundle } from '../../src/integrity/bundle.js';
import { toHex } from '../../src/integrity/bytes.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { verifyConsistency, verifyInclusion } from '../../src/integrity/proof.js';
import { type TileName, tilePath } from '../../src/integrity/tile-path.js';
import { encodeTile, tilesOfLevel, tilesOfTree } from '../../src/integrity/tiles.js';
import { TreeHash } from '../../src/integrity/tree-hash.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { PlainTree } from '../support/plain-tree.js';
import { numberedEntry, numberedLeaves, sealNumbered } from '../support/sealed-entries.js';
import { storedLevels } from '../support/stored-tree.js';
import vectors from '../vectors/transparency-log.json' with { type: 'json' };

const MOST = 70_000;
const leaves = numberedLeaves(MOST);
const levels = storedLevels(leaves);
const plain = new PlainTree(leaves);
const tree = new TreeHash(nodePrimitives);
const hex = (hashes: readonly Uint8Array[]) => hashes.map(toHex);

describe('the tree of the log', () => {
  let database: TestDatabase;
  let log: LogTree;
  beforeEach(async () => {
    database = await createTestDatabase();
    log = new LogTree(database.appPool);
  });
  afterEach(() => database.close());

  /** Every tile and bundle of a size, byte for byte. */
  async function expectTiles(size: number): Promise<void> {
    for (const tile of tilesOfTree(size)) {
      const { level, index, width } = tile as TileName & { level: number };
      const hashes = levels[level]!.slice(index * 256, index * 256 + width);
      expect([tilePath(tile), toHex((await log.tile({ level, index, width }))!)]).toEqual([
        tilePath(tile),
        toHex(encodeTile(hashes)),
      ]);
    }
    for (const { index, width } of tilesOfLevel('entries', size)) {
      const entries = decodeBundle((await log.bundle({ index, width }))!, width)!;
      expect(entries.map((entry) => Buffer.from(entry).toString())).toEqual(
        Array.from({ length: width }, (_, n) => numberedEntry(index * 256 + n)),
      );
    }
  }

  it.each([
    ['one by one', 1],
    ['in batches that fill several tiles', 500],
    ['in batches as wide as a tile', 256],
  ])('has every tile while it grows %s', async (_, step) => {
    const sizes = [1, 255, 256, 257, 511, 512, 1_300].map((size) => Math.ceil(size / step) * step);
    let at = 0;
    for (const size of new Set(sizes)) {
      for (; at < size; at += step) await sealNumbered(database.appPool, at, at + step);
      await expectTiles(size);
      expect(toHex(await log.root(size))).toBe(toHex(plain.root(size)));
    }
  });

  it('has a root without entries', async () => {
    expect(toHex(await log.root(0))).toBe(toHex(plain.root(0)));
  });

  describe('of 70,000 entries', () => {
    let large: TestDatabase;
    beforeAll(async () => {
      large = await createTestDatabase();
      for (let from = 0; from < MOST; from += 10_000) await sealNumbered(large.appPool, from, from + 10_000);
    });
    afterAll(() => large.close());
    beforeEach(() => {
      log = new LogTree(large.appPool);
    });

    it('has the known roots at every size that it has had', async () => {
      for (const [size, root] of Object.entries(vectors.V10.rootHexBySize))
        expect([size, toHex(await log.root(Number(size)))]).toEqual([size, root]);
    });

    it('proves entries at any size', async () => {
      for (const [index, size] of [
        [0, 1],
        [65_535, 65_536],
        [65_536, 65_537],
        [12_345, 65_537],
        [69_999, MOST],
      ] as const) {
        const proof = await log.inclusionProof(index, size);
        expect(hex(proof)).toEqual(hex(plain.inclusion(index, size)));
        const of = { leafHash: leaves[index]!, index, size, root: await log.root(size) };
        expect(verifyInclusion(of, proof, tree)).toBe(true);
      }
    });

    it('proves that it has only grown', async () => {
      const proof = await log.consistencyProof(65_537, MOST);
      expect(hex(proof)).toEqual(vectors.V10.consistency65537to70000Hex);
      const of = { from: 65_537, to: MOST, fromRoot: await log.root(65_537), toRoot: await log.root(MOST) };
      expect(verifyConsistency(of, proof, tree)).toBe(true);
    });

    it('has tiles on three levels, whole and in part, and nothing beyond', async () => {
      for (const size of [65_536, 65_537, MOST]) {
        for (const { level, index, width } of [...tilesOfTree(size)].slice(-3) as (TileName & { level: number })[])
          expect(toHex((await log.tile({ level, index, width }))!)).toBe(
            toHex(encodeTile(levels[level]!.slice(index * 256, index * 256 + width))),
          );
      }
      expect(await log.tile({ level: 0, index: 273, width: 113 })).toBeNull();
      expect(await log.tile({ level: 2, index: 0, width: 2 })).toBeNull();
      expect(await log.bundle({ index: 273, width: 113 })).toBeNull();
      await expect(log.root(MOST + 1)).rejects.toThrow(RangeError);
    });
  });

  it('is made of a log that was sealed before there was one', async () => {
    await database.appPool.query(
      `INSERT INTO log.log_entry (idx, event_id, entry)
       SELECT n, gen_random_uuid(), convert_to('{"n":' || n || '}', 'UTF8') FROM generate_series(0, 66000) AS n`,
    );
    await hashMissingTiles(database.appPool, 66_001);
    await hashMissingTiles(database.appPool, 66_001);
    expect(toHex(await log.root(65_537))).toBe(vectors.V10.rootHexBySize['65537']);
    const { rows } = await database.appPool.query(
      'SELECT level, count(*)::int FROM log.log_tile_hash GROUP BY 1 ORDER BY 1',
    );
    expect(rows).toEqual([
      { level: 1, count: 257 },
      { level: 2, count: 1 },
    ]);
  });

  describe('that is made anew', () => {
    const tamper = (sql: string) =>
      database.ownerPool.query(
        `ALTER TABLE log.log_tile_hash DISABLE TRIGGER USER; ALTER TABLE log.log_checkpoint DISABLE TRIGGER USER; ${sql}`,
      );
    beforeEach(async () => {
      await sealNumbered(database.appPool, 0, 66_000);
      for (const size of [0, 1, 256, 65_537])
        await database.ownerPool.query(`INSERT INTO log.log_checkpoint (size, root, note) VALUES ($1, $2, '')`, [
          ...[size, plain.root(size)],
        ]);
    });

    it('is the one that is stored, and was signed', async () => {
      expect(await checkTree(database.appPool)).toBe(4);
    });

    it.each([
      [
        `UPDATE log.log_tile_hash SET hash = sha256('x') WHERE level = 1 AND idx = 200`,
        'The stored hash 200 of level 1 is not that of the tile below it',
      ],
      [
        'UPDATE log.log_tile_hash SET idx = 1 WHERE level = 2',
        'The stored hash 0 of level 2 is not that of the tile below it',
      ],
      [`INSERT INTO log.log_tile_hash VALUES (2, 1, sha256('x'))`, 'Stored hashes that stand above no full tile: 1'],
      [
        `UPDATE log.log_checkpoint SET root = sha256('x') WHERE size = 256`,
        'The first 256 entries do not make the checkpoint of that size',
      ],
      [
        `UPDATE log.log_checkpoint SET root = sha256('x') WHERE size = 0`,
        'The first 0 entries do not make the checkpoint of that size',
      ],
      [
        'UPDATE log.log_checkpoint SET size = 66001 WHERE size = 65537',
        'A checkpoint covers 66001 entries, but the log has 66000',
      ],
    ])('is another after %s', async (sql, why) => {
      await tamper(sql);
      await expect(checkTree(database.appPool)).rejects.toThrow(why);
    });
  });

  it.each([
    'UPDATE log.log_tile_hash SET idx = idx + 7',
    'DELETE FROM log.log_tile_hash',
    'TRUNCATE log.log_tile_hash',
  ])('refuses %s', async (sql) => {
    await expect(database.appPool.query(sql)).rejects.toMatchObject({ code: '42501' });
    await expect(database.ownerPool.query(sql)).rejects.toThrow('never changed or removed');
  });
});
