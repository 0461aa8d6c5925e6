/**
 * The URL with server settings in it, so that a connection is never a moment without them. They win over those that the
 * URL carries already.
 */
export function withSettings(url: string, settings: Record<string, string>): string {
  const parsed = new URL(url);
  const given = parsed.searchParams.get('options');
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  parsed.searchParams.set('options', [...(given ? [given] : []), ...options].join(' '));
  return parsed.href;
}

/** `host:port/database` of a connection URL, without its credentials. */
export function describeServer(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = hostname || searchParams.get('host') || 'localhost';
  return `${host}:${port || '5432'}${pathname}`;
}
