import 'reflect-metadata';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AccessService } from './access/access.service.js';
import type { Role } from './access/roles.js';
import { type Config, readConfig } from './config.js';
import { Catalogue } from './ledger/catalogue/catalogue.js';
import { Clock } from './ledger/clock.js';
import { CommandProcessor } from './ledger/commands/command-processor.js';
import { LedgerIdentityReader } from './ledger/ledger-identity.js';
import { Finder } from './ledger/lookups/finder.js';
import { StoreLookups } from './ledger/lookups/store-lookups.js';
import { ListenError } from './listen-error.js';
import { explained, stopOnSignals } from './process.js';
import { type Service, startService } from './service.js';
import { backfillsOf } from './transfer/backfills.js';
import { closeBackfill } from './transfer/close-backfill.js';
import { Importer } from './transfer/importer.js';

/** Whoever loads the example does all an officer may do; whoever closes the load must be someone else. */
const LOADER_ROLES: Role[] = ['administrator', 'policy-officer', 'data-owner', 'board-secretary', 'reporting-officer'];
const EXAMPLE = fileURLToPath(new URL('../../examples/standing-together/standing-together.jsonl', import.meta.url));

const { folder, service } = await explained(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'progress-ledger-demo-'));
  try {
    await chmod(folder, 0o755); // where root starts the demo, the database runs as another user
    const config = readConfig({ PORT: process.env.PORT, HOST: process.env.HOST, DATA_DIR: join(folder, 'data') });
    return { folder, service: await start(config) };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
});
stopOnSignals(async () => {
  await service.close();
  await rm(folder, { recursive: true, force: true });
});
const token = await load(service);
greet(service.url, token);

/** The wanted port, or a free one: a demo should not fail because something else is running. */
async function start(config: Config): Promise<Service> {
  console.log('Starting an empty ledger on an embedded PostgreSQL …');
  try {
    return await startService(config);
  } catch (error) {
    const taken = error instanceof ListenError && (error.cause as NodeJS.ErrnoException).code === 'EADDRINUSE';
    if (!taken) throw error;
    console.log(`Port ${config.port} is taken; taking a free one.`);
    return startService({ ...config, port: 0 });
  }
}

/** Loads the example as a backfill and closes it; answers with the loader's token. */
async function load({ app }: Service): Promise<string> {
  const access = app.get(AccessService);
  const loader = await access.createToken({ name: 'Demo: plan team', roles: LOADER_ROLES });
  const closer = await access.createToken({ name: 'Demo: approver', roles: ['approver'] });
  const actor = (await access.authenticate(loader.token))!;
  const importer = app.get(Importer);
  const checked = await importer.check(EXAMPLE, actor);
  for (const { line, field, message } of [...checked.problems, ...checked.warnings])
    console.error(`line ${line}, ${field}: ${message}`);
  if (checked.problems.length + checked.warnings.length > 0) throw new Error('The example could not be loaded');
  const { written } = await importer.write(checked, actor);

  const approver = (await access.authenticate(closer.token))!;
  const parts = { catalogue: app.get(Catalogue), processor: app.get(CommandProcessor), finder: app.get(Finder) };
  for (const { batch, closedAt } of await backfillsOf(app.get(LedgerIdentityReader), app.get(StoreLookups)))
    if (!closedAt) await closeBackfill(parts, batch, 0, approver, app.get(Clock).now());
  console.log(`Loaded the Standing Together example: ${written} commands from five public papers, 2018 to 2022.`);
  return loader.token;
}

function greet(url: string, writer: string): void {
  console.log(`
The ledger is open. Three addresses worth opening:

  the plan of 2022 as reported on 4 August 2022
    ${url}/at/2022-08-04/plans/PLAN-2022
  one of its promises, with everything that is known of it
    ${url}/commitments/C22-14
  what a report of that day leaves out
    ${url}/reports/REPORT-2022-08-04-P1/coverage

Everything begins at ${url}
The whole API, to try out: ${url}/api/docs
To write, send this token as "Authorization: Bearer …":
  ${writer}

Stop with Ctrl-C; the demo's data is then removed.`);
}
