import { compare, type Facts, grouped, type ObjectFacts, present, readable } from '../facts.js';
import type { Names } from '../names.js';
import { provenanceOf } from '../provenance.js';
import { idsIn } from '../references.js';
import { rowOf } from '../report/rows.js';
import { hasWords } from '../words.js';
import type { UpdateAnswer, UpdateBlock } from './update.answers.js';

/** All updates of a view, the newest report first; of one report, in the order of their entries. */
export function updates(facts: Facts, names: Names): UpdateAnswer[] {
  const answers = facts.all('update').map((update) => answer(update, names));
  return answers
    .filter((update) => update !== undefined)
    .sort((a, b) => -compare(a.from.reportedOn, b.from.reportedOn) || a.from.index - b.from.index);
}

/** Updates by what they are about, as a whole or by a paragraph. */
export function byTarget(all: readonly UpdateAnswer[], facts: Facts): Map<string, UpdateAnswer[]> {
  return grouped(all, ({ id }) => [...rowOf(facts.object('update', id)!).targets]);
}

/** Whether every one of these words stands somewhere in the text of an update. */
export function says({ blocks }: UpdateAnswer, words: readonly string[]): boolean {
  return hasWords(blocks.map(({ text }) => text ?? '').join('\n'), words);
}

/** The offices behind the tokens of a text, without the names. */
export function officesIn(people: unknown): { token: string; role?: string }[] | undefined {
  return (people as { token: string; role?: string }[] | undefined)?.map(({ token, role }) => present({ token, role }));
}

function answer(update: ObjectFacts, names: Names): UpdateAnswer | undefined {
  const content = update.get('content');
  if (!content) return undefined;
  return present<UpdateAnswer>({
    id: update.id,
    plan: names.of(update.plan),
    targets: idsIn(update.get('targets')?.data.targets).map((id) => names.of(id)!),
    blocks: (readable(content.data.blocks) ?? []) as UpdateBlock[],
    areas: (content.data.areas as { name: string }[] | undefined)?.map(({ name }) => name),
    people: officesIn(content.data.people),
    report: names.of(content.data.reportId),
    from: provenanceOf(content),
  });
}
