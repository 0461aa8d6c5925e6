import request from 'supertest';
import { AccessService } from '../../src/access/access.service.js';
import type { Role } from '../../src/access/roles.js';
import { Catalogue } from '../../src/ledger/catalogue/catalogue.js';
import { Clock } from '../../src/ledger/clock.js';
import { CommandProcessor } from '../../src/ledger/commands/command-processor.js';
import { LedgerIdentityReader } from '../../src/ledger/ledger-identity.js';
import { Finder } from '../../src/ledger/lookups/finder.js';
import { StoreLookups } from '../../src/ledger/lookups/store-lookups.js';
import { backfillsOf } from '../../src/transfer/backfills.js';
import { closeBackfill } from '../../src/transfer/close-backfill.js';
import { Importer } from '../../src/transfer/importer.js';
import { startTestService, type TestService } from '../http/service.js';
import { until } from '../support/until.js';

const EXAMPLE = 'examples/standing-together/standing-together.jsonl';
const LOADER_ROLES: Role[] = ['administrator', 'policy-officer', 'data-owner', 'board-secretary', 'reporting-officer'];

// biome-ignore lint/suspicious/noExplicitAny: answers are read as a caller reads them, by what they hold
export type Answer = any;

/** Asks an address and gives the body; anything but 200 fails the test, in the service's own words. */
export type Get = (address: string) => Promise<Answer>;

/** The whole service with a file of commands in it, loaded by one person and closed by another. */
export interface LoadedService extends Pick<TestService, 'app' | 'url'> {
  get: Get;
  close(): Promise<void>;
}

/** @param env further settings */
export function startExample(env?: Record<string, string>): Promise<LoadedService> {
  return startLoaded(EXAMPLE, [], env);
}

/** A file of a source document, kept before the load so that quotes are checked against it. */
export interface PaperFile {
  sha256: string;
  bytes: Buffer;
}

/**
 * @param file an import file with one backfill
 * @param env further settings
 */
export async function startLoaded(
  file: string,
  papers: readonly PaperFile[] = [],
  env: Record<string, string> = {},
): Promise<LoadedService> {
  const service = await startTestService(env);
  const get: Get = async (address) => {
    const { status, body, text } = await request(service.url).get(address);
    if (status !== 200) throw new Error(`${address}: ${status} ${text}`);
    return body;
  };
  try {
    const closing = await load(service, file, papers);
    // An address waits some seconds by itself; read models that take in a whole load at once may need more.
    const isRead = async () => {
      const answers = ['/api/plans', '/api/search'].map((address) =>
        request(service.url).get(address).set('Ledger-After', closing),
      );
      return (await Promise.all(answers)).every(({ status }) => status === 200);
    };
    await until('the load to be read', isRead, 120_000);
  } catch (error) {
    await service.close();
    throw error;
  }
  return { app: service.app, url: service.url, get, close: () => service.close() };
}

/** Loads a file and closes its backfill; answers with the id of the entry that closed it. */
async function load({ app, url }: TestService, file: string, papers: readonly PaperFile[]): Promise<string> {
  const access = app.get(AccessService);
  const tokenOf = async (name: string, roles: readonly Role[]) =>
    (await access.createToken({ name, roles: [...roles] })).token;
  const loading = await tokenOf('Plan team', LOADER_ROLES);
  for (const { sha256, bytes } of papers)
    await request(url)
      .put(`/api/sources/files/${sha256}`)
      .set('Authorization', `Bearer ${loading}`)
      .set('Content-Type', 'text/plain; charset=utf-8')
      .send(bytes)
      .expect(201);
  const loader = (await access.authenticate(loading))!;
  const importer = app.get(Importer);
  const checked = await importer.check(file, loader);
  expect({ problems: checked.problems, warnings: checked.warnings }).toEqual({ problems: [], warnings: [] });
  expect(await importer.write(checked, loader)).toMatchObject({ written: checked.lines, interrupted: false });

  const [backfill] = await backfillsOf(app.get(LedgerIdentityReader), app.get(StoreLookups));
  const parts = { catalogue: app.get(Catalogue), processor: app.get(CommandProcessor), finder: app.get(Finder) };
  const approver = (await access.authenticate(await tokenOf('Approver', ['approver'])))!;
  const { eventIds } = await closeBackfill(parts, backfill!.batch, 0, approver, app.get(Clock).now());
  return eventIds[0]!;
}
