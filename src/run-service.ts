import { readConfig } from './config.js';
import { explained, stopOnSignals } from './process.js';
import { type ProcessKind, type Service, startService } from './service.js';

/** Runs a process of the service, from the environment's configuration, until a signal ends it. */
export async function runService(kind: ProcessKind): Promise<void> {
  const starting = explained(() =>
    startService(readConfig(process.env, { sharedDatabase: kind !== 'everything' }), kind),
  );
  // From the beginning: the first process of a container hears no signal that it has not asked for.
  stopOnSignals(async () => (await starting).close());
  console.log(GREETING[kind](await starting));
}

const GREETING: Record<ProcessKind, (service: Service) => string> = {
  everything: open,
  api: open,
  projections: ({ url }) => `Projections are kept up to date (health: ${url}/health/ready). Stop with Ctrl-C.`,
};

function open({ url }: Service): string {
  return `The ledger is open at ${url} (API: ${url}/api/docs). Stop it with Ctrl-C.`;
}
