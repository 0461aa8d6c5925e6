import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { nodePrimitives } from '../integrity/node-primitives.js';
import { type Policy, PolicyError, type PolicyWitness, parsePolicy } from '../integrity/policy.js';
import type { WitnessOptions } from '../log/witnesses.js';
import type { Variables } from './variables.js';

/** Their cosignatures and the log's own signatures must fit into one note, which has room for 64. */
const MOST_WITNESSES = 32;
const MOST_SECONDS = 60;

/** Who cosigns the log, and how long it waits for them. */
export function readWitnesses(variables: Variables): { witnesses?: WitnessOptions } {
  const file = variables.get('LEDGER_WITNESS_POLICY');
  const timeout = variables.get('LEDGER_WITNESS_TIMEOUT');
  if (file === undefined) {
    if (timeout !== undefined)
      variables.refuse('LEDGER_WITNESS_TIMEOUT is set without LEDGER_WITNESS_POLICY: name the witnesses there.');
    return {};
  }
  const seconds = /^\d{1,2}$/.test(timeout ?? '5') ? Number(timeout ?? '5') : 0;
  if (seconds < 1 || seconds > MOST_SECONDS)
    variables.refuse(
      `LEDGER_WITNESS_TIMEOUT is "${timeout}": give a whole number of seconds from 1 to ${MOST_SECONDS}.`,
    );
  const policy = readPolicy(file, variables);
  return policy ? { witnesses: { policy, timeoutMs: seconds * 1_000 } } : {};
}

function readPolicy(file: string, variables: Variables): Policy | undefined {
  const refuse = (why: string) => variables.refuse(`LEDGER_WITNESS_POLICY is "${file}": ${why}.`);
  let policy: Policy;
  try {
    policy = parsePolicy(readFileSync(resolve(file), 'utf8'), nodePrimitives);
  } catch (error) {
    refuse(error instanceof PolicyError ? error.message.replace(/\.$/, '') : 'the file cannot be read');
    return undefined;
  }
  const { witnesses } = policy;
  if (witnesses.length === 0 || witnesses.length > MOST_WITNESSES)
    refuse(`it names ${witnesses.length} witnesses: give 1 to ${MOST_WITNESSES}, or unset it`);
  for (const witness of witnesses) {
    const problem = problemOf(witness);
    if (problem) refuse(`the witness ${witness.name} ${problem}`);
  }
  return policy;
}

/** What is wrong with its address. The whole policy is published, so that others can ask the same witnesses. */
function problemOf({ url }: PolicyWitness): string | undefined {
  if (url === undefined) return 'has no address: give that behind its key at which it takes checkpoints';
  const { username, password, search, hash } = new URL(url);
  if (username !== '' || password !== '') return 'has a name and password in its address, which would be published';
  return search === '' && hash === '' ? undefined : 'has an address with "?" or "#", behind which nothing can stand';
}
