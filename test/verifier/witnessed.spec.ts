import { toHex, utf8 } from '../../src/integrity/bytes.js';
import type { JsonObject } from '../../src/integrity/canonical-json.js';
import { publicKeyOf } from '../../src/integrity/keys.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { formatSubmission } from '../../src/integrity/submission.js';
import type { Question } from '../../src/verifier/checkpoint-checks.js';
import { verifyLog } from '../../src/verifier/verify-log.js';
import { Witness } from '../../src/witness/witness.js';
import { someEntries } from '../support/log-entries.js';
import { BuiltLog, LOG_KEY, LOG_VKEY } from '../support/log-files.js';
import { PlainTree, plainLeafHash } from '../support/plain-tree.js';
import { keyNamed, vkeyNamed } from '../support/witness-keys.js';

const NAMES = ['one.example', 'two.example'];
const POLICY = `${NAMES.map((name, n) => `witness w${n} ${vkeyNamed(name)}\n`).join('')}group both all w0 w1\nquorum both\n`;
const SIZE = 300;

const entries = someEntries(SIZE);
const honest = BuiltLog.of(entries);
/** The same with other words in one entry, as well formed as before. */
const rewritten = BuiltLog.of(
  entries.map((entry, n) =>
    n === 100 ? { ...entry, data: { ...(entry.data as JsonObject), put: 'otherwise' } } : entry,
  ),
);

/** Somebody who has the log's key shows another past than before, or a part of it. */
describe('a log that witnesses look after', () => {
  /** Remembers nothing of what others with its key have seen. */
  const witnessNamed = (name: string) => {
    let kept: string | null = null;
    return new Witness({
      ...{ key: keyNamed(name), logs: [publicKeyOf(LOG_KEY, 'log', nodePrimitives)] },
      ...{ now: () => 1_800_000_000, log: () => undefined },
      memory: {
        load: () => kept,
        save: (_origin, note) => {
          kept = note;
        },
        keepConflict: () => undefined,
      },
    });
  };

  const submit = (witness: Witness, log: BuiltLog, old: number, size: number) => {
    const proof = new PlainTree(log.entries.map(plainLeafHash)).consistency(old, size);
    return witness.addCheckpoint(Buffer.from(formatSubmission({ old, proof, note: log.note(size) })));
  };

  /** The log with the lines of those who have signed it. */
  const shown = (log: BuiltLog, size: number, lines: readonly string[]) =>
    log.files(size).set('checkpoint', log.note(size, lines));

  const verdictOf = async (log: ReturnType<typeof shown>, question: Partial<Question>) => {
    const { exit, checks } = await verifyLog(log, { vkey: LOG_VKEY, ...question }, nodePrimitives);
    return [exit, ...checks.filter(({ outcome }) => outcome === 'failed').map(({ check }) => check)];
  };

  let witnesses: Witness[];
  /** Lines of both under the honest log, at 200 entries and at all of them. */
  let lines: { half: string[]; whole: string[] };

  beforeEach(() => {
    witnesses = NAMES.map(witnessNamed);
    lines = {
      half: witnesses.map((witness) => submit(witness, honest, 0, 200).body),
      whole: witnesses.map((witness) => submit(witness, honest, 200, SIZE).body),
    };
  });

  it('passes as it is', async () => {
    expect(await verdictOf(shown(honest, SIZE, lines.whole), { policy: POLICY })).toEqual([0]);
  });

  it('is not rewritten with their signatures, whatever they are told', async () => {
    for (const old of [0, 50, 100, 200, SIZE])
      for (const witness of witnesses) expect(submit(witness, rewritten, old, SIZE).status).not.toBe(200);
    const alone = shown(rewritten, SIZE, []);
    expect(await verdictOf(alone, {})).toEqual([0]); // with the key alone nobody notices
    expect(await verdictOf(alone, { policy: POLICY })).toEqual([1, 'witnesses']);
    expect(await verdictOf(shown(rewritten, SIZE, lines.whole), { policy: POLICY })).toEqual([1, 'note']);
  });

  it('is rewritten unnoticed only where as many of them take part as the policy asks for', async () => {
    const bribed = NAMES.map((name) => submit(witnessNamed(name), rewritten, 0, SIZE).body);
    expect(await verdictOf(shown(rewritten, SIZE, bribed.slice(0, 1)), { policy: POLICY })).toEqual([1, 'witnesses']);
    expect(await verdictOf(shown(rewritten, SIZE, bribed), { policy: POLICY })).toEqual([0]);
    const since = honest.note(200);
    expect(await verdictOf(shown(rewritten, SIZE, bribed), { policy: POLICY, since })).toEqual([1, 'since']);
  });

  it('is set back with real signatures, which what a witness has seen last gives away', async () => {
    const setBack = shown(honest, 200, lines.half);
    expect(await verdictOf(setBack, { policy: POLICY })).toEqual([0]);
    const since = witnesses[0]!.newest(toHex(nodePrimitives.sha256(utf8(LOG_KEY.name))))!;
    expect(await verdictOf(setBack, { policy: POLICY, since })).toEqual([1, 'since']);
  });
});
