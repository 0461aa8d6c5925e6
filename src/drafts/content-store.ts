import type pg from 'pg';

/** Keeps the bytes of what published reports show. What is kept under a hash has that hash; nothing is ever changed. */
export class ContentStore {
  constructor(private readonly pool: pg.Pool) {}

  async keep(sha256: string, content: Buffer): Promise<void> {
    await this.pool.query(
      'INSERT INTO working.published_content (sha256, content) VALUES ($1, $2) ON CONFLICT (sha256) DO NOTHING',
      [sha256, content],
    );
  }

  async get(sha256: string): Promise<Buffer | undefined> {
    const { rows } = await this.pool.query<{ content: Buffer }>(
      'SELECT content FROM working.published_content WHERE sha256 = $1',
      [sha256],
    );
    return rows[0]?.content;
  }
}
