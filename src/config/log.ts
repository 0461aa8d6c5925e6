import { join, resolve } from 'node:path';
import { isKeyName } from '../integrity/keys.js';
import type { LogOptions } from '../log/log-options.js';
import type { Variables } from './variables.js';
import { readWitnesses } from './witnesses.js';

/** The key and the name of the log. Where all data is in one folder, the key is made there with it. */
export function readLog(variables: Variables, dataDir: string): LogOptions {
  const keyFile = variables.get('LEDGER_LOG_KEY_FILE');
  const oldKeyFile = variables.get('LEDGER_LOG_OLD_KEY_FILE');
  const origin = variables.get('LEDGER_LOG_ORIGIN');
  if (oldKeyFile !== undefined && keyFile === undefined)
    variables.refuse('LEDGER_LOG_OLD_KEY_FILE is set without LEDGER_LOG_KEY_FILE: name the new key there.');
  if (origin !== undefined && !isKeyName(origin))
    variables.refuse(
      `LEDGER_LOG_ORIGIN is "${origin}": give a name without spaces and plus signs, for example ledger.example/plan-1.`,
    );
  return {
    keyFile: resolve(keyFile ?? join(dataDir, 'keys', 'log.key')),
    ...(oldKeyFile === undefined ? {} : { oldKeyFile: resolve(oldKeyFile) }),
    ...(origin === undefined ? {} : { origin }),
    makesKey: keyFile === undefined && variables.get('DATABASE_URL') === undefined,
    ...readWitnesses(variables),
  };
}
