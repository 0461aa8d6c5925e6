import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';

/** A piece of text on paper; its place in points, from the left and from the bottom. */
export interface PrintedText {
  text: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PrintedPage {
  /** In points. */
  width: number;
  height: number;
  texts: PrintedText[];
}

export interface Printed {
  title: string;
  language: string;
  pages: PrintedPage[];
  /** The names of the document's structure, each once; empty where it has none. */
  tags: string[];
}

/** A page as its reader's print has it, read again from the file. */
export async function printed(page: Page): Promise<Printed> {
  const pdf = await page.pdf({ preferCSSPageSize: true, tagged: true, outline: true });
  const folder = await mkdtemp(join(tmpdir(), 'progress-ledger-print-'));
  try {
    const file = join(folder, 'page.pdf');
    await writeFile(file, pdf);
    if (process.env.KEEP_PRINT) await writeFile(process.env.KEEP_PRINT, pdf);
    return await readPrinted(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reads a PDF, in a process of its own: its reader is a module that the tests' own loader cannot load. */
export async function readPrinted(file: string): Promise<Printed> {
  const { stdout } = await promisify(execFile)(process.execPath, ['test/browser/support/read-pdf.mjs', file], {
    maxBuffer: 100_000_000,
  });
  return JSON.parse(stdout) as Printed;
}

/** All the words of a page, in the order in which they stand in the file, without white space. */
export function wordsOn({ texts }: PrintedPage): string {
  return collapsed(texts.map(({ text }) => text).join(''));
}

/** Words without what breaking lines does to them. */
export function collapsed(words: string): string {
  return words.replaceAll(/\s+/g, '');
}
