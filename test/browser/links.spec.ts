import { site } from './support/browser.js';

/** Pages that are opened at most: the example has some hundreds in each view. */
const MOST_PAGES = 1_500;
const AT_ONCE = 4;

/** Where reading begins; links into other views are asked for, but not followed. */
const STARTS = ['/', '/at/2022-08-04'];

interface Opened {
  status: number;
  ids: Set<string>;
  links: string[];
}

test('every link of the example leads somewhere, to the place that it names', async () => {
  const opened = new Map<string, Promise<Opened>>();
  const open = (path: string) => {
    const known = opened.get(path) ?? read(path);
    opened.set(path, known);
    return known;
  };
  const broken: string[] = [];
  const seen = new Set(STARTS);
  const queue = [...STARTS];
  const walk = async () => {
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      const { links } = await open(path);
      for (const link of new Set(links)) {
        const [target, fragment] = link.split('#') as [string, string?];
        const to = target === '' ? path : target;
        const { status, ids } = await open(to);
        if (status >= 400) broken.push(`${path} → ${link}: ${status}`);
        else if (fragment && !ids.has(fragment)) broken.push(`${path} → ${link}: there is no #${fragment}`);
        if (!seen.has(to) && isFollowed(to) && seen.size < MOST_PAGES) {
          seen.add(to);
          queue.push(to);
        }
      }
    }
  };
  await walkTogether(walk, queue);
  expect(broken).toEqual([]);
  expect(seen.size).toBeGreaterThan(200);
  expect(seen.size).toBeLessThan(MOST_PAGES);
}, 600_000);

/** Walks in several lanes until none of them finds anything more. */
async function walkTogether(walk: () => Promise<void>, queue: readonly string[]): Promise<void> {
  while (queue.length > 0) await Promise.all(Array.from({ length: AT_ONCE }, walk));
}

function isFollowed(path: string): boolean {
  if (/^\/(api|time)(\/|\?|$)/.test(path)) return false;
  return !path.startsWith('/at/') || /^\/at\/2022-08-04(?!\/size)/.test(path);
}

async function read(path: string): Promise<Opened> {
  const response = await fetch(site() + path);
  const text = await response.text();
  if (!response.headers.get('content-type')?.startsWith('text/html'))
    return { status: response.status, ids: new Set(), links: [] };
  const ids = new Set([...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!));
  const links = [...text.matchAll(/<a\s[^>]*?href="([^"]*)"/g)].map(([, link]) => link!.replaceAll('&amp;', '&'));
  return { status: response.status, ids, links: links.filter((link) => /^[/#]/.test(link)) };
}
