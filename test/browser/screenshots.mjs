// Takes pictures of the main pages of the example, at the width of a phone and of a desk, into docs/screenshots, and
// those that README shows into docs/pictures.
// `SITE_URL` names a service that runs already; without it the demo is started for this.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/** Name of the picture, and address of the page. */
const PAGES = {
  home: '/',
  plan: '/plans/PLAN-2022',
  'plan-at-date': '/at/2022-08-04/plans/PLAN-2022',
  priority: '/plans/PLAN-2022/priorities/P22-1',
  theme: '/plans/PLAN-2022/themes/T22-1-1',
  commitments: '/plans/PLAN-2022/commitments',
  'commitment-at-date': '/at/2022-08-04/commitments/C22-14',
  'commitment-history': '/commitments/C22-25/history',
  comparison: '/plans/PLAN-2018/compare/PLAN-2022',
  milestones: '/milestones?show=overdue',
  reports: '/reports',
  report: '/reports/REPORT-2022-08-04-P1',
  'report-table': '/reports/REPORT-2022-08-04-P1/table',
  'report-coverage': '/reports/REPORT-2022-08-04-P1/coverage',
  'report-now': '/reports/REPORT-2022-08-04-P1/now',
  changes: '/at/2022-08-04/changes?from=2022-06-07&plan=PLAN-2022',
  scorecard: '/scorecards/PLAN-2022',
  metric: '/metrics/71406dda-d661-505c-b869-a0c18ab36dcc',
  restatements: '/restatements',
  conflicts: '/conflicts',
  area: '/areas/E08000002',
  meetings: '/meetings',
  meeting: '/meetings/80ac063e-856e-5a09-93b6-2e0718d35487',
  decisions: '/decisions',
  body: '/bodies/B-GMP',
  source: '/sources/S-2022-08-04-P1',
  search: '/search?q=victims',
  entries: '/entries',
  entry: '/entries/1612',
  checkpoints: '/checkpoints',
  erasures: '/erasures',
  pinned: '/at/2022-08-04/size/1900/commitments/C22-14',
  replay: '/at/2022-08-04/size/587/plans/PLAN-2022/replay',
  verify: '/verify',
  'verify-result': '/verify/6d5d23e7bf76f891203b032be84eccce5af06bb907f2d8a978e879044bd3614f',
  time: '/time',
  'not-held': '/at/2019-01-01/plans/PLAN-2022',
};
/** The first screen of each, for README. */
const PICTURES = {
  commitment: '/at/2022-08-04/commitments/C22-14',
  report: '/reports/REPORT-2022-08-04-P1/table',
  replay: '/at/2022-08-04/size/587/plans/PLAN-2022/replay',
};
const WIDTHS = [320, 1280];
/** Pixels; what stands below of a long page is left out. */
const MOST_HEIGHT = 3_000;
const FOLDER = 'docs/screenshots';
const README_FOLDER = 'docs/pictures';

const { url, stop } = process.env.SITE_URL ? { url: process.env.SITE_URL, stop: async () => {} } : await startDemo();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
for (const folder of [FOLDER, README_FOLDER]) mkdirSync(folder, { recursive: true });
for (const width of WIDTHS) {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  for (const [name, address] of Object.entries(PAGES)) {
    await page.goto(url + address);
    const height = Math.min(MOST_HEIGHT, await page.evaluate('document.documentElement.scrollHeight'));
    const path = join(FOLDER, `${name}-${width}.png`);
    await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height } });
    console.log(path);
  }
  await page.close();
}
const page = await browser.newPage({ viewport: { width: 1100, height: 1000 } });
for (const [name, address] of Object.entries(PICTURES)) {
  await page.goto(url + address);
  const path = join(README_FOLDER, `${name}.png`);
  await page.screenshot({ path });
  console.log(path);
}
await browser.close();
await stop();

async function startDemo() {
  const demo = spawn(process.execPath, ['dist/src/demo.js'], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const chunk of demo.stdout) {
    said += chunk;
    if (said.includes('Stop with Ctrl-C')) break;
  }
  return {
    url: /http:\/\/[\d.:]+/.exec(said)[0],
    stop: async () => {
      const ended = once(demo, 'exit');
      demo.kill('SIGINT');
      await ended;
    },
  };
}
