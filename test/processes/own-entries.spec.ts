import { join } from 'node:path';
import pg from 'pg';
import { ROLES } from '../../src/access/roles.js';
import { createFolder, removeFolder } from '../database/service-process.js';
import { BuiltService } from '../faults/built-service.js';
import { DAYS, writeFourLevels } from '../support/four-levels.js';
import { createToken, ledger } from '../support/ledger-cli.js';
import { until } from '../support/until.js';

interface Entry {
  id: string;
  type: string;
  target?: string;
  data: Record<string, unknown>;
}

describe('what a running service records by itself', () => {
  let folder: string;
  let service: BuiltService;
  let env: Record<string, string>;

  beforeAll(async () => {
    folder = await createFolder();
    service = await BuiltService.on(join(folder, 'data'));
    await service.start();
    env = { ...service.env, LEDGER_TOKEN: await createToken(service.env, 'Loader', ROLES) };
    await writeFourLevels(join(folder, 'plan.jsonl'));
    expect(await ledger(env, 'import', join(folder, 'plan.jsonl'))).toMatchObject({ code: 0 });
  }, 120_000);
  afterAll(async () => {
    await service.remove();
    await removeFolder(folder);
  });

  async function entries(type: RegExp): Promise<Entry[]> {
    const address = `http://127.0.0.1:${service.port}/api/entries`;
    const lines = await (await fetch(address, { headers: { Accept: 'application/jsonl' } })).text();
    return lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).entry)
      .filter((entry) => type.test(entry.type));
  }

  it('is the state behind each report, once', async () => {
    const states = await until(
      'the states of all reports',
      async () => {
        const found = await entries(/^StateCommitted$/);
        return found.length >= DAYS.reports.length && found;
      },
      30_000,
    );
    const reports = await entries(/^ReportPublished$/);
    expect(states.map(({ data: { asReportedOn, size } }) => [asReportedOn, size])).toEqual(
      reports.map(({ data: { asReportedOn, atSize } }) => [asReportedOn, atSize]),
    );
    expect(service.output).not.toContain('could not be');
    expect((await ledger(env, 'state', 'check')).stdout).toContain(`${states.length} recorded states are what`);
  }, 60_000);

  it('is an erasure that was cut off before it was recorded', async () => {
    const pool = new pg.Pool({ connectionString: await service.databaseUrl() });
    const { rows } = await pool.query(
      "SELECT event_id, pointer FROM erasable.disclosure WHERE pointer LIKE '/data/%' AND subject_key_id IS NULL LIMIT 1",
    );
    const [{ event_id: target, pointer }] = rows;
    await ledger(env, 'text', 'erase', target, pointer, '--ground', 'objection');
    // As far as a command comes that is killed between its two steps.
    await pool.query('SELECT erasable.erase(ARRAY[$1::uuid], ARRAY[$2], ARRAY[]::uuid[])', [target, pointer]);
    await pool.query('UPDATE erasable.erasing SET gone_at = now() WHERE event_id = $1', [target]);
    await pool.end();
    await service.end('SIGTERM');
    await service.start();
    const [said] = await until('the entry', async () => {
      const found = await entries(/^PersonalDataErased$/);
      return found.length > 0 ? found : null;
    });
    expect(said).toMatchObject({ target, data: { pointer, kindOfField: 'text', ground: 'objection' } });
  }, 120_000);
});
