/**
 * No two clocks differ by more, in milliseconds: that of the database, which dates claims, and that of the server, which
 * dates events and may be set back.
 */
const CLOCKS_APART_MS = 86_400_000;

/**
 * The earliest time that the server can have given to an event whose id was claimed at a time of the database. What is
 * looked for and what is deleted for want of an event both go by it.
 */
export function earliestRecord(claimedAt: Date): Date {
  return new Date(claimedAt.getTime() - CLOCKS_APART_MS);
}
