import { GROUNDS, type Ground } from '../../../src/erasure/erasure.events.js';
import type { Erasure } from '../../seal/erasures.js';
import { Member } from './member.js';

/** A value that stood in an entry and was erased. */
export class ErasedAnswer {
  @Member('text', 'Where it stood in the entry (RFC 6901).') pointer!: string;
  @Member('instant', 'When the ledger recorded that; the value was gone by then.') recordedAt!: string;
  @Member('text', 'Why, as a key.', { oneOf: Object.keys(GROUNDS) }) ground!: string;
  @Member('text', 'The same in words.') groundInWords!: string;
}

/** What was erased of what an entry says; who made it is told to nobody in the first place. */
export function erasedAnswers({ erased = [] }: { erased?: readonly Erasure[] }): ErasedAnswer[] | undefined {
  const values = erased.filter(({ pointer }) => pointer.startsWith('/data/'));
  if (values.length === 0) return undefined;
  return values.map(({ pointer, recordedAt, ground }) => ({
    ...{ pointer, recordedAt, ground },
    groundInWords: GROUNDS[ground as Ground],
  }));
}
