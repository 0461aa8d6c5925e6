/**
 * Makes the service's account on a KurrentDB server and closes the server for everybody else, see
 * {@link restrictAccess}. May run at every start; meant for a server that holds nothing but ledgers.
 *
 * `EVENTSTOREDB_URL` is the service's own, with the account to be made. `KURRENTDB_ADMIN_PASSWORD_FILE` names the file
 * with the password of `admin`. The authority behind the server's certificate is named by `tlsCAFile` in the URL, and
 * by `NODE_EXTRA_CA_CERTS`.
 */
import { readFileSync } from 'node:fs';
import { closeClient, createClient } from '../ledger/eventstoredb/clients.js';
import { readEventStoreDbUrl } from '../ledger/eventstoredb/event-store-db-url.js';
import { makeUser, restrictAccess, ServerRefusal, untilReady } from './kurrentdb-access.js';

/** Three nodes that start for the first time choose their leader within some seconds; slow disks take longer. */
const PATIENCE_MS = 120_000;

try {
  const url = required('EVENTSTOREDB_URL');
  const { withoutCredentials, credentials, tls } = readEventStoreDbUrl(url, 'unary');
  if (!credentials) throw new RangeError('EVENTSTOREDB_URL names no user: there is no account to make.');
  const password = readFileSync(required('KURRENTDB_ADMIN_PASSWORD_FILE'), 'utf8').trim();
  const admin = { username: 'admin', password };
  const [host] = withoutCredentials.replace(/^[^:]*:\/\//, '').split(/[,?]/);
  const made = await untilReady(() => makeUser(`${tls ? 'https' : 'http'}://${host}`, admin, credentials), PATIENCE_MS);
  const client = createClient({ url, streamPrefix: '', appendMode: 'unary' });
  try {
    await untilReady(() => restrictAccess(client, admin, credentials), PATIENCE_MS);
  } finally {
    await closeClient(client);
  }
  console.log(`The user ${credentials.username} ${made}. Nobody but it and administrators may read or write.`);
} catch (error) {
  const plain = error instanceof ServerRefusal || error instanceof RangeError;
  console.error(plain ? error.message : error);
  process.exitCode = 1;
}

function required(name: string): string {
  const value = process.env[name]?.trim();
  if (!value) throw new RangeError(`${name} is not set.`);
  return value;
}
