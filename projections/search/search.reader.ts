import type pg from 'pg';
import type { EntryKind } from '../../src/ledger/event.js';
import type { ProjectionSizes } from '../runner/projection-sizes.js';
import { answerOf, placed } from '../state/reader-queries.js';
import type { View } from '../state/statement.js';
import { keyedWords } from './keyed-words.js';

/** Finds that are counted and listed at most; whoever gets as many asks with more words. */
export const MOST_HITS = 2_000;

/** An answer of a view whose words fit. */
export interface Hit {
  stream: string;
  facet: string;
  category: string;
  /** Type of the ordinary event at the beginning of its chain of changes. */
  kind: string;
  /** Sequence of the answering entry. */
  src: number;
  entry: EntryKind;
  /** Text search configuration that its words were made by. */
  config: string;
}

/** A passage with the places of the words that were found, in UTF-16 code units, the end not included. */
export interface Excerpt {
  text: string;
  marks: { from: number; to: number }[];
}

/** Private characters that no text of people holds: around what was found. */
const BEGIN = '\ue000';
const END = '\ue001';
/** Stand for `<` and `>` meanwhile: PostgreSQL would leave out what it takes for mark-up. */
const LESS = '\ue002';
const GREATER = '\ue003';
const EXCERPT = `StartSel=${BEGIN}, StopSel=${END}, MaxWords=40, MinWords=20, ShortWord=2`;

/**
 * Searches the answers of a view. What was corrected, withdrawn, voided or erased is found, or not found, as the view
 * has it: only what answers there is looked at.
 */
export class SearchReader {
  constructor(
    private readonly pool: pg.Pool,
    private readonly sizes: ProjectionSizes,
    private readonly key: () => Promise<Buffer>,
  ) {}

  /**
   * What fits best first; of what fits alike, the newest entry.
   *
   * @param words as people type them: all must stand there, `"…"` next to each other, `or` either, `-` not
   * @throws ProjectionBehindError state or search have not come to `atSize` within five seconds
   */
  async hits(view: View, words: string, plan?: string): Promise<Hit[]> {
    await Promise.all(['state', 'search'].map((name) => this.sizes.reached(name, view.atSize)));
    const asked = await this.asked(words);
    if (asked.length === 0) return [];
    const { values, place } = placed();
    const configs = place(asked.map(({ config }) => config));
    const queries = place(asked.map(({ query }) => query));
    const text = `
      WITH asked AS (
        SELECT config, query::tsquery AS query FROM unnest(${configs}::text[], ${queries}::text[]) AS a (config, query)),
      k AS MATERIALIZED (
        SELECT key_id, stream, facet, category FROM read.search_key JOIN read.state_key k USING (stream, facet)
        ${plan === undefined ? '' : `WHERE k.plan = ${place(plan)} OR stream = 'plan-' || ${place(plan)}`})
      SELECT k.stream, k.facet, k.category, d.kind, r.src::float8 AS src, coalesce(r.value ->> 'entry', 'live') AS entry,
             d.config
        FROM k
        JOIN LATERAL (${answerOf('k.key_id', view, place)}) AS r ON true
        JOIN read.search_document d ON d.sequence = r.src
        JOIN asked a ON a.config = d.config AND d.words @@ a.query
       ORDER BY ts_rank_cd(d.words, a.query) DESC, r.src DESC, k.stream, k.facet
       LIMIT ${MOST_HITS}`;
    const { rows } = await this.pool.query<Hit>(text, values);
    return rows;
  }

  /** Of each text the passage that fits best. */
  async excerpts(words: string, texts: readonly { config: string; text: string }[]): Promise<Excerpt[]> {
    if (texts.length === 0) return [];
    const { rows } = await this.pool.query<{ passage: string }>(
      `SELECT ts_headline(config::regconfig, text, websearch_to_tsquery(config::regconfig, $1), $2) AS passage
         FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS t (config, text, n) ORDER BY n`,
      [
        words,
        EXCERPT,
        texts.map(({ config }) => config),
        texts.map(({ text }) => text.replaceAll('<', LESS).replaceAll('>', GREATER)),
      ],
    );
    return rows.map(({ passage }, n) => markedCuts(excerptOf(passage), texts[n]!.text));
  }

  /** What was asked for in each language in use, hidden as the words in the table are. */
  private async asked(words: string): Promise<{ config: string; query: string }[]> {
    const [key, { rows }] = await Promise.all([
      this.key(),
      this.pool.query<{ config: string; query: string }>(
        `SELECT config, websearch_to_tsquery(config::regconfig, $1)::text AS query FROM read.search_language ORDER BY 1`,
        [words],
      ),
    ]);
    return rows
      .filter(({ query }) => query !== '') // nothing but words such as "the"
      .map(({ config, query }) => ({ config, query: keyedWords(query, key) }));
  }
}

/** Shows with `…` where a passage begins or ends within a sentence of its text. */
export function markedCuts(excerpt: Excerpt, whole: string): Excerpt {
  const at = whole.indexOf(excerpt.text);
  if (excerpt.text === '' || at < 0) return excerpt;
  const begin = BETWEEN_SENTENCES.test(whole.slice(0, at)) ? '' : '… ';
  const rest = whole.slice(at + excerpt.text.length);
  const end = rest.trim() === '' || rest.startsWith('\n') || BETWEEN_SENTENCES.test(excerpt.text) ? '' : ' …';
  return {
    text: begin + excerpt.text + end,
    marks: excerpt.marks.map(({ from, to }) => ({ from: from + begin.length, to: to + begin.length })),
  };
}

/** What stands before a sentence: nothing, a line break, or the end of another. */
const BETWEEN_SENTENCES = /(^|\n|[.!?]['"’”)]*)\s*$/;

/** Takes the marks out of a passage and says where they stood. */
export function excerptOf(passage: string): Excerpt {
  const marks: Excerpt['marks'] = [];
  let text = '';
  for (const piece of passage.split(/(?=[\ue000\ue001])/)) {
    if (piece.startsWith(BEGIN)) marks.push({ from: text.length, to: text.length });
    else if (piece.startsWith(END) && marks.length > 0) marks.at(-1)!.to = text.length;
    text += piece
      .replace(/^[\ue000\ue001]/, '')
      .replaceAll(LESS, '<')
      .replaceAll(GREATER, '>');
  }
  return { text, marks };
}
