import { standsIn } from '../../src/ledger/commands/quote-check.js';
import { paperBytes, plain } from '../example/papers.js';
import { type Extraction, extractionAtHand, readExtraction, type Source } from './extraction.js';
import { type Load, loadOf } from './load-lines.js';
import { commandIdOf } from './loader/line.js';
import { type Citation, paperOf } from './loader/papers.js';
import { expectedRecords } from './tally.js';

const withExtraction = extractionAtHand ? describe : describe.skip;
if (!extractionAtHand) console.warn('The extraction is not beside the repository (../shared/sources): not loaded.');

/** Everything of a kind that stands anywhere in a value, told by its members. */
function allIn<T>(value: unknown, is: (each: Record<string, unknown>) => boolean): T[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = !Array.isArray(value) && is(value as Record<string, unknown>) ? [value as T] : [];
  return [...own, ...Object.values(value).flatMap((inner) => allIn<T>(inner, is))];
}

withExtraction('the lines that the extraction becomes', () => {
  let extraction: Extraction;
  let load: Load;
  let citations: Citation[];
  /** Texts of all paragraphs, by their ids. */
  let texts: Map<string, string>;

  beforeAll(() => {
    extraction = readExtraction();
    load = loadOf(extraction);
    citations = allIn<Citation>(
      load.lines.map(({ fields }) => fields),
      ({ sourceId, line }) => typeof sourceId === 'string' && typeof line === 'number',
    );
    const { sections } = extraction.progress2019;
    texts = new Map([
      ...sections.flatMap(({ paragraphs }) =>
        paragraphs.map(
          ({ id, text, items = [] }) => [id, [text, ...items.map((item) => item.text)].join(' ')] as const,
        ),
      ),
      ...extraction.progress2022.rows.flatMap((row) => [
        ...row.key_outcomes.map(({ n, text }) => [`${row.id}/o${String(n).padStart(2, '0')}`, text] as const),
        ...[...row.progress, ...row.delivery].map(({ id, text }) => [id, text] as const),
      ]),
    ]);
  });

  test('have ids of their own', () => {
    const ids = load.lines.map(commandIdOf);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('come from every record', () => {
    const records = new Set(load.lines.map(({ record }) => record));
    expect(expectedRecords(extraction).filter((record) => !records.has(record))).toEqual([]);
  });

  test('cite every passage of the extraction, with its words unless they name a person', () => {
    const passages = allIn<Source>(extraction, ({ file, quote }) => typeof file === 'string' && !!quote);
    expect(passages).toHaveLength(1_370);
    // What later passages seem to say of an earlier promise is a hint, and no part of that promise.
    const hints = new Set(
      extraction.dates.items.flatMap((item) => (item.later_evidence_in_sources ?? []).map(({ source }) => source)),
    );
    const cited = new Set(citations.map(({ sourceId, line, quote }) => `${sourceId} ${line} ${quote}`));
    const without = passages
      .filter((passage) => !hints.has(passage))
      .filter(({ file, line, quote }) => !cited.has(`${paperOf(file).id} ${line} ${quote}`));
    expect(without.filter(({ quote }) => !load.people.isNamedIn(quote))).toEqual([]);
    for (const { file, line } of without) expect(cited).toContain(`${paperOf(file).id} ${line} undefined`);
    expect(without).toHaveLength(3);
  });

  test('quote words that stand in the cited line', () => {
    const passages = allIn<Source>(extraction, ({ file, quote }) => typeof file === 'string' && !!quote);
    const kept = new Map(passages.map(({ file }) => [paperOf(file).id as string, paperBytes(file).toString('utf8')]));
    const quoted = citations.filter(({ quote }) => quote !== undefined);
    expect(quoted.length).toBeGreaterThan(1_000);
    expect(quoted.filter(({ sourceId, line, quote }) => !standsIn(kept.get(sourceId)!, quote!, line))).toEqual([]);
  });

  test('name nobody outside the members that hold names', () => {
    const { people, lines } = load;
    const open = JSON.stringify(lines, (key, value) => (key === 'people' ? undefined : value));
    expect(people.names.filter((name) => open.includes(name))).toHaveLength(0);
    const named = allIn<{ token: string; name: string }>(lines, ({ token }) => typeof token === 'string');
    expect(named).toHaveLength(6);
    for (const { name } of named) expect(people.names.includes(name)).toBe(true);
  });

  test('leave status words to be found in the paragraphs that hold them', () => {
    const { progress2019, progress2022 } = extraction;
    const words = [...progress2019.sections, ...progress2022.rows].flatMap(({ status_words }) => status_words);
    expect(words).toHaveLength(61 + 162);
    const text = (where: string) => texts.get(where) ?? '';
    expect(words.filter(({ words: said, where }) => !plain(text(where)).includes(plain(said)))).toEqual([]);
  });

  test('register every body that a paragraph mentions', () => {
    const { progress2019, progress2022 } = extraction;
    const mentions = [...progress2019.sections, ...progress2022.rows].flatMap(({ bodies }) => bodies);
    expect(mentions).toHaveLength(96 + 169);
    const unknown = mentions.filter(
      ({ as_written, name }) => !load.bodies.named(as_written) && !(name && load.bodies.named(name)),
    );
    expect(unknown).toEqual([]);
  });

  test('make no entry of what the extraction only suggests', () => {
    const links = load.lines.filter(({ command }) => command === 'assert-lineage');
    expect(links.map(({ fields: { type, basis } }) => [type, basis])).toEqual([
      ['promotedFromNarrative', 'judgement'],
      ['duplicateOf', 'judgement'],
    ]);
    expect(load.lines.filter(({ command }) => command === 'report-status')).toEqual([]);
    const met = load.lines.filter(({ command }) => command === 'report-milestone-outcome');
    const evidence = new Set(
      extraction.dates.items.filter((item) => item.later_evidence_in_sources?.length).map(({ id }) => `dates/${id}`),
    );
    expect(met.filter(({ record }) => evidence.has(record))).toEqual([]);
  });
});
