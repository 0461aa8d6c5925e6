import type { Browser, Page } from 'playwright-core';
import { complaintsOf, launch, site } from './support/browser.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

describe.each([true, false])('the control of the date, scripts: %s', (javaScriptEnabled) => {
  let page: Page;
  let complaints: string[];
  beforeEach(async () => {
    page = await browser.newPage({ javaScriptEnabled });
    page.setDefaultTimeout(10_000);
    complaints = complaintsOf(page);
  });
  afterEach(() => page.close());

  const date = () => page.getByRole('group', { name: 'Reported up to' });

  test('leads to the same page as reported on a date, and the reader stays in that view', async () => {
    await page.goto(`${site()}/plans/PLAN-2022`);
    await page.getByText('Change the date').click();
    await page.getByLabel('What had been reported on a date').check();
    await date().getByLabel('Day').fill('27');
    await date().getByLabel('Month').fill('9');
    await date().getByLabel('Year').fill('2022');
    await page.getByRole('button', { name: 'Show this view' }).click();
    expect(new URL(page.url()).pathname).toBe('/at/2022-09-27/plans/PLAN-2022');
    await page
      .getByRole('region', { name: 'Which view this page shows' })
      .getByText('As reported on 27 September 2022.')
      .waitFor();
    await page.getByRole('link', { name: 'See all commitments' }).click();
    expect(new URL(page.url()).pathname).toBe('/at/2022-09-27/plans/PLAN-2022/commitments');
    await page.getByRole('link', { name: 'As known now' }).click();
    expect(new URL(page.url()).pathname).toBe('/plans/PLAN-2022/commitments');
    expect(complaints).toEqual([]);
  });

  test('says what is wrong and goes to the field', async () => {
    await page.goto(`${site()}/plans`);
    await page.getByText('Change the date').click();
    await page.getByLabel('What had been reported on a date').check();
    await date().getByLabel('Day').fill('27');
    await date().getByLabel('Year').fill('2022');
    await page.getByRole('button', { name: 'Show this view' }).click();
    expect(await page.title()).toMatch(/^Error: /);
    await page.getByRole('alert').getByRole('link', { name: 'The date must include a month' }).click();
    await page.locator('#time-month:focus').waitFor({ timeout: 5_000 });
    expect(await date().getByLabel('Year').inputValue()).toBe('2022');
  });

  test('leads to what the ledger showed on a date, and says from which day on that is known', async () => {
    const shown = page.getByRole('group', { name: 'Shown on' });
    const fill = async (year: number, month: number, day: number) => {
      await shown.getByLabel('Day').fill(String(day));
      await shown.getByLabel('Month').fill(String(month));
      await shown.getByLabel('Year').fill(String(year));
      await page.getByRole('button', { name: 'Show this view' }).click();
    };
    await page.goto(`${site()}/plans/PLAN-2022`);
    await page.getByText('Change the date').click();
    await fill(2022, 9, 27);
    await page
      .getByRole('alert')
      .getByRole('link', { name: /^The date must be .* or later/ })
      .click();
    await page.locator('#time-shownDay:focus').waitFor({ timeout: 5_000 });
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date());
    const [year, month, day] = today.split('-').map(Number) as [number, number, number];
    await page.getByLabel('What this ledger showed on a date').check();
    await fill(year, month, day);
    expect(new URL(page.url()).pathname).toMatch(new RegExp(`^/at/${today}/size/\\d+/plans/PLAN-2022$`));
    await page.getByText(/^As this ledger showed it on .*, with [\d,]+ entries\.$/).waitFor();
  });

  test('narrows a list in an address of its own', async () => {
    await page.goto(`${site()}/plans/PLAN-2022/commitments`);
    await page.getByText('Narrow the list').click();
    await page.getByLabel('Updates').selectOption({ label: 'Without an update' });
    await page.getByRole('button', { name: 'Show these' }).click();
    expect(page.url()).toBe(`${site()}/plans/PLAN-2022/commitments?noUpdate=true`);
    await page.getByRole('row').nth(1).waitFor();
    expect(complaints).toEqual([]);
  });
});
