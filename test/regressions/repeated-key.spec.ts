import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { AccessService } from '../../src/access/access.service.js';
import { ROLES } from '../../src/access/roles.js';
import { startTestService, type TestService } from '../http/service.js';
import { ImportLedger, LOADER } from '../support/import-ledger.js';

const TWICE =
  '{"command":"rename-body","name":"One","citations":[{"sourceId":"S-1","line":1,"line":2}],"\\u006eame":"Two"}';
const MESSAGE = 'citations[0].line stands twice in one object. Say it once';

/** A parser takes the last of them without a word: what was read before sending could be another thing than what is recorded. */
describe('a key that stands twice in what is sent', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service?.close());

  it('is refused over HTTP', async () => {
    const { token } = await service.app.get(AccessService).createToken({ name: 'Sender', roles: ROLES });
    const { status, body } = await request(service.url)
      .post('/api/commands/rename-body')
      .set({ Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' })
      .send(TWICE);
    expect([status, body.code, body.detail]).toEqual([400, 'repeated-key', MESSAGE]);
    expect(body.errors[0]).toMatchObject({ field: 'citations[0].line' });
  });

  it('is refused in a line of an import', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'repeated-key-'));
    await writeFile(join(folder, 'lines.jsonl'), `\n${TWICE}\n`);
    const { problems } = await ImportLedger.inMemory().importer.check(join(folder, 'lines.jsonl'), LOADER);
    await rm(folder, { recursive: true });
    expect(problems).toEqual([{ line: 2, code: 'not-a-command', field: '', message: MESSAGE }]);
  });
});
