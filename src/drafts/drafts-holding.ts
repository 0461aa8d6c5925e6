import type pg from 'pg';

/**
 * Reports in whose drafts, earlier saves or comments a text fits. One report is looked at after the other: its saves may
 * be many.
 *
 * @returns their ids
 */
export async function draftsHolding(pool: pg.Pool, fits: (text: string) => boolean): Promise<string[]> {
  const { rows: reports } = await pool.query<{ id: string }>(
    `SELECT report_id AS id FROM working.draft UNION SELECT report_id FROM working.draft_version
      UNION SELECT report_id FROM working.draft_comment ORDER BY 1`,
  );
  const holding: string[] = [];
  for (const { id } of reports) {
    const { rows } = await pool.query<{ said: unknown }>(
      `SELECT content AS said FROM working.draft WHERE report_id = $1
        UNION ALL SELECT content FROM working.draft_version WHERE report_id = $1
        UNION ALL SELECT to_jsonb(said) FROM working.draft_comment WHERE report_id = $1`,
      [id],
    );
    if (rows.some(({ said }) => anyText(said, fits))) holding.push(id);
  }
  return holding;
}

/** Whether a text anywhere in a value fits. */
function anyText(value: unknown, fits: (text: string) => boolean): boolean {
  if (typeof value === 'string') return fits(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((inner) => anyText(inner, fits));
}
