import { type About, type Finding, notice, type ShowingReport, type Situation } from '../ledger/catalogue/catalogue.js';

/** Published reports keep what they show. Whoever changes an entry is told how many of them show it as it was. */

export function reportsQuoting(_: object, { target, lookups }: About): Promise<ShowingReport[]> {
  return withAnyOf(textsOf(target!.statement.id, target!), lookups);
}

export function quotingNotices(_: object, { gathered }: Situation<ShowingReport[]>): Finding[] {
  const [reports, one] = counted(gathered.length);
  return [!!reports && notice('reports-quote-it', 'target', `${reports} ${one ? 'quotes' : 'quote'} the old value`)];
}

export function reportsShowing(_: object, { target, lookups }: About): Promise<ShowingReport[]> {
  return withAnyOf(textsOf(target!.event.id, target!), lookups);
}

export function showingNotices(_: object, { gathered }: Situation<ShowingReport[]>): Finding[] {
  const [reports, one] = counted(gathered.length);
  return [!!reports && notice('reports-show-it', 'target', `${reports} ${one ? 'shows' : 'show'} this entry`)];
}

/** An entry and, where it is a statement, the corrections of it: a report shows the one that stood when it was made. */
function textsOf(id: string, { history }: NonNullable<About['target']>): string[] {
  const corrections = history.events.filter((event) => event.id !== id && history.root(event).id === id);
  return [id, ...corrections.map((event) => event.id)];
}

async function withAnyOf(ids: readonly string[], lookups: About['lookups']): Promise<ShowingReport[]> {
  const found = await Promise.all(ids.map((id) => lookups.reportsShowing(id)));
  return [...new Map(found.flat().map((one) => [one.report, one])).values()];
}

/** How many reports, in words, and whether it is a single one; no words where there is none. */
function counted(count: number): [words: string | undefined, one: boolean] {
  if (count === 0) return [undefined, false];
  return [`${count} published ${count === 1 ? 'report' : 'reports'}`, count === 1];
}
