import { checkpointText } from '../../src/integrity/checkpoint.js';
import { formatVkey, type PublicKey, publicKeyOf, type SecretKey } from '../../src/integrity/keys.js';
import { logSignature } from '../../src/integrity/log-signature.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { writeNote } from '../../src/integrity/note.js';
import { formatSubmission } from '../../src/integrity/submission.js';
import { PlainTree, plainLeafHash } from './plain-tree.js';
import { keyNamed } from './witness-keys.js';

/** A log without a ledger, whose entries are numbers; from a place on it may be another one with the same name and key. */
export class PlainLog {
  readonly tree: PlainTree;
  readonly secret: SecretKey;
  readonly key: PublicKey;

  /** @param forksAt place from which its entries are others than those of the log without it */
  constructor(
    readonly origin: string,
    readonly size: number,
    forksAt = Number.POSITIVE_INFINITY,
  ) {
    const entry = (n: number) => (n < forksAt ? `{"n":${n}}` : `{"other":${n}}`);
    this.tree = new PlainTree(Array.from({ length: size }, (_, n) => plainLeafHash(entry(n))));
    this.secret = keyNamed(origin);
    this.key = publicKeyOf(this.secret, 'log', nodePrimitives);
  }

  get vkey(): string {
    return formatVkey(this.key);
  }

  text(size: number): string {
    return checkpointText({ origin: this.origin, size, root: this.tree.root(size) });
  }

  /** A signed checkpoint. */
  note(size: number, secret = this.secret): string {
    return writeNote(this.text(size), [logSignature(secret, this.text(size), nodePrimitives)]);
  }

  /** What it sends to a witness that knows it at a size. */
  submission(old: number, size: number): string {
    return formatSubmission({ old, proof: this.tree.consistency(old, size), note: this.note(size) });
  }
}
