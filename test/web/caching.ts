import request from 'supertest';

/**
 * Expects what an address gives to be asked for again every time, but for the pinned one that it names, and neither to be
 * sent again while it is the same.
 *
 * @param url of the service
 */
export async function expectAskedAgain(url: string, address: string): Promise<void> {
  const get = (asked: string) => request(url).get(asked).redirects(0);
  const pinned = (await get(address)).headers['content-location']!;
  for (const [asked, caching] of [
    [address, 'no-cache'],
    [pinned, 'public, max-age=300'],
  ] as const) {
    const { headers } = await get(asked);
    expect([asked, headers['cache-control'], headers.etag]).toEqual([asked, caching, expect.stringMatching(/^"/)]);
    const again = await get(asked).set('If-None-Match', headers.etag!);
    expect([asked, again.status, again.text]).toEqual([asked, 304, '']);
  }
}
