import type { Browser, Page } from 'playwright-core';
import { complaintsOf, launch, site } from './support/browser.js';
import { Keyboard } from './support/keyboard.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

/** What people come for, from the first page on, as they would go. Those on the keyboard use nothing else. */
describe.each([true, false])('scripts: %s', (javaScriptEnabled) => {
  let page: Page;
  let keyboard: Keyboard;
  let complaints: string[];

  beforeEach(async () => {
    page = await browser.newPage({ javaScriptEnabled, viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(15_000);
    keyboard = new Keyboard(page);
    complaints = complaintsOf(page);
    await page.goto(site());
  });
  afterEach(async () => {
    await page.close();
    expect(complaints).toEqual([]);
  });

  const path = () => new URL(page.url()).pathname;
  const heading = () => page.locator('h1').innerText();
  const main = () => page.locator('main').innerText();

  test('on the keyboard: somebody skips to the words of a page', async () => {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe('#main-content');
    await keyboard.to('Standing Together Police and Crime Plan 2022-25'); // the first link of the contents
  });

  test('on the keyboard: a promise is found among those of its plan', async () => {
    await keyboard.follow('87 commitments');
    await keyboard.to('Narrow the list');
    await page.keyboard.press('Enter');
    await keyboard.type('Words', 'victims court');
    await page.keyboard.press('Enter');
    await page.waitForURL(/words=victims/);
    await keyboard.follow('C22-14');
    expect(path()).toBe('/commitments/C22-14');
    expect(await heading()).toContain('victims at court');
    expect(await main()).toMatch(/Reported\s+7 June 2022/);
  });

  test('a promise is found by words that somebody remembers', async () => {
    await page.getByRole('link', { name: 'Search', exact: true }).first().click();
    await page.locator('#q').fill('victims court');
    await page.locator('#q').press('Enter');
    await page.getByRole('link', { name: 'C22-14', exact: true }).first().click();
    expect(path()).toBe('/commitments/C22-14');
    expect(await heading()).toContain('victims at court');
  });

  test('a promise leads to the words of its paper in two links at most', async () => {
    await page.goto(`${site()}/commitments/C22-14`);
    await page
      .locator('#promised ~ dl')
      .getByRole('link', { name: /, line 129$/ })
      .click();
    expect(path()).toBe('/sources/S-2022-06-07');
    expect(await page.locator('#line-129').innerText()).not.toBe('');
  });

  test('on the keyboard: a figure is traced from the scorecard to the words of its paper', async () => {
    await keyboard.follow('Standing Together Police and Crime Plan 2022-25');
    await keyboard.follow('See the scorecard: figures by priority');
    expect(path()).toBe('/scorecards/PLAN-2022');
    await keyboard.follow('101 average answer time');
    expect(await heading()).toBe('101 average answer time');
    expect(await main()).toMatch(/March 2022\s+4m 58s/);
    await keyboard.follow(/, line 5$/);
    expect([path(), new URL(page.url()).hash]).toEqual(['/sources/S-2022-08-04-P1', '#line-5']);
    expect(await page.locator('#line-5').innerText()).toContain('101 average answer time');
  });

  test('on the keyboard: it is read as it had been reported on a day, and that view is kept', async () => {
    await page.goto(`${site()}/commitments/C22-14`);
    expect(await main()).toContain('Update of 4 August 2022');
    await keyboard.to('Change the date');
    await page.keyboard.press('Enter');
    await keyboard.type('Day', '27');
    await keyboard.type('Month', '7');
    await keyboard.type('Year', '2022');
    await keyboard.follow('Show this view');
    expect(path()).toBe('/at/2022-07-27/commitments/C22-14');
    expect(await page.title()).toContain('As reported on 27 July 2022');
    expect(await main()).not.toContain('Update of 4 August 2022');
    await keyboard.follow('Standing Together Police and Crime Plan 2022-25');
    expect(path()).toBe('/at/2022-07-27/plans/PLAN-2022');
  });

  test('two reports are compared', async () => {
    await page.getByRole('link', { name: 'Reports', exact: true }).first().click();
    await page
      .getByRole('link', { name: /Priority One Progress report/ })
      .first()
      .click();
    await page.locator('.app-pages').getByRole('link', { name: 'What changed' }).click();
    expect(path()).toMatch(/^\/reports\/[^/]+\/changes$/);
    expect(await heading()).toMatch(/What changed/);
    await page.getByRole('link', { name: /^See what was reported from 7 June 2022 to 4 August 2022/ }).click();
    expect(path()).toMatch(/^\/at\/2022-08-04\/size\/\d+\/changes$/);
  });

  test('on the keyboard: the ledger is replayed, entry by entry, up to a report and to its paper', async () => {
    await keyboard.follow('The ledger, entry by entry');
    await keyboard.follow('Replay Standing Together Police and Crime Plan 2022-25 entry by entry');
    expect(path()).toBe('/plans/PLAN-2022/replay');
    await keyboard.follow('First entry about this plan');
    const [, first] = /size\/(\d+)\/plans\/PLAN-2022\/replay$/.exec(path()) ?? [];
    expect(await main()).toContain('Plan registered: Standing Together Police and Crime Plan 2022-25');
    await keyboard.follow(/^Next entry about this plan/);
    await keyboard.follow(/^Next entry about this plan/);
    await keyboard.follow(/^Previous entry about this plan/);
    await keyboard.follow(/^Previous entry about this plan/);
    expect(path()).toContain(`/size/${first}/`);
    await keyboard.follow('Next report');
    expect(await main()).toMatch(/Report published: /);
    await keyboard.type('Day', '7');
    await keyboard.type('Month', '6');
    await keyboard.type('Year', '2022');
    await keyboard.follow('Go to this date');
    expect(await main()).toContain('Reported 7 June 2022');
    await keyboard.follow('This entry in full');
    expect(path()).toMatch(/^\/entries\/\d+$/);
    expect(await main()).toContain('"reportedOn": "2022-06-07"');
    await keyboard.follow(/^See the plan as it stood after this entry$/);
    expect(path()).toMatch(/^\/at\/[\d-]+\/size\/\d+\/plans\/PLAN-2022\/replay$/);
  });

  test('a replay says what an entry changed, and marks it where it stands', async () => {
    await page.goto(`${site()}/entries?plan=PLAN-2022&category=commitment&to=2022-08-04`);
    await page.locator('main table a').first().click();
    await page.getByRole('link', { name: 'See the plan as it stood after this entry' }).click();
    const entry = Number(/size\/(\d+)\//.exec(path())![1]) - 1;
    expect(await main()).toMatch(
      new RegExp(`Entry ${entry.toLocaleString('en-GB')}\\b[\\s\\S]*commitment C22-\\d+\\.`),
    );
    expect(await page.getByText('Changed by this entry').count()).toBe(1);
    expect(await page.getByText('Commitments that this entry is about or names').count()).toBeGreaterThan(0);
  });
});
