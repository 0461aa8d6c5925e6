import type { EventStoreDbOptions } from '../ledger/eventstoredb/event-store-db-options.js';
import { checkEventStoreDbUrl } from '../ledger/eventstoredb/event-store-db-url.js';
import type { Variables } from './variables.js';

const MOST_PREFIX_LETTERS = 64;

/** EventStoreDB or KurrentDB as the engine; `undefined` for events in PostgreSQL. */
export function readEventStoreDb(variables: Variables): EventStoreDbOptions | undefined {
  const url = variables.get('EVENTSTOREDB_URL');
  const streamPrefix = variables.get('EVENTSTOREDB_STREAM_PREFIX') ?? 'progressledger.';
  const appendMode = readAppendMode(variables);
  const wrong = whatIsWrongWith(streamPrefix);
  if (wrong) variables.refuse(`EVENTSTOREDB_STREAM_PREFIX is "${streamPrefix}", ${wrong}`);
  if (url === undefined) {
    // Going on without would open another, empty ledger.
    for (const name of ['EVENTSTOREDB_STREAM_PREFIX', 'EVENTSTOREDB_APPEND_MODE'] as const)
      if (variables.get(name))
        variables.refuse(
          `${name} is set without EVENTSTOREDB_URL: set that too, or neither to keep events in PostgreSQL.`,
        );
    return undefined;
  }
  for (const problem of checkEventStoreDbUrl(url, appendMode)) variables.refuse(problem);
  return { url, streamPrefix, appendMode };
}

function readAppendMode(variables: Variables): EventStoreDbOptions['appendMode'] {
  const text = variables.get('EVENTSTOREDB_APPEND_MODE') ?? 'unary';
  if (text !== 'unary' && text !== 'batch')
    variables.refuse(
      `EVENTSTOREDB_APPEND_MODE is "${text}": give unary, or batch for client certificates without a password.`,
    );
  return text === 'batch' ? 'batch' : 'unary';
}

/** One dot, at the end: of two ledgers on a server, neither's prefix can then be the beginning of the other's. */
function whatIsWrongWith(prefix: string): string | undefined {
  if (prefix.startsWith('$')) return "but streams that begin with $ are the server's own: begin with a letter.";
  if (prefix.includes('-'))
    return "but the server takes what stands before a stream's first dash for its category: write it without a dash.";
  if (!prefix.endsWith('.'))
    return `but it has to end with a dot, so that it is not the beginning of another ledger's: write "${prefix}.".`;
  if (!/^[A-Za-z][A-Za-z0-9_]*\.$/.test(prefix) || prefix.length > MOST_PREFIX_LETTERS)
    return `but it has to be a letter, then letters, digits and underscores, then one dot; ${MOST_PREFIX_LETTERS} at most.`;
  return undefined;
}
