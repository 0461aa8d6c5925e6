import type pg from 'pg';
import type { PolicyWitness } from '../../src/integrity/policy.js';
import { Bell } from '../../src/ledger/bell.js';
import { cosigningOf, type WitnessOptions } from '../../src/log/witnesses.js';
import { LogCheckpoints, type SignedCheckpoint } from './log-checkpoints.js';
import { LogCosignatures } from './log-cosignatures.js';
import { LogTree } from './log-tree.js';
import { WitnessFeeder } from './witness-feeder.js';

/** The newest checkpoint of the log that a witness shows, as it is shown. */
export interface WitnessedCheckpoint {
  /** The policy's name of the witness. */
  witness: string;
  note: string;
}

/** Those who cosign the log. */
export class Witnesses {
  private readonly cosignatures: LogCosignatures;
  private readonly cosigned = new Bell();
  private readonly feeders: readonly { name: string; feeder: WitnessFeeder }[];

  constructor(
    pool: pg.Pool,
    private readonly options: WitnessOptions,
    log: (message: string) => void,
  ) {
    this.cosignatures = new LogCosignatures(pool);
    const parts = {
      ...{ tree: new LogTree(pool), checkpoints: new LogCheckpoints(pool), cosignatures: this.cosignatures, log },
      onCosigned: () => this.cosigned.ring(),
    };
    this.feeders = options.policy.witnesses
      .filter(isAsked)
      .map((witness) => ({ name: witness.name, feeder: new WitnessFeeder({ ...parts, witness }) }));
  }

  /** Runs until the signal is aborted, and then ends soon. Never throws. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all(this.feeders.map(({ feeder }) => feeder.run(signal)));
  }

  /** Hands a checkpoint to all of them; a smaller one that they have not signed yet is not handed to them any more. */
  offer(checkpoint: SignedCheckpoint): void {
    for (const { feeder } of this.feeders) feeder.offer(checkpoint);
  }

  /** Waits until a checkpoint that was offered is cosigned as the policy asks for; not longer than is set. */
  async quorum(size: number, signal: AbortSignal): Promise<void> {
    const { policy, timeoutMs } = this.options;
    if (policy.quorum === null) return;
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const rings = this.cosigned.count;
      const isCosigned = cosigningOf(policy, await this.cosignatures.cosigners(size)) === 'cosigned';
      const left = deadline - performance.now();
      if (isCosigned || left <= 0 || signal.aborted) return;
      await this.cosigned.heard(rings, left, signal);
    }
  }

  /** What each of them has seen of the log last, as far as they answer. */
  async newest(origin: string, signal: AbortSignal): Promise<WitnessedCheckpoint[]> {
    const seen = await Promise.all(
      this.feeders.map(async ({ name, feeder }) => ({
        witness: name,
        note: await feeder.newest(origin, this.options.timeoutMs, signal),
      })),
    );
    return seen.flatMap(({ witness, note }) => (note === null ? [] : [{ witness, note }]));
  }
}

/** The configuration takes no other. */
function isAsked(witness: PolicyWitness): witness is PolicyWitness & { url: string } {
  return witness.url !== undefined;
}
