import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { CliError } from './core.js';
import { ask } from './from-service.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** In milliseconds. Printing a report takes two or three seconds. */
const PATIENCE = 60_000;

/**
 * Prints a page of a running service as its style sheets set it for paper, tagged and with an outline.
 *
 * @param out where nothing is yet
 * @throws CliError the page cannot be had, no Chromium is there, or it fails
 */
export async function printPage(page: URL, out: string): Promise<void> {
  await assertThere(page);
  const chromium = await findChromium();
  const folder = await mkdtemp(join(tmpdir(), 'progress-ledger-print-'));
  try {
    const file = join(folder, 'page.pdf');
    await promisify(execFile)(chromium, [...argumentsFor(folder), `--print-to-pdf=${file}`, page.href], {
      timeout: PATIENCE,
    }).catch((error: Error) => {
      throw new CliError(`${chromium} could not print the page: ${error.message}`);
    });
    await copyFile(file, resolve(out), constants.COPYFILE_EXCL).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') throw new CliError(`${out} is there already`);
      throw new CliError(`The print could not be put at ${out}: ${error.message}`);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Chromium would print what is said of an error as well. */
async function assertThere(page: URL): Promise<void> {
  const response = await ask(page);
  await response.body?.cancel();
  if (response.status === 404) throw new CliError('The ledger holds no such report, or not this version of it');
  if (!response.ok) throw new CliError(`${page.href} answers with ${response.status}`);
}

async function findChromium(): Promise<string> {
  const named = process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = named ? [named] : folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  for (const candidate of candidates) if (await isProgram(candidate)) return candidate;
  throw new CliError(
    named
      ? `There is no program at CHROMIUM (${named})`
      : 'There is no Chromium on this machine: name one with CHROMIUM, or print the table of the report in a browser',
  );
}

function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** A profile of its own, so that no open window is disturbed; root has no sandbox to print in. */
function argumentsFor(folder: string): string[] {
  return [
    '--headless',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--no-pdf-header-footer',
    '--generate-pdf-document-outline',
    `--user-data-dir=${join(folder, 'profile')}`,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}
