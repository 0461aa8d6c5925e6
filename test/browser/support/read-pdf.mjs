// `node read-pdf.mjs FILE` prints what stands on the pages of a PDF, as JSON.
import { readFile } from 'node:fs/promises';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

const data = new Uint8Array(await readFile(process.argv[2]));
const pdf = await getDocument({ data, verbosity: 0, useSystemFonts: true }).promise;
const { info, metadata } = await pdf.getMetadata();
const tags = new Set();
const pages = [];

function note(node) {
  if (node?.role) tags.add(node.role);
  for (const child of node?.children ?? []) note(child);
}

for (let number = 1; number <= pdf.numPages; number++) {
  const page = await pdf.getPage(number);
  const { width, height } = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  note(await page.getStructTree());
  const texts = items
    .filter(({ str }) => str?.trim())
    .map((item) => ({
      ...{ text: item.str, x: item.transform[4], y: item.transform[5] },
      ...{ width: item.width, height: item.height },
    }));
  pages.push({ width, height, texts });
}
const language = info.Language ?? metadata?.get('dc:language') ?? '';
process.stdout.write(JSON.stringify({ title: info.Title ?? '', language, pages, tags: [...tags] }));
