import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { ROLES } from '../../src/access/roles.js';
import { createFolder, removeFolder } from '../database/service-process.js';
import { BuiltService } from '../faults/built-service.js';
import { type CliResult, createToken, ledger, Program, ROOT } from '../support/ledger-cli.js';

const FILE = join(ROOT, 'test/fixtures/small.jsonl');

/** The parts run in their order on one ledger, as a person at a terminal would. */
describe('the command line', () => {
  let folder: string;
  let service: BuiltService;
  let env: Record<string, string>;
  let lines: string[];
  let token: string;
  let batch: string;

  beforeAll(async () => {
    folder = await createFolder();
    service = await BuiltService.on(join(folder, 'data'));
    env = service.env;
    lines = (await readFile(FILE, 'utf8')).trimEnd().split('\n');
    token = await createToken(env, 'Loader', ROLES);
  });

  afterAll(async () => {
    await service.remove();
    await removeFolder(folder);
  });

  const as = (who: string, ...args: string[]) => ledger({ ...env, LEDGER_TOKEN: who }, ...args);

  async function fileOf(name: string, texts: readonly string[] | Buffer): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, Buffer.isBuffer(texts) ? texts : texts.join('\n'));
    return path;
  }

  /** The line with members changed, whose text holds a part. */
  function withLine(part: string, members: object): string[] {
    expect(lines.some((line) => line.includes(part))).toBe(true);
    return lines.map((line) => (line.includes(part) ? JSON.stringify({ ...JSON.parse(line), ...members }) : line));
  }

  it('says what can be done with it', async () => {
    const { code, stdout } = await ledger(env, '--help');
    expect(code).toBe(0);
    for (const command of ['import', 'backfill', 'export', 'verify', 'projections', 'token', 'migrate-store'])
      expect(stdout).toContain(command);
  });

  it('works by itself, and beside a service from here on', async () => {
    const dry = await as(token, 'import', '--dry-run', FILE);
    expect([dry.code, dry.stdout]).toEqual([
      0,
      `${FILE} can be loaded: ${lines.length} new commands, 0 in the ledger already. Nothing was written.\n`,
    ]);
    await service.start();
    expect((await ledger(env, 'projections', 'list')).stdout).toContain('running');
  });

  describe('import', () => {
    it('needs a token, and one that is good', async () => {
      expectRefused(await ledger(env, 'import', FILE), /Say who you are/);
      expectRefused(await as(`plt_${'A'.repeat(43)}`, 'import', FILE), /This token is not valid/);
    });

    it('tells a missing file and a folder', async () => {
      expectRefused(await as(token, 'import', join(folder, 'none.jsonl')), /There is no file/);
      expectRefused(await as(token, 'import', folder), /is a folder/);
    });

    it('tells every mistake by line, field and message, and writes nothing', async () => {
      const texts = withLine('set-target', { unit: 'books', sequence: 3 });
      const result = await as(
        token,
        'import',
        await fileOf('mistakes.jsonl', [...texts, '{"command":"fly"}', 'no JSON']),
      );
      const at = lines.findIndex((line) => line.includes('set-target')) + 1;
      expectRefused(result, /3 problems in .* Nothing was written/);
      expect(result.stderr).toContain(`line ${at}, sequence: The ledger sets the recorded time and order\n`);
      expect(result.stderr).toContain(`line ${lines.length + 1}, command: There is no command "fly"\n`);
      expect(result.stderr).toMatch(new RegExp(`^line ${lines.length + 2}: The line is not JSON`, 'm'));
    });

    it('refuses bytes that are not UTF-8, and takes characters that only look like line ends', async () => {
      const broken = Buffer.concat([
        Buffer.from(`${lines.join('\n')}\n{"command":"`),
        Buffer.of(0xff),
        Buffer.from('"}'),
      ]);
      const result = await as(token, 'import', await fileOf('broken.jsonl', broken));
      expectRefused(result, new RegExp(`line ${lines.length + 1}: The line is not well-formed UTF-8`));
      const separated = withLine('report-progress', {
        blocks: [{ blockId: 'p1', kind: 'paragraph', text: 'One\u2028two\u2029three' }],
      });
      expect((await as(token, 'import', '--dry-run', await fileOf('separators.jsonl', separated))).stderr).not.toMatch(
        /^line/m,
      );
    });

    it('writes the file once, however often it is run', async () => {
      const first = await as(token, 'import', FILE);
      expect(first.stdout).toBe(`${lines.length} commands written, 0 were in the ledger already.\n`);
      const second = await as(token, 'import', FILE);
      expect([second.code, second.stdout]).toEqual([
        0,
        `0 commands written, ${lines.length} were in the ledger already.\n`,
      ]);
    });
  });

  describe('backfill', () => {
    it('shows what is unfinished', async () => {
      const { stdout } = await ledger(env, 'backfill', 'list');
      const row = stdout.split('\n').find((line) => line.includes('unfinished'))!;
      batch = row.split(' ')[0]!;
      expect(batch).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('is not closed by the person who opened it, under whichever token', async () => {
      expectRefused(await as(token, 'backfill', 'close', batch), /Someone else must close this backfill/);
      const second = await createToken(env, 'Loader', ['approver']);
      expectRefused(await as(second, 'backfill', 'close', batch), /Someone else must close this backfill/);
    });

    it('is closed by someone else, once', async () => {
      const approver = await createToken(env, 'Approver', ['approver']);
      expectRefused(await as(approver, 'backfill', 'close', batch, '--refused', 'some'), /whole number/);
      expect(await as(approver, 'backfill', 'close', batch)).toMatchObject({
        code: 0,
        stdout: `Backfill ${batch} is closed.\n`,
      });
      expectRefused(await as(approver, 'backfill', 'close', batch), /already closed/);
      expect((await ledger(env, 'backfill', 'list')).stdout).not.toContain('unfinished');
    });
  });

  describe('token', () => {
    it('refuses roles that there are not, and dates that are none or have passed', async () => {
      expectRefused(await ledger(env, 'token', 'create', '--name', 'A', '--role', 'king'), /There is no role king/);
      const create = ['token', 'create', '--name', 'A', '--role', 'auditor', '--expires'];
      for (const result of await Promise.all(['2020-01-01', 'soon'].map((date) => ledger(env, ...create, date))))
        expectRefused(result, /expire in the future/);
    });

    it('is listed without what could be used of it, and useless once revoked', async () => {
      const good = await createToken(env, 'Short-lived', ['administrator']);
      const listed = await ledger(env, 'token', 'list');
      expect(listed.stdout).toContain('Short-lived');
      expect(listed.stdout).not.toContain(good);
      const id = listed.stdout
        .split('\n')
        .find((line) => line.includes('Short-lived'))!
        .split(' ')[0]!;
      expect((await ledger(env, 'token', 'revoke', id)).stdout).toBe(`Token ${id} of Short-lived is revoked.\n`);
      expectRefused(await as(good, 'import', '--dry-run', FILE), /This token is not valid/);
      expectRefused(await ledger(env, 'token', 'revoke', 'nothing'), /There is no token with the id nothing/);
    });
  });

  describe('export', () => {
    it('gives every entry with the bytes that were sealed, to a new file alone', async () => {
      const out = join(folder, 'ledger-export.jsonl');
      expect(await ledger(env, 'export', '--out', out)).toMatchObject({ code: 0 });
      const entries = (await readFile(out, 'utf8'))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(entries.map(({ index }) => index)).toEqual(entries.map((_, place) => place));
      expect(entries[0].entry.type).toBe('LedgerOpened');
      expect(entries.at(-1).entry.type).toBe('BackfillClosed');
      expectRefused(await ledger(env, 'export', '--out', out), /exists already/);
      const piped = await ledger(env, 'export', '--at-size', '3');
      expect(piped.stdout.trimEnd().split('\n')).toHaveLength(3);
      expectRefused(await ledger(env, 'export', '--at-size', '1e3'), /--at-size must be a whole number/);
    });
  });

  describe('projections', () => {
    it('are listed with how far they are', async () => {
      const { stdout } = await ledger(env, 'projections', 'list');
      for (const name of ['seal', 'state', 'audit-trail', 'search'])
        expect(stdout).toMatch(new RegExp(`^${name} .* running `, 'm'));
    });

    it('are built anew beside the live one, except the log', async () => {
      expect(await ledger(env, 'projections', 'rebuild', 'state')).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^state was built anew from \d+ entries/),
      });
      expectRefused(await ledger(env, 'projections', 'rebuild', 'seal'), /never rebuilt/);
      expectRefused(await ledger(env, 'projections', 'rebuild', 'nothing'), /Choose one of: seal, state, audit-trail/);
    });

    it('go on when told to', async () => {
      expect((await ledger(env, 'projections', 'resume', 'state')).stdout).toBe('state had not stopped.\n');
      expectRefused(await ledger(env, 'projections', 'resume', 'nothing'), /Choose one of: seal, state, audit-trail/);
    });
  });

  describe('a service', () => {
    let taken: Server | undefined;
    afterAll(() => taken?.close());

    it('a second service says that the first has the data, and harms nothing', async () => {
      const second = await Program.start('dist/src/main.js', [], { ...env, PORT: '0' }).end();
      expectRefused(second, /is in use by process \d+\. Stop that process first/);
      expect(second.stderr).toContain(service.dataDir);
      await service.ready();
    });

    it('a service on a taken port says so, and lets go of the data', async () => {
      await service.end('SIGTERM');
      taken = createServer().listen(service.port, '127.0.0.1');
      const result = await Program.start('dist/src/main.js', [], env).end();
      expectRefused(result, new RegExp(`Port ${service.port} on 127.0.0.1 is taken by another program`));
      await new Promise((done) => taken!.close(done));
      await service.start();
      await service.end('SIGTERM');
      expect(service.output).toContain('The ledger is open at');
    });

    it('an option is refused, and its variable is told', async () => {
      const result = await Program.start('dist/src/main.js', ['--port', '4000'], env).end();
      expectRefused(result, /--port is not read: settings are environment variables, such as PORT=4000/);
    });

    it('a configuration that cannot be used is told whole', async () => {
      const result = await ledger({ ...env, PORT: 'x', DATABASE_URL: 'nowhere' }, 'token', 'list');
      expectRefused(result, /PORT is "x".*\n- DATABASE_URL/);
    });
  });
});

/** A refusal explains itself and shows nothing of the program. */
function expectRefused({ code, stderr }: CliResult, message: RegExp): void {
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n\s+at |node_modules/);
  expect(code).toBe(1);
}
