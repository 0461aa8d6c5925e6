import { formatVkey, publicKey, publicKeyOf } from '../../src/integrity/keys.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { PolicyError, parsePolicy } from '../../src/integrity/policy.js';
import { keyNamed, vkeyNamed } from '../support/witness-keys.js';

/** Keys were told apart by their names, so that one witness under two names met a quorum of two. */
it('counts a key once in a policy, whatever it is called', () => {
  const { bytes } = publicKeyOf(keyNamed('one.example'), 'cosignature', nodePrimitives);
  const again = formatVkey(publicKey({ name: 'again.example', use: 'cosignature', bytes }, nodePrimitives));
  const policyWith = (second: string) =>
    `witness a ${vkeyNamed('one.example')}\nwitness b ${second}\ngroup both all a b\nquorum both\n`;
  expect(() => parsePolicy(policyWith(again), nodePrimitives)).toThrow(PolicyError);
  expect(parsePolicy(policyWith(vkeyNamed('two.example')), nodePrimitives).witnesses).toHaveLength(2);
});
