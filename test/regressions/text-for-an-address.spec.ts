import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROLES } from '../../src/access/roles.js';
import { canonicalBytes, type JsonObject } from '../../src/integrity/canonical-json.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';
import { createToken, EmptyLedgers, ledger, ROOT, ran, served } from '../support/ledger-cli.js';

const SMALL = join(ROOT, 'test/fixtures/small.jsonl');
const PAPER_PAGE = 'https://papers.example/september';
const ANOTHER_ID = '019b76da-a801-7000-8000-000000000001';

describe('an address that a command gives', () => {
  let small: SmallLedger;
  beforeAll(async () => {
    small = await smallLedger();
  });
  afterAll(() => small?.close());

  const place = (url: string) => ({
    ...{ command: 'place-commitment', commitmentId: 'C-3', homeId: 'P-1', reportedOn: '2026-06-12' },
    source: { url, sha256: 'b'.repeat(64) },
  });

  it.each([
    'javascript:alert(1)',
    'hello world',
    'ftp://papers.example/september',
    'settings.json',
  ])('is none: %s', async (url) => {
    const { status, body } = await small.send(place(url));
    expect([status, body.errors]).toEqual([
      422,
      [
        {
          ...{ code: 'is-address', field: 'source.url' },
          message:
            'Url must be an address that begins with https:// or http://, or the path of a page of this ledger, without a user name, spaces, invisible signs, quotation marks, <, > or backslashes',
        },
      ],
    ]);
  });

  it('is none of a paper, of a copy of it or of its archive either', async () => {
    const paper = { sourceId: 'S-1', reportedOn: '2026-06-12', source: { sha256: 'a'.repeat(64) } };
    const copy = { sha256: 'c'.repeat(64), retrievedOn: '2026-06-01', mediaType: 'text/plain', size: 1 };
    const gone = { seenOn: '2026-06-01', address: PAPER_PAGE, archiveAddress: 'archive.example' };
    for (const [field, command] of [
      ['address', { command: 'add-source-copy', ...paper, ...copy, address: 'javascript:alert(1)' }],
      ['archiveAddress', { command: 'note-source-unavailable', ...paper, ...gone }],
    ] as const) {
      const { status, body } = await small.send(command);
      expect([status, body.errors]).toEqual([422, [expect.objectContaining({ code: 'is-address', field })]]);
    }
  });

  it('is linked wherever the statement says where it comes from', async () => {
    const { status, body } = await small.send(place(PAPER_PAGE));
    expect([status, body.errors]).toEqual([200, undefined]);
    await small.get('/api/commitments').set('Ledger-After', body.eventIds[0]).expect(200);
    const { text: history } = await small.get('/commitments/C-3/history').expect(200);
    expect(history).toContain(`href="${PAPER_PAGE}" rel="external noreferrer">read at papers.example</a>`);
    const [, number] = /href="\/entries\/(\d+)"/.exec(history)!;
    const { text: entry } = await small.get(`/entries/${number}`).expect(200);
    expect(entry).toContain(`href="${PAPER_PAGE}" rel="external noreferrer">${PAPER_PAGE}</a>`);
  });
});

describe('a ledger in which any text stands for an address', () => {
  let ledgers: EmptyLedgers;
  let folder: string;
  let lines: string[];
  let file: string;
  beforeAll(async () => {
    ledgers = await EmptyLedgers.in('text-for-an-address');
    folder = ledgers.folder;
    lines = await earlier();
    file = join(folder, 'earlier.jsonl');
    await writeFile(file, `${lines.join('\n')}\n`);
  }, 120_000);
  afterAll(() => ledgers?.close());

  async function fileOf(name: string, sent: readonly object[]): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, sent.map((line) => JSON.stringify(line)).join('\n'));
    return path;
  }

  /** The commands by which texts came to stand for addresses. */
  async function commands(): Promise<JsonObject[]> {
    const sent = (await readFile(SMALL, 'utf8')).trimEnd().split('\n');
    return sent.map((line) => {
      const command = JSON.parse(line) as JsonObject;
      if (command.command === 'report-status') {
        command.source = { url: 'javascript:alert(1)' };
        delete command.citations;
      }
      if (command.command === 'register-source') command.address = 'hello <world>';
      return command;
    });
  }

  /** An export of the ledger as one would have it whose texts for addresses nobody has looked at. */
  async function earlier(): Promise<string[]> {
    const env = await ledgers.next();
    const LEDGER_TOKEN = await createToken(env, 'Loader', ROLES);
    await ran({ ...env, LEDGER_TOKEN }, 'import', SMALL);
    await served(env, async () => undefined); // until all is sealed
    await ran(env, 'export', '--out', join(folder, 'small.jsonl'));
    const exported = (await readFile(join(folder, 'small.jsonl'), 'utf8')).trimEnd().split('\n');
    return exported.map((line) => {
      const { entry, leafHash: _old, ...rest } = JSON.parse(line) as { entry: JsonObject; leafHash: string };
      const data = entry.data as JsonObject;
      if (entry.type === 'StatusReported') {
        entry.source = { url: 'javascript:alert(1)' };
        delete data.citations;
      }
      if (entry.type === 'SourceRegistered') data.address = 'hello <world>';
      const leafHash = createHash('sha256').update(Buffer.of(0)).update(canonicalBytes(entry)).digest('hex');
      return JSON.stringify({ ...rest, entry, leafHash });
    });
  }

  it('is taken in and verified, and shows the text without a link', async () => {
    expect(lines.filter((line) => line.includes('javascript:'))).toHaveLength(2);
    const env = await ledgers.next();
    await ran(env, 'import', '--entries', file);
    expect(await ran(env, 'verify', '--replay')).toContain(`${lines.length} entries`);
    await served(env, async (url) => {
      const page = async (path: string) => (await fetch(`${url}${path}`)).text();
      for (const [path, told] of [
        ['/commitments/C01', 'javascript:alert(1)'],
        ['/commitments/C01/history', 'javascript:alert(1)'],
        ['/sources/S-REPORT', 'hello &lt;world&gt;'],
      ] as const) {
        const html = await page(path);
        expect(html).toContain(`<span class="app-address">${told}</span>`);
        expect(html).not.toMatch(/href="(javascript:|hello)/);
      }
    });
    await ran(env, 'export', '--out', join(folder, 'again.jsonl'));
    const again = await readFile(join(folder, 'again.jsonl'), 'utf8');
    expect(again.split('\n').slice(0, lines.length).map(hashOf)).toEqual(lines.map(hashOf));
  }, 120_000);

  it('knows the commands that gave it the text, lets them be corrected, and takes no others like them', async () => {
    const env = await ledgers.next();
    await ran(env, 'import', '--entries', file);
    const asLoader = { ...env, LEDGER_TOKEN: await createToken(env, 'Loader', ROLES) };
    const known = await commands();
    expect(await ran(asLoader, 'import', await fileOf('commands.jsonl', known))).toBe(
      `0 commands written, ${known.length} were in the ledger already.\n`,
    );

    const reported = known.find(({ command }) => command === 'report-status')!;
    const other = { ...reported, id: ANOTHER_ID, edition: 2 };
    const { code, stderr } = await ledger(asLoader, 'import', await fileOf('other.jsonl', [other]));
    expect([code, stderr]).toEqual([1, expect.stringContaining('line 1, source.url: Url must be an address')]);

    const { assessment, scheme, schemeVersion, status, evidence } = reported;
    const correction = {
      ...{ command: 'correct-entry', id: ANOTHER_ID, correctionReason: 'The reason was mistyped.' },
      target: lines.map(entryOf).find(({ type }) => type === 'StatusReported')!.id,
      statement: { assessment, scheme, schemeVersion, status, evidence, reason: 'Two of nine branches are open.' },
    };
    expect(await ran(asLoader, 'import', await fileOf('correction.jsonl', [correction]))).toMatch(/^1 command written/);
  }, 120_000);
});

function entryOf(line: string): JsonObject {
  return (JSON.parse(line) as { entry: JsonObject }).entry;
}

function hashOf(line: string): string {
  return (JSON.parse(line) as { leafHash: string }).leafHash;
}
