import { type Policy, quorumMet } from '../integrity/policy.js';

/** Who else looks after the log, and how long it waits for them. */
export interface WitnessOptions {
  /** Whose cosignatures it asks for; those without an address are asked by nobody. */
  policy: Policy;
  /** How long a checkpoint is held back for them at most, in milliseconds. */
  timeoutMs: number;
}

/** How far outsiders vouch for a checkpoint. */
export const COSIGNING = ['cosigned', 'not-yet-cosigned', 'unwitnessed'] as const;

export type Cosigning = (typeof COSIGNING)[number];

/**
 * How far a checkpoint is cosigned: as the policy asks for, less than that, or by nobody because nobody is asked.
 *
 * @param cosigners names of the keys that have cosigned
 */
export function cosigningOf(policy: Policy | undefined, cosigners: readonly string[]): Cosigning {
  if (!policy) return cosigners.length > 0 ? 'cosigned' : 'unwitnessed';
  const names = policy.witnesses.filter(({ key }) => cosigners.includes(key.name)).map(({ name }) => name);
  return names.length > 0 && quorumMet(policy, new Set(names)) ? 'cosigned' : 'not-yet-cosigned';
}
