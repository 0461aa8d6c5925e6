import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ledger } from '../support/ledger-cli.js';

/** What it prints is held to in test/browser/printed-reports.spec.ts, where there is a Chromium. */
describe('ledger report pdf on a machine without Chromium', () => {
  let folder: string;
  let service: Server;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ledger-report-pdf-'));
    service = createServer((_request, response) => response.end('<!doctype html><title>A table</title>'));
    await once(service.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(async () => {
    service.close();
    await rm(folder, { recursive: true, force: true });
  });

  const pdf = (env: Record<string, string>) => {
    const site = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
    return ledger(env, 'report', 'pdf', 'REPORT-1', '--out', join(folder, 'report.pdf'), '--site', site);
  };

  it('says how to name one, or what to do instead', async () => {
    const { code, stdout, stderr } = await pdf({ PATH: folder });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      'There is no Chromium on this machine: name one with CHROMIUM, or print the table of the report in a browser\n',
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('looks nowhere else where one was named that is not there', async () => {
    const named = join(folder, 'none');
    const { code, stdout, stderr } = await pdf({ CHROMIUM: named });
    expect([code, stdout, stderr]).toEqual([1, '', `There is no program at CHROMIUM (${named})\n`]);
    expect(await readdir(folder)).toEqual([]);
  });
});
