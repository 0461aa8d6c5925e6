import { site } from './support/browser.js';
import { htmlFindings } from './support/html.js';

/** Of each kind of page in each view, how many are opened, and of how many of those the links are followed. */
const MOST_OPENED = 30;
const MOST_FOLLOWED = 6;
const AT_ONCE = 4;

/** Where reading begins; links into other views are asked for, but not followed. */
const STARTS = ['/', '/at/2022-08-04'];

interface Opened {
  status: number;
  ids: ReadonlySet<string>;
  links: readonly string[];
  /** What is wrong with it, where it is the first page of its kind. */
  wrong: readonly string[];
}

/** Opens pages, each once, and checks the HTML of the first of each kind in each view. */
class Visited {
  private readonly opened = new Map<string, Promise<Opened>>();
  private readonly kinds = new Set<string>();

  has(path: string): boolean {
    return this.opened.has(path);
  }

  open(path: string): Promise<Opened> {
    const known = this.opened.get(path) ?? this.read(path);
    this.opened.set(path, known);
    return known;
  }

  private async read(path: string): Promise<Opened> {
    const response = await fetch(site() + path);
    const { status, headers } = response;
    const text = await response.text();
    if (!headers.get('content-type')?.startsWith('text/html')) return { status, ids: NONE, links: [], wrong: [] };
    const ids = new Set([...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!));
    const links = [...text.matchAll(/<a\s[^>]*?href="([^"]*)"/g)].map(([, link]) => link!.replaceAll('&amp;', '&'));
    const kind = path.startsWith('/api/') ? '' : viewOf(path) + kindOf(new URL(response.url).pathname);
    const isFirst = kind !== '' && !this.kinds.has(kind);
    this.kinds.add(kind);
    const wrong = isFirst ? await htmlFindings(text) : [];
    return { status, ids, links: links.filter((link) => /^[/#]/.test(link)), wrong };
  }
}

const NONE: ReadonlySet<string> = new Set();

test('every link of the example leads somewhere, to the place that it names', async () => {
  const visited = new Visited();
  const findings = new Set<string>();
  const followed = new Map<string, number>();
  const opened = new Map<string, number>();
  const seen = new Set(STARTS);
  const queue = [...STARTS];
  /** Counts one more of a kind; says whether that is one too many. */
  const isTooMany = (counts: Map<string, number>, path: string, most: number) => {
    const kind = viewOf(path) + kindOf(path);
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count > most;
  };
  const walk = async () => {
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      const { links } = await visited.open(path);
      for (const link of new Set(links)) {
        const [target, fragment] = link.split('#') as [string, string?];
        const to = target === '' ? path : target;
        if (!visited.has(to) && isTooMany(opened, to, MOST_OPENED)) continue;
        const { status, ids, wrong } = await visited.open(to);
        if (status >= 400) findings.add(`${path} → ${link}: ${status}`);
        else if (fragment && !ids.has(fragment)) findings.add(`${path} → ${link}: there is no #${fragment}`);
        for (const one of wrong) findings.add(`${to}: ${one}`);
        if (seen.has(to) || !isFollowed(to)) continue;
        seen.add(to);
        if (!isTooMany(followed, to, MOST_FOLLOWED)) queue.push(to);
      }
    }
  };
  await walkTogether(walk, queue);
  expect([...findings]).toEqual([]);
  // Most kinds of page are reached from the first one, and from that of an earlier day.
  const kinds = [...followed.keys()];
  expect(kinds.filter((kind) => kind.startsWith('now')).length).toBeGreaterThan(30);
  expect(kinds.filter((kind) => kind.startsWith('dated')).length).toBeGreaterThan(20);
}, 900_000);

/** Walks in several lanes until none of them finds anything more. */
async function walkTogether(walk: () => Promise<void>, queue: readonly string[]): Promise<void> {
  while (queue.length > 0) await Promise.all(Array.from({ length: AT_ONCE }, walk));
}

function isFollowed(path: string): boolean {
  if (/^\/(api|time|log|health)(\/|\?|$)/.test(path)) return false;
  return !path.startsWith('/at/') || viewOf(path) === 'dated';
}

function viewOf(path: string): 'now' | 'dated' | 'other' {
  if (!path.startsWith('/at/')) return 'now';
  return /^\/at\/2022-08-04(?!\/size)/.test(path) ? 'dated' : 'other';
}

/** A page without its view, its parameters and the ids in it: what pages of one template share. */
function kindOf(path: string): string {
  const page = path.replace(/^\/at\/[\d-]+(\/size\/\d+)?/, '').split(/[?#]/)[0]!;
  return page.replaceAll(/(?<=\/)(?=[^/]*[\dA-Z])[^/]+/g, ':id') || '/';
}
