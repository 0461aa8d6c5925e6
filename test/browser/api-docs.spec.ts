import type { Browser } from 'playwright-core';
import { complaintsOf, launch, overflow, site, WIDTHS } from './support/browser.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

test.each(WIDTHS)('the API documentation can be read and tried at %i pixels', async (width) => {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const complaints = complaintsOf(page);
  await page.goto(`${site()}/api/docs`);
  await page.getByText('/api/plans/{id}', { exact: true }).waitFor();
  expect(await page.title()).toMatch(/ledger/i);
  expect(await overflow(page)).toBe(0);
  await page.getByText('/api/plans', { exact: true }).first().click();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByRole('button', { name: 'Execute' }).click();
  await page.getByText('"atSize"').first().waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});
