/** Facets asked for as they are, and those with `*`, which stands for any one part, with an expression for each. */
export function facetConditions(facets: readonly string[]) {
  const isPattern = (facet: string) => facet.split('/').includes('*');
  const patterns = facets.filter(isPattern);
  return {
    exact: facets.filter((facet) => !isPattern(facet)),
    patterns,
    expressions: patterns.map(expressionOf),
  };
}

/** What all facets of a pattern begin with: far cheaper to look at than the expression. */
export function beginningOf(pattern: string): string {
  return pattern.slice(0, pattern.indexOf('*'));
}

/** POSIX, as PostgreSQL's `~` takes it. */
function expressionOf(pattern: string): string {
  const parts = pattern.split('/').map((part) => (part === '*' ? '[^/]+' : part.replaceAll(/[^A-Za-z0-9_-]/g, '[$&]')));
  // In brackets every character stands for itself, but for these two.
  return `^${parts.join('/')}$`.replaceAll('[^]', '\\^').replaceAll('[\\]', '\\\\');
}
