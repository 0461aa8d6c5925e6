/** Facets asked for as they are, and expressions for those with `*`, which stands for any one part. */
export function facetConditions(patterns: readonly string[]): { exact: string[]; expressions: string[] } {
  const isPattern = (pattern: string) => pattern.split('/').includes('*');
  return {
    exact: patterns.filter((pattern) => !isPattern(pattern)),
    expressions: patterns.filter(isPattern).map(expressionOf),
  };
}

/** POSIX, as PostgreSQL's `~` takes it. */
function expressionOf(pattern: string): string {
  const parts = pattern.split('/').map((part) => (part === '*' ? '[^/]+' : part.replaceAll(/[^A-Za-z0-9_-]/g, '[$&]')));
  // In brackets every character stands for itself, but for these two.
  return `^${parts.join('/')}$`.replaceAll('[^]', '\\^').replaceAll('[\\]', '\\\\');
}
