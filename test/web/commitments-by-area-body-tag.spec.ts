import { type SmallLedger, smallLedger } from '../http/small-ledger.js';

const SOURCE = { sha256: 'a'.repeat(64) };

describe('the commitments of a plan', () => {
  const path = '/plans/PLAN/commitments';
  let ledger: SmallLedger;
  const page = async (address: string) => {
    const { status, text } = await ledger.get(address);
    expect([address, status]).toEqual([address, 200]);
    return text;
  };
  const numbers = (text: string) =>
    [...text.matchAll(/href="[^"]*\/commitments\/(C-\d)"/g)].map(([, number]) => number);
  const choices = (text: string, name: string) => {
    const select = text.match(new RegExp(`<select[^>]* name="${name}"[^>]*>(.*?)</select>`, 's'))?.[1];
    return select === undefined ? undefined : [...select.matchAll(/<option value="([^"]*)"( selected)?>([^<]*)</g)];
  };
  const texts = (text: string, name: string) => choices(text, name)?.map(([, , , words]) => words);
  const selected = (text: string, name: string) => choices(text, name)?.find(([, , isSelected]) => isSelected)?.[3];

  beforeAll(async () => {
    ledger = await smallLedger();
    const scheme = {
      ...{ command: 'publish-status-scheme', scheme: 'rag', version: 1, reportedOn: '2022-01-01', source: SOURCE },
      values: [{ id: 'green', label: 'Green', definition: 'As planned', group: 'open', shape: 'circle' }],
      ...{ mappings: [], derivedRules: [] },
    };
    const report = {
      ...{ command: 'report-status', commitmentId: 'C-1', reportedOn: '2026-06-11', source: { doc: 'S-1', ...SOURCE } },
      ...{ assessment: 'officer', scheme: 'rag', schemeVersion: 1, status: 'green', reason: 'As seen' },
      ...{ noEvidence: true, area: { name: 'Greater Manchester', code: 'E47000001' } },
    };
    let last = '';
    for (const command of [scheme, report]) {
      const { status, text, body } = await ledger.send(command);
      if (status !== 200) throw new Error(text);
      last = body.eventIds.at(-1);
    }
    await ledger.get('/api/plans').set('Ledger-After', last).expect(200);
  });
  afterAll(() => ledger?.close());

  it('can be narrowed to the areas, bodies and tags that there are in the view', async () => {
    const whole = await page(path);
    expect(numbers(whole)).toEqual(['C-1', 'C-3']);
    expect(texts(whole, 'area')).toEqual(['Any', 'Greater Manchester']);
    expect(texts(whole, 'body')).toEqual(['Any', 'Combined Authority']);
    expect(texts(whole, 'tag')).toEqual(['Any', 'Inequality']);
    // Where nothing is asked for, nothing is narrowed: the form is folded.
    expect(whole).toContain('<details class="govuk-details app-filter">');
    expect(await page(`${path}?tag=TAG-1`)).toContain('<details class="govuk-details app-filter" open>');
    expect(choices(await page(`/at/2022-08-04${path}`), 'area')).toBeUndefined();
  });

  test.each([
    ['area=E47000001', 'area', 'Greater Manchester', ['C-1']],
    ['area=greater+manchester', 'area', 'Greater Manchester', ['C-1']],
    ['body=B-1', 'body', 'Combined Authority', ['C-1', 'C-3']],
    ['body=B-2', 'body', 'One that no commitment here has', []],
    ['tag=TAG-1', 'tag', 'Inequality', ['C-3']],
  ])('are narrowed by %s, which the form says', async (query, name, words, expected) => {
    const text = await page(`${path}?${query}`);
    expect(numbers(text)).toEqual(expected);
    expect(selected(text, name)).toBe(words);
  });

  it('say how they stand in the area, where one is chosen', async () => {
    expect(await page(`${path}?area=E47000001&status=green`)).toMatch(
      /Green<\/strong>\s*<span[^>]*>Greater Manchester</,
    );
    expect(await page(path)).not.toContain('Green</strong>');
  });

  it('stay so in their data and in other views', async () => {
    const query = 'area=E47000001&body=B-1&tag=TAG-1';
    const text = (await page(`${path}?${query}`)).replaceAll('&amp;', '&');
    const data = [...text.matchAll(/href="(\/api\/commitments\?[^"]*)"/g)].map(([, address]) => address!);
    expect(data).toHaveLength(2);
    for (const address of data) {
      expect(address).toContain(query);
      await ledger.get(address).expect(200);
    }
    const views = await ledger.get(`${path}?asOf=2022-08-04&${query}`);
    expect(views.headers.location).toBe(`/at/2022-08-04${path}?${query}`);
    const early = await page(`/at/2022-08-04${path}?${query}`);
    expect(selected(early, 'area')).toBe('E47000001');
  });
});
