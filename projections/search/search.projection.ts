import type pg from 'pg';
import { sqlFile } from '../../src/database/sql-file.js';
import type { JsonObject } from '../../src/integrity/canonical-json.js';
import type { Catalogue } from '../../src/ledger/catalogue/catalogue.js';
import { type Disclosure, reveal } from '../../src/ledger/erasable/conceal.js';
import type { ErasableStore } from '../../src/ledger/erasable/erasable-store.js';
import type { RecordedEvent, StreamEvent } from '../../src/ledger/event.js';
import type { EventStore } from '../../src/ledger/event-store.js';
import { isAct, statementData } from '../../src/ledger/history.js';
import type { Projection } from '../runner/projection.js';
import { keyedWords } from './keyed-words.js';
import { configurationOf, WORD_BY_WORD } from './languages.js';
import { isSearched, searchTexts } from './search-texts.js';

export interface SearchParts {
  catalogue: Pick<Catalogue, 'event' | 'events' | 'keyOf'>;
  erasable: Pick<ErasableStore, 'held'>;
  /** Has the events that are erased from. */
  store: Pick<EventStore, 'readStream'>;
  /** The key that words are hidden under. */
  key: () => Promise<Buffer>;
}

/**
 * The words of every entry that answers anywhere, hidden under a key. Which of them answer in a view is for the state to
 * say: a search joins the two.
 */
export class SearchProjection implements Projection {
  readonly name = 'search';
  readonly version = 3;
  readonly tables = {
    create: sqlFile('projections/search/create-tables.sql'),
    complete: sqlFile('projections/search/complete-tables.sql'),
    views: ['search_document', 'search_key', 'search_language'],
  };
  private readonly searched: ReadonlySet<string>;

  constructor(private readonly parts: SearchParts) {
    this.searched = new Set(parts.catalogue.events.filter(({ data }) => isSearched(data)).map(({ name }) => name));
  }

  async apply(events: readonly RecordedEvent[], client: pg.ClientBase): Promise<void> {
    await noteLanguage(events, client);
    const earlier = await targetsOf(events, client);
    const documents: Document[] = [];
    for (const event of events) {
      const target = earlier.get(event.metadata.target ?? '');
      const kind = isAct(event.type) ? target?.kind : event.type;
      if (kind === undefined || !this.searched.has(kind) || SAYS_NOTHING.has(event.type)) continue;
      // Correcting the words of a withdrawal does not say again what it took back.
      const isTakenBack = event.type === 'Withdrawn' || (event.type === 'EntryCorrected' && target!.isTakenBack);
      const facet = target?.facet ?? this.parts.catalogue.keyOf(event)!;
      earlier.set(event.id, { kind, facet, isTakenBack });
      documents.push({ event, sequence: event.sequence, kind, facet, isTakenBack });
    }
    if (documents.length > 0) await this.insert(documents, client);
    await this.forgetErased(events, client);
  }

  private async insert(documents: readonly Document[], client: pg.ClientBase): Promise<void> {
    const ofLedger = await languageOfLedger(client);
    const texts = await this.textsOf(documents);
    const configs = documents.map(({ event }) => languageOf(event) ?? ofLedger);
    await client.query(
      `INSERT INTO search_language (config, is_of_ledger) SELECT DISTINCT config, false FROM unnest($1::text[]) AS c (config)
       ON CONFLICT DO NOTHING`,
      [configs],
    );
    const streams = documents.map(({ event }) => event.stream);
    const facets = documents.map(({ facet }) => facet);
    // Most figures are numbers without words: a search looks for none of them under their keys.
    const worded = documents.filter((_, n) => Object.values(texts[n]!).some((of) => of.length > 0));
    await client.query(
      `INSERT INTO search_key SELECT DISTINCT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING`,
      [worded.map(({ event }) => event.stream), worded.map(({ facet }) => facet)],
    );
    await client.query(
      `INSERT INTO search_document (sequence, event_id, stream, facet, revision, kind, is_taken_back, config, words)
       SELECT s, e, t, f, r, k, b, c, w::tsvector
         FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::boolean[],
                     $8::text[], $9::text[]) AS d (s, e, t, f, r, k, b, c, w)`,
      [
        documents.map(({ sequence }) => sequence),
        documents.map(({ event }) => event.id),
        streams,
        facets,
        documents.map(({ event }) => event.revision),
        documents.map(({ kind }) => kind),
        documents.map(({ isTakenBack }) => isTakenBack),
        configs,
        await this.wordsOf(texts, configs, client),
      ],
    );
  }

  /**
   * Entries that something was erased from keep the words that were not. What was erased counts as gone even where a
   * restored backup holds it still.
   */
  private async forgetErased(events: readonly RecordedEvent[], client: pg.ClientBase): Promise<void> {
    const erased = events.filter(({ type, data }) => type === 'PersonalDataErased' && data.pointer !== '/by');
    if (erased.length === 0) return;
    const { rows } = await client.query<DocumentRow>(
      `SELECT sequence::float8 AS sequence, stream, facet, revision::text AS revision, kind, is_taken_back, config
         FROM search_document
        WHERE event_id = ANY ($1::uuid[])`,
      [erased.map(({ metadata }) => metadata.target)],
    );
    const documents: Document[] = [];
    const configs: string[] = [];
    const gone = new Set<string>();
    for (const { sequence, stream, facet, revision, kind, is_taken_back: isTakenBack, config } of rows) {
      const from = BigInt(revision);
      for await (const event of this.parts.store.readStream(stream, { from })) {
        if (event.type === 'PersonalDataErased') gone.add(placeOf(event.metadata.target, event.data.pointer));
        if (event.revision !== from) continue;
        documents.push({ event, sequence, kind, facet, isTakenBack });
        configs.push(config);
      }
    }
    const texts = await this.textsOf(documents, gone);
    await client.query(
      `UPDATE search_document SET words = w::tsvector FROM unnest($1::bigint[], $2::text[]) AS d (s, w) WHERE sequence = s`,
      [documents.map(({ sequence }) => sequence), await this.wordsOf(texts, configs, client)],
    );
  }

  /** The texts of each entry, by weight. A withdrawal has none. */
  private async textsOf(documents: readonly Document[], gone: ReadonlySet<string> = new Set()): Promise<ByWeight[]> {
    const sealed = documents.filter(({ event }) => JSON.stringify(event.data).includes('"$c"'));
    const held = await this.parts.erasable.held(sealed.map(({ event }) => event.id));
    return documents.map(({ event, kind, isTakenBack }) => {
      const texts: ByWeight = { A: [], B: [], C: [], D: [] };
      if (isTakenBack) return texts;
      const values = held.get(event.id)?.filter(({ pointer }) => !gone.has(placeOf(event.id, pointer)));
      const stated = statementData({ ...event, data: inClear(event, values) });
      for (const { weight, text } of searchTexts(this.parts.catalogue.event(kind)!, stated)) texts[weight].push(text);
      return texts;
    });
  }

  /** PostgreSQL makes the words; they are stored hidden. */
  private async wordsOf(
    texts: readonly ByWeight[],
    configs: readonly string[],
    client: pg.ClientBase,
  ): Promise<string[]> {
    const key = await this.parts.key();
    const column = (weight: keyof ByWeight) => texts.map((one) => one[weight].join('\n'));
    const { rows } = await client.query<{ words: string }>(
      `SELECT (setweight(to_tsvector(config::regconfig, a), 'A') || setweight(to_tsvector(config::regconfig, b), 'B') ||
               setweight(to_tsvector(config::regconfig, c), 'C') || setweight(to_tsvector(config::regconfig, d), 'D')
              )::text AS words
         FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
           WITH ORDINALITY AS t (config, a, b, c, d, n) ORDER BY n`,
      [configs, column('A'), column('B'), column('C'), column('D')],
    );
    return rows.map(({ words }) => keyedWords(words, key));
  }
}

interface Said {
  kind: string;
  /** The key below its object. */
  facet: string;
  isTakenBack: boolean;
}

interface Document extends Said {
  event: StreamEvent;
  sequence: number;
}

interface DocumentRow {
  sequence: number;
  stream: string;
  facet: string;
  revision: string;
  kind: string;
  is_taken_back: boolean;
  config: string;
}

type ByWeight = Record<'A' | 'B' | 'C' | 'D', string[]>;

/** They act on entries and are no answers themselves. */
const SAYS_NOTHING = new Set(['EntryVoided', 'PersonalDataErased']);

function placeOf(eventId: unknown, pointer: unknown): string {
  return `${eventId} ${pointer}`;
}

function inClear({ data }: StreamEvent, held: readonly Disclosure[] = []): JsonObject {
  return reveal(
    { data },
    held.filter(({ pointer }) => pointer.startsWith('/data/')),
  ).data as JsonObject;
}

function languageOf(event: StreamEvent): string | undefined {
  const { lang } = statementData(event);
  return typeof lang === 'string' ? configurationOf(lang) : undefined;
}

async function noteLanguage(events: readonly RecordedEvent[], client: pg.ClientBase): Promise<void> {
  const [first] = (events.find(({ type }) => type === 'LedgerOpened')?.data.languages ?? []) as string[];
  if (first === undefined) return;
  await client.query('INSERT INTO search_language (config, is_of_ledger) VALUES ($1, true)', [configurationOf(first)]);
}

async function languageOfLedger(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ config: string }>('SELECT config FROM search_language WHERE is_of_ledger');
  return rows[0]?.config ?? WORD_BY_WORD;
}

/** The entries that events act on, by event id, as far as those are in the table already. */
async function targetsOf(events: readonly RecordedEvent[], client: pg.ClientBase): Promise<Map<string, Said>> {
  const targets = events.flatMap(({ metadata }) => metadata.target ?? []);
  if (targets.length === 0) return new Map();
  const { rows } = await client.query<{ event_id: string; kind: string; facet: string; is_taken_back: boolean }>(
    'SELECT event_id, kind, facet, is_taken_back FROM search_document WHERE event_id = ANY ($1::uuid[])',
    [targets],
  );
  return new Map(
    rows.map(({ event_id, kind, facet, is_taken_back: isTakenBack }) => [event_id, { kind, facet, isTakenBack }]),
  );
}
