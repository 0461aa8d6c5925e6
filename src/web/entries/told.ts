import type {
  EntryEffect,
  TrailDetail,
  TrailLine,
} from '../../../projections/audit-trail/queries/trail/trail.answers.js';
import type { Words } from '../render/words.js';
import type { StringKey } from '../strings/keys.js';

/** Longer names and texts, in characters, are cut where they stand inside a sentence. */
const MOST_IN_NAME = 90;
const MOST_IN_SENTENCE = 160;

/** What happened with an entry and to what, ready to be said. */
export interface What {
  /** Type of the statement that it makes, or that it acts on. */
  kind: string;
  /** Its own type, where it acts on another entry; else empty. */
  act: string;
  category: string;
  /** Empty where it has no name. */
  object: string;
  part: string;
}

export function whatOf(line: Pick<TrailLine, 'type' | 'kind' | 'category' | 'object' | 'part'>): What {
  const { type, kind, category, object, part } = line;
  const nameOf = (name: string | undefined) => cut(name ?? '', MOST_IN_NAME);
  return { kind, act: type === kind ? '' : type, category, object: nameOf(object.name), part: nameOf(part?.name) };
}

/** What there is one of in a ledger needs no name. */
const NAMELESS: ReadonlySet<string> = new Set(['ledger', 'settings']);

/** `Figure submitted: 101 average answer time`; of an act on another entry, what that one said. */
export function happened({ kind, category, object, part }: What, words: Words): string {
  const whose = NAMELESS.has(category) ? '' : object;
  const named = whose && category === 'commitment' ? words.t('told.commitment', { number: whose }) : whose;
  const thing = part && named ? words.t('told.part', { part, object: named }) : part || named;
  const told = words.t(`told.${kind}` as StringKey);
  return thing ? words.t('told.of', { told, thing }) : told;
}

/** The same as a heading, which begins with how it acts on another entry. */
export function headingOf(what: What, words: Words): string {
  const told = happened(what, words);
  return what.act ? words.t('told.act', { act: words.t(`told.${what.act}` as StringKey), told }) : told;
}

/** One sentence that says what an entry did: the key of its text, and the values it takes beside {@link What}. */
export interface Sentence {
  key: StringKey;
  what: What;
  /** Place of the entry that it acts on. */
  target: number;
  was: string;
  is: string;
  /** Texts of the catalogue that say both, where they are no words of a paper; empty where they are. */
  group: string;
}

/** What each act on an entry is told as. */
const ACTS: Readonly<Record<string, string>> = {
  Revised: 'revised',
  Restated: 'restated',
  Withdrawn: 'withdrawn',
  EntryCorrected: 'corrected',
  EntryVoided: 'voided',
  PersonalDataErased: 'erased',
};

/** What an entry changed, as a sentence. Long texts stand below it instead. */
export function sentenceOf(entry: TrailLine & Pick<TrailDetail, 'effect'>): Sentence {
  const { effect } = entry;
  return {
    key: `effect.${keyOf(entry)}` as StringKey,
    ...{ what: whatOf(entry), target: entry.target?.index ?? 0 },
    ...{ was: inSentence(effect.was), is: inSentence(effect.is), group: groupOf(entry) },
  };
}

/** Texts of the catalogue for values that the ledger names by a word of its own. */
export function groupOf({ category, facet = '' }: Pick<TrailLine, 'category' | 'facet'>): string {
  if (category === 'milestone' && facet === 'state') return 'state';
  return facet.startsWith('lineage/') ? 'lineage' : '';
}

/** Without the full stop of its own. */
function inSentence(text: string | null): string {
  return cut(text ?? '', MOST_IN_SENTENCE).replace(/\.$/, '');
}

function keyOf(entry: TrailLine & { effect: EntryEffect }): string {
  const { type, facet, effect } = entry;
  const act = ACTS[type];
  if (act === 'erased') return act;
  if (facet === undefined) return 'administrative';
  if (effect.on === 'nothing' || effect.made === undefined) return 'unseen';
  const made = act ?? effect.made;
  if (made === 'changed' && effect.was !== null && effect.was === effect.is)
    return isSaid(effect.is) ? 'changed.same.words' : 'changed.same';
  if (act === 'voided' && isSaid(effect.was) && isSaid(effect.is)) return 'voided.again';
  const isNew = WORDS_OF[made]!.every((one) => isSaid(effect[one]) && !isItsName(effect[one], entry));
  return isNew ? `${made}.words` : made;
}

/** Which words each sentence takes. */
const WORDS_OF: Readonly<Record<string, readonly ('was' | 'is')[]>> = {
  stated: ['is'],
  repeated: ['is'],
  changed: ['was', 'is'],
  takenBack: ['was'],
  corrected: ['was', 'is'],
  voided: ['was'],
  revised: ['was', 'is'],
  restated: ['was', 'is'],
  withdrawn: ['was'],
};

/** What is said already by the words for what it is about: its name, or that a meeting was held. */
export function isItsName(
  said: string | null,
  { category, facet, object, part }: Pick<TrailLine, 'category' | 'facet' | 'object' | 'part'>,
): boolean {
  if (category === 'meeting' && facet === 'outcome') return true;
  return said !== null && (said === object.name || said === part?.name);
}

/** A text that is there and fits into a sentence. */
function isSaid(text: string | null): boolean {
  return text !== null && text.length <= MOST_IN_SENTENCE && !text.includes('\n');
}

/** At the end of a word where that is near. */
export function cut(text: string, most: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most).replace(/\s+\S{0,20}$/, '')} …`;
}
