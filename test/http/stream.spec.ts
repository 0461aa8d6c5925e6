import { get, type IncomingMessage } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Logger } from '@nestjs/common';
import { SealedLog } from '../../projections/seal/sealed-log.js';
import { until } from '../support/until.js';
import { startTestService, type TestService } from './service.js';

const ENTRIES = 60_000;
const FILLING = 1_000;
/** What the first entry of every ledger says. */
const OPENED = '"type":"LedgerOpened","stream":"ledger-01900000-0000-7000-8000-000000000000","data":{"timeZone":"UTC"}';
/** Bytes received between two looks at the memory. */
const SAMPLE_EVERY = 5_000_000;

/** A log that is larger than the memory that streaming it may take. */
describe('the stream of entries', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
    // The seal writes these tables; here only their reading is looked at, which begins with the ledger's time zone.
    await service.database.ownerPool.query(
      `INSERT INTO log.log_entry (idx, event_id, entry)
       SELECT n, ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
              convert_to('{"n":' || n || ',${OPENED},"text":"' || repeat('x', ${FILLING}) || '"}', 'UTF8')
         FROM generate_series(0, ${ENTRIES - 1}) AS n`,
    );
  });
  afterAll(() => service?.close());

  const open = (path = '/api/entries') => get(service.url + path, { headers: { accept: 'application/jsonl' } });

  it('gives them all, in order, in memory that stays flat', async () => {
    let lines = 0;
    let bytes = 0;
    let rest = '';
    let most = 0;
    let sampled = SAMPLE_EVERY;
    const before = held();
    await new Promise<void>((resolve, reject) => {
      open()
        .on('error', reject)
        .on('response', (response) => {
          response.setEncoding('utf8');
          response.on('data', (text: string) => {
            bytes += text.length;
            const found = (rest + text).split('\n');
            rest = found.pop()!;
            for (const line of found) if (line.startsWith(`{"index":${lines},"entry":{"n":${lines},`)) lines++;
            if (bytes < sampled) return;
            sampled += SAMPLE_EVERY;
            most = Math.max(most, held() - before);
          });
          response.on('end', resolve).on('error', reject);
        });
    });
    expect([lines, rest]).toEqual([ENTRIES, '']);
    expect(bytes).toBeGreaterThan(ENTRIES * FILLING);
    expect(most).toBeLessThan(32 * 1024 * 1024);
  });

  it('reads no further than its caller does, and stops when the caller goes away', async () => {
    const page = jest.spyOn(service.app.get(SealedLog), 'page');
    const request = open();
    const response = await new Promise<IncomingMessage>((resolve) => request.on('response', resolve));
    response.pause();
    await still(() => page.mock.calls.length);
    const read = page.mock.calls.length;
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(ENTRIES / 200 / 4);
    request.destroy();
    await still(() => page.mock.calls.length);
    expect(page.mock.calls.length).toBeLessThanOrEqual(read + 2);
    page.mockRestore();
  });

  it('breaks off where reading fails, so that a part never looks like the whole', async () => {
    const log = service.app.get(SealedLog);
    const read = log.page.bind(log);
    let calls = 0;
    const page = jest
      .spyOn(log, 'page')
      .mockImplementation((range) => (++calls > 2 ? Promise.reject(new Error('gone')) : read(range)));
    const silent = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    const outcome = await new Promise<string>((resolve) => {
      open('/api/entries?atSize=50000')
        .on('error', () => resolve('broken'))
        .on('response', (response) => {
          response
            .resume()
            .on('end', () => resolve('complete'))
            .on('error', () => resolve('broken'));
        });
    });
    expect(outcome).toBe('broken');
    page.mockRestore();
    silent.mockRestore();
  });
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Memory that is really held: what only waits to be collected depends on the machine, not on the code. */
function held(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Waits until a number has stood still for a moment. */
async function still(read: () => number): Promise<void> {
  let last = -1;
  await until('reading to stand still', async () => {
    const before = last;
    last = read();
    await new Promise((resolve) => setTimeout(resolve, 200));
    return before === last;
  });
}
