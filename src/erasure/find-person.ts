import type pg from 'pg';
import type { ErasableStore } from '../ledger/erasable/erasable-store.js';

/** A value of an entry. */
export interface Naming {
  /** Event id of the entry. */
  entry: string;
  /** RFC 6901, from the entry's root. */
  pointer: string;
}

export interface FoundPerson {
  /** Somebody who has, or had, a token. */
  writer?: { subject: string; keys: string[] };
  /** Values that are this person's name, or say that this person made an entry. */
  places: Naming[];
  /** Free texts that hold the name. */
  texts: Naming[];
  /** What the person is called. */
  name: string;
}

/** Entries whose values are opened together. */
const PAGE = 500;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Everything that is held about a person. Names in entries have a key each and are not tied together, so all of them are
 * opened and compared: upper and lower case and spaces make no difference.
 *
 * @param who a name, or the subject of somebody with a token, who is then looked for under their name as well
 */
export async function findPerson(
  who: string,
  { pool, erasable }: { pool: pg.Pool; erasable: Pick<ErasableStore, 'held'> },
): Promise<FoundPerson> {
  const { rows: people } = await pool.query<{ subject: string; name: string; keys: string[] }>(
    `SELECT subject, name, ARRAY(SELECT k.subject_key_id FROM person_key.person_key k WHERE k.subject = p.subject) AS keys
       FROM access.person p ORDER BY name = $1 DESC, name`,
    [who.trim()],
  );
  const writer = people.find(({ subject, name }) => subject === who.trim() || plain(name) === plain(who));
  const written = await pool.query<{ entry: string; pointer: string }>(
    'SELECT event_id AS entry, pointer FROM erasable.disclosure WHERE subject_key_id = ANY ($1) ORDER BY 1, 2',
    [writer?.keys ?? []],
  );
  const name = writer?.name ?? who;
  const named: Naming[] = [];
  const texts: Naming[] = [];
  for await (const { entry, pointer, value } of textsHeld(pool, erasable)) {
    if (plain(value) === plain(name)) named.push({ entry, pointer });
    else if (holdsName(value, name)) texts.push({ entry, pointer });
  }
  const places = new Map([...written.rows, ...named].map((one) => [`${one.entry}${one.pointer}`, one]));
  return {
    ...(writer ? { writer: { subject: writer.subject, keys: writer.keys } } : {}),
    ...{ places: [...places.values()], texts, name },
  };
}

/** Whether a text has a name in it, as whole words. */
export function holdsName(text: string, name: string): boolean {
  return wordsOf(text).includes(wordsOf(name));
}

/** All texts and names that are held, entry by entry. */
async function* textsHeld(
  pool: pg.Pool,
  erasable: Pick<ErasableStore, 'held'>,
): AsyncGenerator<Naming & { value: string }> {
  for (let after = FIRST_ID; ; ) {
    const { rows } = await pool.query<{ event_id: string }>(
      `SELECT DISTINCT event_id FROM erasable.disclosure WHERE event_id > $1 AND pointer <> '/by'
        ORDER BY event_id LIMIT ${PAGE}`,
      [after],
    );
    const last = rows.at(-1);
    if (!last) return;
    after = last.event_id;
    for (const [entry, disclosures] of await erasable.held(rows.map(({ event_id }) => event_id)))
      for (const { pointer, bytes } of disclosures) {
        const [, , value] = JSON.parse(bytes) as [string, string, unknown];
        if (typeof value === 'string') yield { entry, pointer, value };
      }
  }
}

function plain(text: string): string {
  return text.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

function wordsOf(text: string): string {
  return ` ${plain(text)
    .replaceAll(/[^\p{L}\p{N}']+/gu, ' ')
    .trim()} `;
}
