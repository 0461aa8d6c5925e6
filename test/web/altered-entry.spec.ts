import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { createKeyFile } from '../../src/log/key-file.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';
import { until } from '../support/until.js';

const ORIGIN = 'ledger.example/small';
const WARNING = 'These bytes are not what was sealed';

jest.setTimeout(120_000);

/** Somebody with full access to the database has changed an entry, and nobody has looked at the log as a whole. */
describe('the page of an entry that was altered', () => {
  let folder: string;
  let ledger: SmallLedger;
  let index: number;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'progress-ledger-altered-'));
    const keyFile = join(folder, 'log.key');
    createKeyFile(keyFile, ORIGIN);
    ledger = await smallLedger({ LEDGER_LOG_KEY_FILE: keyFile, LEDGER_LOG_ORIGIN: ORIGIN });
    const size = await until('the ledger to be signed', async () => {
      const [all, checkpoint] = await Promise.all([get('/api/entries?limit=1'), get('/log/checkpoint')]);
      return Number(checkpoint.text.split('\n')[1]) === all.body.total && (all.body.total as number);
    });
    index = size - 1;
    for (const table of ['log_entry', 'log_checkpoint'])
      await owner().query(`ALTER TABLE log.${table} DISABLE TRIGGER USER`);
  });
  afterAll(async () => {
    await ledger?.close();
    rmSync(folder, { recursive: true });
  });

  const owner = () => ledger.service.database.ownerPool;
  const get = (address: string) => request(ledger.service.url).get(address);
  const replace = (one: string, other: string) =>
    owner().query(
      `UPDATE log.log_entry SET entry = convert_to(replace(convert_from(entry, 'UTF8'), $2, $3), 'UTF8') WHERE idx = $1`,
      [index, one, other],
    );

  it('says so, and no longer once it is as it was', async () => {
    expect((await get(`/entries/${index}`)).text).not.toContain(WARNING);

    await replace('"recordedAt":"2', '"recordedAt":"1');
    const altered = await get(`/entries/${index}`);
    expect(altered.status).toBe(200);
    expect(altered.text).toMatch(new RegExp(`govuk-error-summary__title">\\s*${WARNING}`));

    await replace('"recordedAt":"1', '"recordedAt":"2');
    expect((await get(`/entries/${index}`)).text).not.toContain(WARNING);
  });

  it('says so too where the checkpoint over it is not signed by a key of the log', async () => {
    await owner().query(`UPDATE log.log_checkpoint SET note = replace(note, 'small', 'smell')`);
    expect((await get(`/entries/${index}`)).text).toContain(WARNING);
  });
});
