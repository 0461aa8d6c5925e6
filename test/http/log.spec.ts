import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import request from 'supertest';
import { LogCheckpoints } from '../../projections/seal/log-checkpoints.js';
import { decodeBundle } from '../../src/integrity/bundle.js';
import { toHex } from '../../src/integrity/bytes.js';
import { openCheckpoint } from '../../src/integrity/checkpoint.js';
import { parseVkey } from '../../src/integrity/keys.js';
import { logVerifier } from '../../src/integrity/log-signature.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { verifyInclusion } from '../../src/integrity/proof.js';
import { parseProofFile } from '../../src/integrity/proof-file.js';
import { type TileName, tilePath } from '../../src/integrity/tile-path.js';
import { encodeTile, tilesOfLevel, tilesOfTree } from '../../src/integrity/tiles.js';
import { TreeHash } from '../../src/integrity/tree-hash.js';
import { createKeyFile } from '../../src/log/key-file.js';
import { PlainTree } from '../support/plain-tree.js';
import { numberedEntry, numberedLeaves, sealNumbered } from '../support/sealed-entries.js';
import { storedLevels } from '../support/stored-tree.js';
import { until } from '../support/until.js';
import { startTestService, type TestService } from './service.js';

const ORIGIN = 'ledger.example/served';
const SIZES = [0, 1, 255, 256, 257, 511, 512, 1_100];
const MOST = SIZES.at(-1)!;
/** A ledger is known by its first entry. */
const OPENED = `{"data":{"origin":"${ORIGIN}","timeZone":"UTC"},"stream":"ledger-1","type":"LedgerOpened"}`;
const entryAt = (n: number) => (n === 0 ? OPENED : numberedEntry(n));
const levels = storedLevels(numberedLeaves(MOST, entryAt));
const tree = new TreeHash(nodePrimitives);
const plain = new PlainTree(levels[0]!);
const IMMUTABLE = 'public, max-age=31536000, immutable';

describe('the served log', () => {
  let folder: string;
  let service: TestService;
  let checkpoints: LogCheckpoints;
  let sealed = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'progress-ledger-served-'));
    const keyFile = join(folder, 'log.key');
    createKeyFile(keyFile, ORIGIN);
    service = await startTestService({ LEDGER_LOG_KEY_FILE: keyFile, LEDGER_LOG_ORIGIN: ORIGIN });
    checkpoints = new LogCheckpoints(service.database.appPool);
    await published(0);
  });
  afterAll(async () => {
    await service?.close();
    rmSync(folder, { recursive: true });
  });

  const get = (path: string) => request(service.url).get(`/log/${path}`).buffer(true).parse(asBytes);
  const published = (size: number) =>
    until(`a checkpoint of ${size}`, async () => (await checkpoints.publishedSize()) === size);

  /** Lets the log grow to a size, without events: what is served is what is sealed. */
  async function growTo(size: number): Promise<void> {
    if (sealed < size) await sealNumbered(service.database.appPool, sealed, size, entryAt);
    sealed = Math.max(sealed, size);
    await published(size);
  }

  const hashesOf = ({ level, index, width }: TileName) =>
    levels[level as number]!.slice(index * 256, index * 256 + width);

  async function expectTile(tile: TileName): Promise<void> {
    const { status, headers, body } = await get(tilePath(tile));
    expect([tilePath(tile), status, headers['content-type'], headers['cache-control']]).toEqual([
      ...[tilePath(tile), 200, 'application/octet-stream', IMMUTABLE],
    ]);
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['content-length']).toBe(String(body.length));
    expect(toHex(body)).toBe(toHex(encodeTile(hashesOf(tile))));
  }

  async function expectBundle(tile: TileName): Promise<void> {
    const { status, headers, body } = await get(tilePath(tile)).set('Accept-Encoding', 'identity');
    expect([tilePath(tile), status, headers['content-type'], headers['cache-control']]).toEqual([
      ...[tilePath(tile), 200, 'application/octet-stream', IMMUTABLE],
    ]);
    expect(headers['content-encoding']).toBeUndefined();
    expect(decodeBundle(body, tile.width)!.map((entry) => Buffer.from(entry).toString())).toEqual(
      Array.from({ length: tile.width }, (_, n) => entryAt(tile.index * 256 + n)),
    );
  }

  async function expectAbsent(path: string): Promise<void> {
    const { status, headers } = await get(path);
    expect([path, status, headers['cache-control'], headers['access-control-allow-origin']]).toEqual([
      ...[path, 404, 'no-store', '*'],
    ]);
  }

  describe.each(SIZES)('of %i entries', (size) => {
    beforeAll(() => growTo(size));

    it('has a checkpoint that opens with its key', async () => {
      const vkey = await get('vkey');
      expect([vkey.status, vkey.headers['content-type'], vkey.headers['cache-control']]).toEqual([
        ...[200, 'text/plain; charset=utf-8', 'no-cache'],
      ]);
      const key = parseVkey(vkey.body.toString().replace(/\n$/, ''), nodePrimitives);
      const { status, headers, body } = await get('checkpoint');
      expect([
        status,
        headers['content-type'],
        headers['cache-control'],
        headers['access-control-allow-origin'],
      ]).toEqual([200, 'text/plain; charset=utf-8', 'no-cache', '*']);
      const opened = openCheckpoint(body, { origin: ORIGIN, log: [logVerifier(key, nodePrimitives)] });
      expect([opened.size, toHex(opened.root)]).toEqual([size, toHex(plain.root(size))]);
    });

    it('serves every tile and bundle, and each one just beyond not', async () => {
      for (const tile of tilesOfTree(size)) await expectTile(tile);
      for (const tile of tilesOfLevel('entries', size)) await expectBundle(tile);
      for (const level of [0, 1, 2, 'entries'] as const) {
        const tiles = [...tilesOfLevel(level, size)];
        const last = tiles.at(-1);
        await expectAbsent(tilePath({ level, index: tiles.length, width: 1 }));
        await expectAbsent(tilePath({ level, index: tiles.length, width: 256 }));
        if (last && last.width < 256) {
          await expectAbsent(tilePath({ ...last, width: last.width + 1 }));
          await expectAbsent(tilePath({ ...last, width: 256 }));
        }
      }
      await expectAbsent('tile/63/000');
    });
  });

  describe('of 1,100 entries', () => {
    beforeAll(() => growTo(MOST));

    it('serves every width that was ever published, also of what is full by now', async () => {
      for (const width of [1, 7, 255]) {
        await expectTile({ level: 0, index: 0, width });
        await expectBundle({ level: 'entries', index: 0, width });
      }
      for (const width of [1, 2, 3, 4]) await expectTile({ level: 1, index: 0, width });
    });

    it('serves nothing that is sealed but not published yet', async () => {
      // The checkpoint before is the newest again, as in the moment between a commit and its checkpoint.
      await service.database.ownerPool.query('ALTER TABLE log.log_checkpoint DISABLE TRIGGER USER');
      const unpublish = (value: string) =>
        service.database.ownerPool.query(`UPDATE log.log_checkpoint SET published_at = ${value} WHERE size = ${MOST}`);
      try {
        await unpublish('NULL');
        await expectAbsent('tile/0/004.p/76');
        await expectAbsent('tile/entries/004.p/76');
        await expectAbsent('tile/1/000.p/4');
        expect((await get('tile/1/000.p/2')).status).toBe(200);
        expect((await get('checkpoint')).body.toString()).toMatch(/\n512\n/);
      } finally {
        await unpublish('now()');
        await service.database.ownerPool.query('ALTER TABLE log.log_checkpoint ENABLE TRIGGER USER');
      }
    });

    it.each([
      'tile/0/x000/005',
      'tile/00/000',
      'tile/64/000',
      'tile/0/0',
      'tile/0/000.p/0',
      'tile/0/000.p/256',
      'tile/0/000.p/01',
      'tile/0/000/',
      'tile//0/000',
      'TILE/0/000',
      'tile/Entries/000',
      'tile/0/%30%30%30',
      'tile/0/000%2Ep/1',
      'tile/data/000',
      'tile/0',
      'tile/',
      'tile/0/000%00',
      `tile/0/${'x001/'.repeat(2_000)}000`,
      'checkpoint/',
      'Checkpoint',
      'checkpoint%20',
      'vkey/',
      'latest',
    ])('knows each thing by one address, and nothing at %s', async (path) => {
      expect((await get(path)).status).toBe(404);
    });

    it('refuses parameters', async () => {
      for (const path of ['checkpoint', 'vkey', 'tile/0/000'])
        expect((await request(service.url).get(`/log/${path}?x=1`)).body.code).toBe('unknown-parameter');
    });

    it('can be read and nothing else', async () => {
      for (const path of ['checkpoint', 'vkey', 'tile/0/000']) {
        const head = await request(service.url).head(`/log/${path}`);
        expect([path, head.status]).toEqual([path, 200]);
        for (const method of ['post', 'put', 'delete', 'patch'] as const) {
          const { status, headers } = await request(service.url)[method](`/log/${path}`);
          expect([path, method, status, headers.allow]).toEqual([path, method, 405, 'GET, HEAD']);
        }
      }
    });

    it('compresses bundles for those who can read them so', async () => {
      const { headers, body } = await get('tile/entries/000').set('Accept-Encoding', 'gzip');
      expect([headers['content-encoding'], headers.vary]).toEqual(['gzip', 'Accept-Encoding']);
      // The client has unpacked them already.
      expect(decodeBundle(isGzip(body) ? gunzipSync(body) : body, 256)).toHaveLength(256);
      expect((await get('tile/0/000').set('Accept-Encoding', 'gzip')).headers['content-encoding']).toBeUndefined();
    });

    it('is not sent again to those who have the newest checkpoint', async () => {
      const { etag } = (await get('checkpoint')).headers;
      expect((await get('checkpoint').set('If-None-Match', etag!)).status).toBe(304);
    });

    it('proves each entry to whoever has the key, in the smallest checkpoint that covers it', async () => {
      const { rows } = await service.database.appPool.query(
        'SELECT idx::int, event_id, entry FROM log.log_entry WHERE idx = ANY ($1) ORDER BY 1',
        [[0, 254, 255, 256, 600]],
      );
      const key = parseVkey((await get('vkey')).body.toString().trim(), nodePrimitives);
      const sizes: number[] = [];
      for (const { idx, event_id, entry } of rows) {
        const { status, text, headers } = await request(service.url).get(`/api/entries/${event_id}/proof`);
        expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
        const { index, hashes, checkpoint } = parseProofFile(text);
        const { size, root } = openCheckpoint(checkpoint, { origin: ORIGIN, log: [logVerifier(key, nodePrimitives)] });
        expect(index).toBe(idx);
        expect(verifyInclusion({ leafHash: tree.leafHash(entry), index, size, root }, hashes, tree)).toBe(true);
        sizes.push(size);
      }
      expect(sizes).toEqual([1, 255, 256, 257, 1_100]);
    });

    it('has no proof of what it does not hold, or has not signed', async () => {
      const { rows } = await service.database.appPool.query(
        `INSERT INTO log.log_entry (idx, event_id, entry) VALUES (1100, gen_random_uuid(), '{}') RETURNING event_id`,
      );
      for (const [id, code] of [
        [rows[0].event_id, 'not-signed-yet'],
        ['00000000-0000-4000-8000-000000000000', 'unknown-entry'],
        ['x', 'unknown-entry'],
      ]) {
        const { status, body } = await request(service.url).get(`/api/entries/${id}/proof`);
        expect([id, status, body.code]).toEqual([id, 404, code]);
      }
    });

    it('is described', async () => {
      const { paths } = (await request(service.url).get('/api/openapi.json')).body;
      expect(Object.keys(paths).filter((path) => path.startsWith('/log/'))).toEqual(
        expect.arrayContaining(['/log/checkpoint', '/log/vkey', '/log/tile/{path}']),
      );
    });
  });
});

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function asBytes(response: request.Response, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  const stream = response as unknown as NodeJS.ReadableStream;
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => done(null, Buffer.concat(chunks)));
}
