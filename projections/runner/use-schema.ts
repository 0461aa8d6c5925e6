import type pg from 'pg';

/** Puts a build's schema in front of the search path until the transaction ends. */
export async function useSchema(client: pg.ClientBase, schema: string): Promise<void> {
  await client.query(`SELECT set_config('search_path', $1, true)`, [`${schema}, public`]);
}
