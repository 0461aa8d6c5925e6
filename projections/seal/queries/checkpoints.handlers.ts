import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { toBase64 } from '../../../src/integrity/base64.js';
import { utf8 } from '../../../src/integrity/bytes.js';
import { parseVkey } from '../../../src/integrity/keys.js';
import { nodePrimitives } from '../../../src/integrity/node-primitives.js';
import { parseNote } from '../../../src/integrity/note.js';
import { formatPolicy, type Policy } from '../../../src/integrity/policy.js';
import { LOG_OPTIONS, type LogOptions } from '../../../src/log/log-options.js';
import { cosigningOf } from '../../../src/log/witnesses.js';
import { LogCheckpoints } from '../log-checkpoints.js';
import { LogCosignatures } from '../log-cosignatures.js';
import {
  type EntryWitnessed,
  GetCheckpoints,
  GetCoveringCheckpoint,
  GetEntryWitnessed,
  GetLogPolicy,
} from './checkpoints.queries.js';

@QueryHandler(GetCheckpoints)
export class CheckpointsHandler implements IQueryHandler<GetCheckpoints> {
  constructor(
    private readonly cosignatures: LogCosignatures,
    @Inject(LOG_OPTIONS) private readonly options: LogOptions,
  ) {}

  async execute({ page }: GetCheckpoints) {
    const [checkpoints, total] = await Promise.all([this.cosignatures.page(page), this.cosignatures.count()]);
    const items = checkpoints.map(({ size, root, publishedAt, cosignatures }) => ({
      ...{ size, root: toBase64(root), publishedAt: publishedAt.toISOString() },
      cosigning: cosigningOf(
        this.options.witnesses?.policy,
        cosignatures.map(({ witness }) => witness),
      ),
      cosignatures: cosignatures.map(({ witness, time }) => ({ witness, time: new Date(time).toISOString() })),
    }));
    return { items, total };
  }
}

@QueryHandler(GetEntryWitnessed)
export class EntryWitnessedHandler implements IQueryHandler<GetEntryWitnessed> {
  constructor(private readonly cosignatures: LogCosignatures) {}

  async execute({ index }: GetEntryWitnessed) {
    return (await witnessedOver(index, this.cosignatures))[0] ?? null;
  }
}

@QueryHandler(GetCoveringCheckpoint)
export class CoveringCheckpointHandler implements IQueryHandler<GetCoveringCheckpoint> {
  constructor(
    private readonly checkpoints: LogCheckpoints,
    private readonly cosignatures: LogCosignatures,
  ) {}

  async execute({ entries }: GetCoveringCheckpoint) {
    const [found, witnessed] = await Promise.all([
      this.checkpoints.firstCovering(entries),
      witnessedOver(entries - 1, this.cosignatures),
    ]);
    if (!found) return null;
    const { size, note, publishedAt } = found;
    const lines = parseNote(utf8(note)).text.trimEnd().split('\n');
    return { size, lines, publishedAt: publishedAt.toISOString(), witnessed };
  }
}

/** The log's own keys are the ones that sign it; of them the operator's policy says no more than where the log is. */
@QueryHandler(GetLogPolicy)
export class LogPolicyHandler implements IQueryHandler<GetLogPolicy> {
  constructor(
    private readonly checkpoints: LogCheckpoints,
    @Inject(LOG_OPTIONS) private readonly options: LogOptions,
  ) {}

  async execute() {
    const vkeys = await this.checkpoints.publishedVkeys();
    if (vkeys.length === 0) return null;
    const policy = this.options.witnesses?.policy ?? NO_WITNESSES;
    const logs = vkeys.map((vkey) => {
      const key = parseVkey(vkey, nodePrimitives);
      return policy.logs.find((known) => known.key.id === key.id && known.key.name === key.name) ?? { key };
    });
    return formatPolicy({ ...policy, logs });
  }
}

const NO_WITNESSES: Policy = { logs: [], witnesses: [], groups: new Map(), quorum: null };

async function witnessedOver(index: number, cosignatures: LogCosignatures): Promise<EntryWitnessed[]> {
  const firsts = await cosignatures.firstsOver(index);
  return firsts.map(({ witness, time, size }) => ({ witness, time: time.toISOString(), size }));
}

export const checkpointQueryHandlers = [
  CheckpointsHandler,
  EntryWitnessedHandler,
  CoveringCheckpointHandler,
  LogPolicyHandler,
];
