import { formatVkey, parseVkey, publicKey } from './keys.js';
import { nodePrimitives } from './node-primitives.js';
import { formatPolicy, PolicyError, parsePolicy, quorumMet } from './policy.js';

const keyNamed = (name: string, use: 'log' | 'cosignature') =>
  formatVkey(
    publicKey(
      { name, use, bytes: nodePrimitives.publicKeyOf(nodePrimitives.sha256(Buffer.from(name))) },
      nodePrimitives,
    ),
  );
/** The key of one under the name of another. */
const sameKey = (of: string, name: string, use: 'log' | 'cosignature') =>
  formatVkey(publicKey({ name, use, bytes: parseVkey(keyNamed(of, use), nodePrimitives).bytes }, nodePrimitives));
const LOG = keyNamed('ledger.example/plan-1', 'log');
const ONE = `witness one ${keyNamed('one.example', 'cosignature')} https://one.example/`;
const TWO = `witness two ${keyNamed('two.example/w', 'cosignature')}`;
const THREE = `witness three ${keyNamed('three.example', 'cosignature')}`;

const policyOf = (...lines: string[]) => parsePolicy(`${lines.join('\n')}\n`, nodePrimitives);

describe('a policy', () => {
  it('names logs, witnesses and where they are', () => {
    const policy = policyOf(
      '# of the board',
      '\t # indented',
      `log ${LOG} https://ledger.example/log/`,
      '',
      ONE,
      TWO,
      'quorum none',
    );
    expect(policy.logs.map(({ key, url }) => [key.name, url])).toEqual([
      ['ledger.example/plan-1', 'https://ledger.example/log/'],
    ]);
    expect(policy.witnesses.map(({ name, key, url }) => [name, key.name, url])).toEqual([
      ['one', 'one.example', 'https://one.example/'],
      ['two', 'two.example/w', undefined],
    ]);
    expect(quorumMet(policy, new Set())).toBe(true);
  });

  it.each([
    ['quorum one', [], false],
    ['quorum one', ['one'], true],
    ['group g any one two\nquorum g', ['two'], true],
    ['group g all one two\nquorum g', ['two'], false],
    ['group g 2 one two three\nquorum g', ['three', 'one'], true],
    ['group g 2 one two three\nquorum g', ['three'], false],
    ['group g all one two\ngroup h any g three\nquorum h', ['one'], false],
    ['group g all one two\ngroup h any g three\nquorum h', ['one', 'two'], true],
    ['group g any one two\nquorum g', ['other'], false],
  ])('%s: cosigned by %j gives %p', (rule, cosigned, met) => {
    expect(quorumMet(policyOf(ONE, TWO, THREE, rule), new Set(cosigned))).toBe(met);
  });

  it('is written as it is read', () => {
    const lines = [`log ${LOG} https://ledger.example/log/`, ONE, TWO, THREE, 'group g 2 one two three', 'quorum g'];
    expect(formatPolicy(policyOf(...lines))).toBe(`${lines.join('\n')}\n`);
    const rules = ['group g any one two', 'group h all g three', 'quorum h'];
    expect(
      formatPolicy(policyOf(ONE, TWO, THREE, ...rules))
        .split('\n')
        .slice(3, -1),
    ).toEqual(rules);
    expect(formatPolicy(policyOf('quorum none'))).toBe('quorum none\n');
  });

  it.each([
    ['no quorum', [ONE]],
    ['two quorums', [ONE, 'quorum one', 'quorum one']],
    ['an unknown quorum', [ONE, 'quorum other']],
    ['a name twice', [ONE, ONE, 'quorum one']],
    ['a key twice', [ONE, ONE.replace('witness one', 'witness again'), 'quorum one']],
    [
      'a key under two names',
      [ONE, `witness again ${sameKey('one.example', 'again.example', 'cosignature')}`, 'quorum one'],
    ],
    [
      'the key of a log under two names',
      [`log ${LOG}`, `log ${sameKey('ledger.example/plan-1', 'x', 'log')}`, 'quorum none'],
    ],
    ['a member of two groups', [ONE, TWO, 'group g any one two', 'group h any g one', 'quorum h']],
    ['a member that is not there', [ONE, 'group g any one two', 'quorum g']],
    ['a member twice', [ONE, 'group g any one one', 'quorum g']],
    ['more than the members', [ONE, 'group g 2 one', 'quorum g']],
    ['none at all of the members', [ONE, 'group g 0 one', 'quorum g']],
    ['a group without members', ['group g any', 'quorum g']],
    ['the key of a log as a witness', [`witness one ${LOG}`, 'quorum one']],
    ['the key of a witness as a log', [`log ${ONE.split(' ')[2]}`, 'quorum none']],
    ['a key that is mistyped', [ONE.replace('one.example+', 'one.exampel+'), 'quorum one']],
    ['no address', [ONE.replace('https:', 'file:'), 'quorum one']],
    ['another word', ['observer one', 'quorum none']],
  ])('is refused with %s', (_, lines) => {
    expect(() => policyOf(...lines)).toThrow(PolicyError);
  });
});
