import type { ChangedKey, Statement, View } from '../../statement.js';
import type { Wording } from '../commitment/commitment.answers.js';
import { worded, wordingInForce } from '../commitment/wordings.js';
import type { DueAnswer } from '../due.js';
import { compare, type Facts, partOf, payloadOf, present } from '../facts.js';
import { provenanceOf } from '../provenance.js';
import { idsIn, type Named } from '../references.js';
import { rowOf, type SilentRows } from '../report/rows.js';
import { wordDiff } from '../wording/word-diff.js';
import { comparable } from '../wording/wording.assembler.js';
import { becauseOf } from './because.js';
import { kindOf, standing, toldWith } from './change-kinds.js';
import { figureNamed, inWords, type Vocabulary } from './said-in-words.js';
import { CHANGE_KINDS, type ChangeCounts, type ChangeKind, type ChangeLine } from './view-change.answers.js';

/** What the lines of a comparison are made of. */
export interface Comparison extends Vocabulary {
  from: View;
  changed: readonly ChangedKey[];
  /** The words of commitments in the earlier view, as far as they are needed, and in the later one. */
  earlier: Facts;
  words: Facts;
  /** Types of event by which the ledger's editors speak. */
  editorial: ReadonlySet<string>;
  /** Commitments that are asked about. */
  commitments: readonly string[];
  /** Which of the changed updates name something and say nothing about it. */
  rows: SilentRows;
}

/**
 * What is otherwise in the later view: by kind, then in the order of the entries that made the difference. What the
 * ledger's editors and settings say comes last.
 */
export function changeLines(comparison: Comparison): ChangeLine[] {
  const lines = told(comparison.changed).map((key) => ({ key, line: changeLine(key, comparison) }));
  const place = ({ key: { before, after } }: (typeof lines)[number]) => after?.src ?? before!.src;
  const inOrder = lines.sort((a, b) => place(a) - place(b)).map(({ line }) => line);
  return [...inOrder, ...silent(comparison)].sort((a, b) => ORDER.get(a.kind)! - ORDER.get(b.kind)!);
}

export function countsOf(lines: readonly ChangeLine[]): ChangeCounts {
  const count = (kind: ChangeKind) => lines.filter((line) => line.kind === kind).length;
  return {
    status: count('status'),
    words: count('words'),
    dates: count('date'),
    figures: count('figure'),
    places: count('place'),
    added: count('added'),
    dropped: count('dropped'),
    updates: count('update'),
    decisions: count('decision'),
    delivery: count('delivery'),
    variations: count('variation'),
    schemes: count('scheme'),
    other: count('other'),
    editors: count('editors'),
    silent: count('silent'),
    restated: lines.filter(({ because }) => because === 'restatement').length,
    corrected: lines.filter(({ because }) => because === 'ledger correction' || because === 'void').length,
  };
}

const ORDER: ReadonlyMap<ChangeKind, number> = new Map(CHANGE_KINDS.map((kind, index) => [kind, index]));

/** Without what was only said with the first word of something new. */
function told(changed: readonly ChangedKey[]): ChangedKey[] {
  const added = new Map<string, Statement>(
    changed.flatMap(({ stream, facet, before, after }) =>
      after && !standing(before) ? [[`${stream}/${facet}`, after] as const] : [],
    ),
  );
  return changed.filter((key) => {
    const makes = added.get(toldWith(key) ?? '');
    return makes?.reportedOn !== key.after?.reportedOn || makes === undefined;
  });
}

function changeLine(key: ChangedKey, comparison: Comparison): ChangeLine {
  const { stream, category, facet } = key;
  const sort = kindOf(key);
  const before = key.before ?? wordsBefore(key, comparison);
  const after = standing(key.after);
  const isObject = sort === 'added' || sort === 'dropped';
  const [was, is] = [standing(before), after].map((one) =>
    isObject ? named(key, one, comparison) : inWords(one, comparison),
  ) as [string | null, string | null];
  const isSaidAgain = was !== null && was === is && sameDays(before, after);
  const kind = isSaidAgain && sort !== 'scheme' ? 'other' : sort;
  const byEditors = comparison.editorial.has((key.after ?? key.before)!.kind);
  return present<ChangeLine>({
    id: `${stream}/${facet}`,
    kind: kind === 'other' && byEditors ? 'editors' : kind,
    object: worded(objectOf(key, comparison), comparison.words),
    category,
    plan: category === 'plan' ? comparison.names.of(key.stream) : comparison.names.of((key.after ?? before)?.plan),
    about: aboutOf(key, comparison),
    ...endsOf(after ?? before, comparison),
    figure: figureOf(after ?? before),
    facet,
    before: before && !before.withdrawn ? payloadOf(before.data) : null,
    after: after ? payloadOf(after.data) : null,
    was,
    is,
    diff: diffOf(before, after, was, is),
    because: becauseOf(key, comparison.from),
    byEditors: byEditors || undefined,
    from: key.after && provenanceOf(key.after),
    beforeFrom: before && provenanceOf(before),
  });
}

/** The words of a date do not tell its year: "Autumn" may be another one. */
function sameDays(before: Statement | undefined, after: Statement | undefined): boolean {
  const [was, is] = [before, after].map((statement) => statement?.data.due as DueAnswer | undefined);
  return was?.from === is?.from && was?.to === is?.to;
}

/** An object in its own words: a commitment in those of its first version, a plan or a part of it by its title. */
function named(key: ChangedKey, statement: Statement | undefined, comparison: Comparison): string | null {
  const own = inWords(statement, comparison);
  if (own !== null || !statement) return own;
  const { stream, category, facet, objectId } = key;
  if (category === 'commitment' && statement === key.before) {
    const commitment = comparison.earlier.object(category, objectId);
    return (commitment && wordingInForce(commitment)?.text) ?? null;
  }
  const title = facet === 'identity' ? 'description' : `${facet}/title`;
  const said = comparison.changed.flatMap((other) =>
    other.stream === stream && other.after && (other.facet === title || isWording(other)) ? [other.after] : [],
  );
  return inWords(said.sort((a, b) => compare(a.reportedOn, b.reportedOn) || a.slot - b.slot)[0], comparison);
}

/** A new version of a commitment's words is held against those that it takes the place of. */
function wordsBefore(key: ChangedKey, { earlier }: Comparison): Statement | undefined {
  const commitment = isWording(key) ? earlier.object('commitment', key.objectId) : undefined;
  if (!commitment || !key.after) return undefined;
  const superseded = commitment.get(`wording/${key.after.data.supersedes}`);
  return superseded ?? commitment.get(`wording/${wordingInForce(commitment)?.id}`);
}

function diffOf(before: Statement | undefined, after: Statement | undefined, was: string | null, is: string | null) {
  if (was === null || is === null || !before || !after || was === is) return undefined;
  if (!COMPARED.has(partOf(after.facet, 0))) return undefined;
  const words = ({ data }: Statement) => data as unknown as Wording;
  return isWording(after) && !comparable(words(before), words(after)) ? undefined : wordDiff(was, is);
}

/** The words of a commitment in one document. */
export function isWording({ category, facet }: Pick<ChangedKey, 'category' | 'facet'>): boolean {
  return category === 'commitment' && /^wording\/[^/]+$/.test(facet);
}

/** First parts of the facets whose words are compared word by word. */
const COMPARED = new Set(['wording', 'description', 'node', 'outcome', 'indicator', 'content', 'promise', 'decision']);

/** First parts of facets whose second part is the id of what they are said of. */
const PARTS = new Set([
  ...['node', 'outcome', 'indicator', 'tag', 'tag-scheme', 'variation'],
  ...['action', 'decision', 'recommendation', 'item', 'paper'],
]);

function objectOf({ facet, objectId, before, after }: ChangedKey, { names }: Comparison): Named {
  if (facet.startsWith('scheme/')) return { id: objectId, name: `Status scheme ${partOf(facet, 1)}` };
  const delivered = partOf(facet, 0) === 'delivery' && idsIn((after ?? before)?.data.targets)[0];
  // `outcome/…` is a part of a plan, `outcome` by itself how a meeting ended.
  const part = PARTS.has(partOf(facet, 0)) && partOf(facet, 1);
  return names.of(part || delivered || objectId)!;
}

/** What an update or a milestone is about in the later view. */
function aboutOf({ category, objectId }: Pick<ChangedKey, 'category' | 'objectId'>, { facts, names }: Comparison) {
  if (category === 'update')
    return idsIn(facts.object('update', objectId)?.get('targets')?.data.targets).map((id) => names.of(id)!);
  if (category !== 'milestone') return undefined;
  const attached = facts.object('milestone', objectId)?.list('attached/*/*', 'MilestoneAttached') ?? [];
  return attached.map(({ facet }) => names.of(partOf(facet, 2))!);
}

/** Of a link between promises: at which of its ends the one that it is said of stands, and what stands at both. */
function endsOf(
  link: Statement | undefined,
  comparison: Comparison,
): Pick<ChangeLine, 'end' | 'others' | 'together'> | undefined {
  if (link?.category !== 'commitment' || !link.facet.startsWith('lineage/')) return undefined;
  const [older, newer] = [idsIn(link.data.from), idsIn(link.data.to)];
  const end = newer.includes(link.objectId) ? 'newer' : 'older';
  const [near, far] = end === 'newer' ? [newer, older] : [older, newer];
  const others = (ids: readonly string[]) =>
    ids.filter((id) => id !== link.objectId).map((id) => worded(comparison.names.of(id)!, comparison.words));
  return { end, others: others(far), together: others(near) };
}

function figureOf(figure: Statement | undefined): string | undefined {
  return figure?.category === 'metric' && figure.facet.startsWith('value/') ? figureNamed(figure) : undefined;
}

/**
 * Commitments of which nobody but the ledger and its editors has said anything: neither of them nor in an update, unless
 * that only names them.
 */
function silent(comparison: Comparison): ChangeLine[] {
  const { changed, commitments, editorial, from, facts, names } = comparison;
  const spoken = changed.filter((key) => {
    const cause = becauseOf(key, from);
    return cause !== 'ledger correction' && cause !== 'void' && !editorial.has((key.after ?? key.before)!.kind);
  });
  const touched = new Set(spoken.flatMap((key) => [key.objectId, ...touchedBy(key, comparison)]));
  return commitments
    .filter((id) => !touched.has(id))
    .map((id) =>
      present<ChangeLine>({
        id: `commitment-${id}`,
        kind: 'silent',
        object: worded(names.of(id)!, comparison.words),
        category: 'commitment',
        plan: names.of(facts.object('commitment', id)?.plan),
        before: null,
        after: null,
        was: null,
        is: null,
      }),
    );
}

/** Of what an update or a milestone is about, all that something is said of. */
function touchedBy(key: ChangedKey, comparison: Comparison): string[] {
  const update = key.category === 'update' ? comparison.facts.object('update', key.objectId) : undefined;
  if (!update) return (aboutOf(key, comparison) ?? []).map(({ id }) => id);
  return [...rowOf(update).targets].filter((target) => !comparison.rows.of(update.id, target));
}
