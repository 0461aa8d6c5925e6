import type pg from 'pg';

/** Stands for a person whose name was erased. */
export function forgottenName(subject: string): string {
  return `Erased person ${subject.slice(0, 8)}`;
}

/** Takes a person's name away and revokes their tokens; entries go on naming the same opaque subject. */
export async function forgetPerson(client: Pick<pg.ClientBase, 'query'>, subject: string, now: Date): Promise<void> {
  await client.query('UPDATE access.person SET name = $2 WHERE subject = $1', [subject, forgottenName(subject)]);
  await client.query('UPDATE access.token SET revoked_at = coalesce(revoked_at, $2) WHERE subject = $1', [
    subject,
    now,
  ]);
}
