import vectors from '../../test/vectors/transparency-log.json' with { type: 'json' };
import { fromBase64, toBase64 } from './base64.js';
import { fromHex, utf8 } from './bytes.js';
import { parseVkey } from './keys.js';
import { logSignature, logVerifier } from './log-signature.js';
import { nodePrimitives } from './node-primitives.js';
import { NoteError, type NoteFault, openNote, parseNote, writeNote } from './note.js';

const { checkpoint8, origin, seedHex, vkey } = vectors.V5;
const key = logVerifier(parseVkey(vkey, nodePrimitives), nodePrimitives);
const secret = { name: origin, seed: fromHex(seedHex) };
const [head, line] = checkpoint8.split('\n\n') as [string, string];
const encoded = line.trim().split(' ')[2]!;
const foreign = '— witness.example/other AAAAAAEC\n';

const open = (note: string) => openNote(utf8(note), [key]);
function faultOf(work: () => unknown): NoteFault | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof NoteError ? error.fault : undefined;
  }
}

describe('a signed note', () => {
  it('is opened as its specification shows one', () => {
    const example = logVerifier(parseVkey(vectors.V11.vkey, nodePrimitives), nodePrimitives);
    const { text, signatures } = openNote(utf8(vectors.V11.note), [example]);
    expect(text).toBe('This is an example message.\n');
    expect(signatures).toHaveLength(1);
  });

  it('is signed byte for byte alike', () => {
    const text = `${head}\n`;
    expect(writeNote(text, [logSignature(secret, text, nodePrimitives)])).toBe(checkpoint8);
    expect(open(checkpoint8).text).toBe(text);
  });

  it('may carry signatures of others, which are passed over', () => {
    const { signatures } = open(`${head}\n\n${foreign}${line}${foreign}`);
    expect(signatures.map(({ name }) => name)).toEqual([origin]);
  });

  it('may carry a signature of another key with the same name', () => {
    const other = `— ${origin} ${toBase64(new Uint8Array(68).fill(1))}\n`;
    expect(open(`${head}\n\n${other}${line}`).signatures).toHaveLength(1);
  });

  it('takes 64 signatures', () => {
    expect(open(`${head}\n\n${line}${foreign.repeat(63)}`).signatures).toHaveLength(1);
  });

  it('has empty lines in its text, and is split at the last', () => {
    expect(parseNote(utf8(`one\n\ntwo\n\n${foreign}`)).text).toBe('one\n\ntwo\n');
  });

  const wrong = fromBase64(encoded)!;
  wrong[20]! ^= 1;

  it.each([
    ['a wrong signature', `${head}\n\n— ${origin} ${toBase64(wrong)}\n`],
    ['a second signature of the same key that is wrong', `${head}\n\n${line}— ${origin} ${toBase64(wrong)}\n`],
    ['a wrong signature before the right one', `${head}\n\n— ${origin} ${toBase64(wrong)}\n${line}`],
    ['a signature that is too short', `${head}\n\n— ${origin} ${toBase64(fromBase64(encoded)!.subarray(0, 67))}\n`],
    ['another text', `${head.replace('8', '9')}\n\n${line}`],
    ['one more line of text', `${head}\nmore\n\n${line}`],
  ])('is refused whole with %s', (_, note) => expect(faultOf(() => open(note))).toBe('bad-signature'));

  it.each([
    ['lines that end in CR LF', checkpoint8.replaceAll('\n', '\r\n')],
    ['a tab', `${head}\t\n\n${line}`],
    ['a NUL', `${head}\u0000\n\n${line}`],
    ['no empty line', `${head}\n${line}`],
    ['no signature', `${head}\n\n`],
    ['no end of the last line', checkpoint8.slice(0, -1)],
    ['a line behind the signatures', `${checkpoint8}more\n`],
    ['two spaces in a signature', `${head}\n\n${line.replace('— ', '—  ')}`],
    ['two spaces before the bytes', `${head}\n\n${line.replace(` ${encoded}`, `  ${encoded}`)}`],
    ['a space behind a signature', `${head}\n\n${line.replace('\n', ' \n')}`],
    ['another dash', `${head}\n\n${line.replace('—', '–')}`],
    ['URL-safe base64', `${head}\n\n— ${origin} ${encoded.replaceAll('/', '_').replaceAll('+', '-')}\n`],
    ['base64 without padding', `${head}\n\n— ${origin} ${encoded.replaceAll('=', '')}\n`],
    ['base64 with stray bits', `${head}\n\n${line.replace(/4wE=/, '4wF=')}`],
    ['a signature without bytes', `${head}\n\n— ${origin} D0TxiA==\n`],
    ['a plus sign in a name', `${head}\n\n${line}— a+b AAAAAAEC\n`],
    ['65 signatures', `${head}\n\n${line}${foreign.repeat(64)}`],
  ])('is refused with %s', (_, note) => expect(faultOf(() => open(note))).toBe('malformed'));

  it('is refused where it is not UTF-8', () => {
    const bytes = utf8(`${head}\n\n${line}`);
    bytes[0] = 0xff;
    expect(faultOf(() => openNote(bytes, [key]))).toBe('malformed');
  });
});
