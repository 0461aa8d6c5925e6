import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { formatVkey, publicKeyOf } from '../../src/integrity/keys.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { tilePath } from '../../src/integrity/tile-path.js';
import { tilesOfLevel, tilesOfTree } from '../../src/integrity/tiles.js';
import { createKeyFile } from '../../src/log/key-file.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';
import { type CliResult, ROOT } from '../support/ledger-cli.js';
import { run } from '../support/run-program.js';
import { until } from '../support/until.js';
import { WitnessProcess } from '../support/witness-process.js';
import { projectPath, projectText } from './project.js';

const ORIGIN = 'ledger.example/plan-1';
const WITNESS = 'witness.council.example';
const LEDGER = 'https://ledger.example/';
const text = projectText('docs/auditors.md');
/** What stands in boxes: what they are marked as, and their lines. */
const boxes = [...text.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(([, mark, lines]) => ({ mark, lines: lines! }));
const ours = boxes.filter(({ mark }) => mark === 'sh').map(({ lines }) => lines);

/** An auditor who has read nothing else, with a ledger and two witnesses. */
describe('docs/auditors.md', () => {
  let folder: string;
  let desk: string;
  let ledger: SmallLedger;
  let witnesses: WitnessProcess[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'progress-ledger-auditors-'));
    desk = join(folder, 'desk');
    mkdirSync(desk);
    const keyFile = join(folder, 'log.key');
    const vkey = formatVkey(publicKeyOf(createKeyFile(keyFile, ORIGIN), 'log', nodePrimitives));
    witnesses = await Promise.all(
      [WITNESS, 'witness.university.example'].map((name) => {
        mkdirSync(join(folder, name));
        return WitnessProcess.on(join(folder, name), name, [vkey]);
      }),
    );
    const lines = witnesses.map((one, n) => `witness w${n} ${one.vkey} ${one.url}\n`);
    writeFileSync(join(folder, 'policy'), `${lines.join('')}group both all w0 w1\nquorum both\n`);
    ledger = await smallLedger({
      ...{ LEDGER_LOG_KEY_FILE: keyFile, LEDGER_LOG_ORIGIN: ORIGIN, LEDGER_WITNESS_POLICY: join(folder, 'policy') },
    });
    await signed();
    writeFileSync(join(desk, 'ledger.vkey'), `${vkey}\n`);
    copyFileSync(join(ROOT, 'dist/verify/ledger-verify.mjs'), join(desk, 'ledger-verify.mjs'));
    copyFileSync(join(ROOT, 'dist/witness/ledger-witness.mjs'), join(desk, 'ledger-witness.mjs'));
  });
  afterAll(async () => {
    await ledger?.close();
    await Promise.all((witnesses ?? []).map((one) => one.stop()));
    rmSync(folder, { recursive: true });
  });

  const log = async (path: string) => {
    const response = await fetch(`${ledger.service.url}/log/${path}`);
    return { ok: response.ok, bytes: Buffer.from(await response.arrayBuffer()) };
  };

  /** Until everything is under a checkpoint that both witnesses have cosigned. */
  async function signed(): Promise<number> {
    return until('a cosigned checkpoint of all entries', async () => {
      const { log: state, projections } = (await ledger.get('/health/ready')).body;
      const { body } = await ledger.get('/api/checkpoints?limit=1');
      const [newest] = body.items;
      const { size } = projections.find(({ name }: { name: string }) => name === 'seal');
      return state.size === size && newest?.size === size && newest.cosigning === 'cosigned' && size;
    });
  }

  /** What fetching everything comes to. */
  async function mirror(): Promise<void> {
    const size = await signed();
    const paths = ['checkpoint', ...[...tilesOfTree(size), ...tilesOfLevel('entries', size)].map(tilePath)];
    for (const path of paths) {
      const file = join(desk, 'mirror', path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, (await log(path)).bytes);
    }
  }

  const kept = () => readFileSync(join(desk, 'kept.checkpoint'), 'utf8');

  /** Runs what stands in a box, on this machine's addresses. */
  function type(lines: string): Promise<CliResult> {
    const here = lines
      .replaceAll(LEDGER, `${ledger.service.url}/`)
      .replaceAll(`https://${WITNESS}/`, witnesses[0]!.url)
      .replaceAll(/^curl /gm, `node ${join(ROOT, 'test/support/curl.mjs')} `)
      // A witness runs until it is stopped: here as soon as it does.
      .replaceAll(
        /^(node ledger-witness.mjs run .*)$/gm,
        '$1 --port 0 > out & until grep -q "looks after" out || ! kill -0 $!; do sleep 0.1; done; kill $!; wait $!; cat out',
      );
    return run('sh', ['-ec', here], desk);
  }

  it('marks every command as ours or as that of others', () => {
    expect(boxes.length).toBeGreaterThan(8);
    expect([...new Set(boxes.map(({ mark }) => mark))].sort()).toEqual(['sh', 'sh third-party']);
    for (const { mark, lines } of boxes) {
      const programs = lines.split('\n').flatMap((line) => /^([\w-]+) ?(\S*)/.exec(line)?.slice(1, 3).join(' ') ?? []);
      if (mark === 'sh') expect(programs.join('\n')).toMatch(/^((node ledger-(verify|witness)\.mjs|curl -o)(\n|$))+$/);
      else expect(lines).toMatch(/^# other people's program/);
    }
  });

  it('leads to pages and files that are there', () => {
    const links = [...text.matchAll(/\]\(([^)#]+)\)/g)]
      .map(([, link]) => link!)
      .filter((link) => !/^https:/.test(link));
    expect(links.filter((link) => !existsSync(projectPath(`docs/${link}`)))).toEqual([]);
  });

  it('names addresses that the service answers', async () => {
    // What the shell puts in is left out.
    const found = [
      ...new Set(
        [...text.matchAll(/https:\/\/ledger\.example(\/[^\s"`)]+?)(?=&size=\$|[\s"`)])/g)].map(([, path]) => path!),
      ),
    ];
    expect(found.length).toBeGreaterThan(5);
    for (const path of found.filter((one) => one !== '/log/'))
      expect([path, (await ledger.get(path)).status]).toEqual([path, 200]);
  });

  it('has commands that do what it says, one after the other', async () => {
    const outcomes: [string, number | null][] = [];
    for (const lines of ours) {
      if (lines.includes('ledger-verify.mjs mirror')) await mirror();
      const { code, stdout, stderr } = await type(lines);
      outcomes.push([lines, code]);
      if (code !== 0) throw new Error(`${lines}\n${stdout}\n${stderr}`);
      if (lines.includes('ledger-verify')) expect(stdout).toContain('Every check that applies passed.');
      if (lines.includes('--policy')) expect(stdout).toMatch(/9 {2}witnesses +passed +cosigned by w0, w1, first at/);
      if (lines.includes('&size='))
        expect(JSON.parse(readFileSync(join(desk, 'report.json'), 'utf8')).checkpoint).toBe(kept());
      if (lines.includes('--since')) expect(stdout).toMatch(/5 {2}kept checkpoint +passed/);
      if (lines.includes('ledger-witness'))
        expect(stdout).toMatch(/^witness\.council\.example\+.*\n.* looks after ledger\.example\/plan-1, at http/);
    }
    expect(outcomes.length).toBeGreaterThan(6);
  });

  it('is right that what a witness has seen tells when the log was set back', async () => {
    // What was kept covers more than what is shown: here the log of a mirror that stopped at 0 entries.
    const empty = join(desk, 'empty');
    mkdirSync(empty);
    writeFileSync(join(empty, 'checkpoint'), (await ledger.get('/api/checkpoints/0')).text);
    const { code, stdout } = await type('node ledger-verify.mjs empty --vkey ledger.vkey --since seen.checkpoint');
    expect([code, stdout]).toEqual([1, expect.stringMatching(/5 {2}kept checkpoint +FAILED/)]);
  });
});
