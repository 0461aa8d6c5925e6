/**
 * Every page, with an object of the example where it shows one, and what its title begins with. A line here gives a page
 * all that `pages.spec.ts` checks.
 */
export const PAGES: readonly (readonly [address: string, title: string])[] = [
  ['/', 'What was promised, and what was reported'],
  ['/plans', 'Plans'],
  ['/plans/PLAN-2022', 'Standing Together Police and Crime Plan 2022-25'],
  ['/plans/PLAN-2018', 'Standing Together'],
  ['/plans/PLAN-2022/priorities/P22-1', 'Keeping People Safe and Supporting Victims'],
  ['/plans/PLAN-2022/themes/T22-1-1', 'Improve access to police services'],
  ['/plans/PLAN-2022/commitments', 'Commitments'],
  ['/plans/PLAN-2022/commitments?noUpdate=true', 'Commitments'],
  ['/commitments/C22-14', 'Commitment C22-14'],
  ['/reports', 'Reports'],
  ['/reports/REPORT-2022-08-04-P1', 'Standing Together 2022-25: Priority One Progress report'],
  ['/reports/REPORT-2022-08-04-P1/table', 'Table: Standing Together 2022-25: Priority One'],
  ['/reports/REPORT-2022-08-04-P1/themes/3', '3. Improve Services to victims – Standing Together 2022-25'],
  ['/reports/REPORT-2022-08-04-P1/coverage', 'What it leaves out: Standing Together 2022-25'],
  ['/reports/REPORT-2022-08-04-P1/changes', 'What changed: Standing Together 2022-25'],
  ['/reports/REPORT-2022-08-04-P1/now', 'Known now: Standing Together 2022-25'],
  ['/reports/REPORT-2022-08-04-P1/versions', 'Versions: Standing Together 2022-25'],
  ['/changes', 'What '],
  ['/changes?from=2022-06-07&plan=PLAN-2022', 'What changed from 7 June 2022 to '],
  ['/changes?from=2022-06-07&kind=delivery&page=2', 'What changed from 7 June 2022 to '],
  ['/time', 'Change the date'],
];

/** Pages that say what is wrong with an address, or why there is nothing at it. */
export const ERROR_PAGES: readonly (readonly [address: string, status: number, title: string])[] = [
  ['/no-such-page', 404, 'Error: Page not found'],
  ['/plans/PLAN-1999', 404, 'Error: Page not found'],
  ['/at/2022-8-4/plans', 404, 'Error: Page not found'],
  ['/at/2999-01-01/plans', 400, 'Error: That date is in the future'],
  ['/at/2022-08-04/size/99999999/plans', 404, 'Error: The ledger is not that long'],
  ['/at/2019-01-01/plans/PLAN-2022', 200, 'Nothing held for this date'],
  ['/plans?sort=title', 400, 'Error: This address cannot be read'],
  ['/changes?day=27&month=&year=2022', 400, 'Error: What changed'],
  ['/changes?from=2999-01-01', 400, 'Error: This address cannot be read'],
  ['/reports/REPORT-2022-08-04-P1/themes/9', 404, 'Error: Page not found'],
  ['/reports/REPORT-2022-08-04-P1?version=2', 404, 'Error: Page not found'],
  ['/time?see=date&day=27&month=&year=2022', 400, 'Error: Change the date'],
];
