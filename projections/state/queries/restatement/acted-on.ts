import type { AuditTrailReader } from '../../../audit-trail/audit-trail.reader.js';

/** Which objects are asked for. */
export interface WhichObjects {
  category?: string | undefined;
  /** UUID of one object. */
  object?: string | undefined;
}

/** The streams of objects in which there are acts of these types, in the order of the first of them. */
export async function actedOn(
  trail: AuditTrailReader,
  types: readonly string[],
  atSize: number,
  { category, object }: WhichObjects = {},
): Promise<string[]> {
  const streams = new Set<string>();
  for (let after = -1; ; ) {
    const page = await trail.page({ after, limit: 1_000, atSize }, { types, ...(category ? { category } : {}) });
    for (const { stream } of page) if (object === undefined || stream.endsWith(`-${object}`)) streams.add(stream);
    const last = page.at(-1);
    if (!last) return [...streams];
    after = last.sequence;
  }
}
