import type pg from 'pg';

/**
 * The tables in which any of these texts stands, in whatever column: as text, or as the bytes of its UTF-8. What the
 * server may keep of deleted rows is not looked at.
 */
export async function everythingIn(owner: pg.Pool, texts: readonly string[]): Promise<string[]> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') ORDER BY 1`,
  );
  const wanted = texts.flatMap((text) => [text, JSON.stringify(text).slice(1, -1), Buffer.from(text).toString('hex')]);
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await owner.query<{ there: boolean }>(
      `SELECT EXISTS (SELECT FROM ${name} t, unnest($1::text[]) AS w WHERE position(lower(w) in lower(t::text)) > 0) AS there`,
      [wanted],
    );
    if (rows[0]!.there) found.push(name);
  }
  return found;
}
