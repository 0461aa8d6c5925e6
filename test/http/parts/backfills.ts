type Write = (command: Record<string, unknown>) => Promise<void>;

/** A load of one paper with one entry, still unfinished: one person sends everything here, and cannot close it. */
export async function sayMore(write: Write, events: Map<string, string[]>): Promise<void> {
  const sha256 = 'd'.repeat(64);
  await write({
    ...{ command: 'open-backfill', title: 'An older paper', method: 'Typed from the paper.' },
    documents: [{ sourceId: 'S-OLD', sha256 }],
    loader: { name: 'by hand', version: '1' },
  });
  const [batch] = events.get('open-backfill')!;
  await write({
    ...{ command: 'register-source', sourceId: 'S-OLD', externalIds: ['S-OLD'], title: 'An older paper', sha256 },
    ...{ kind: 'panelPaper', dated: { precision: 'none' }, mediaType: 'application/pdf', size: 1, language: 'en' },
    ...{ reportedOn: '2022-06-07', source: { batch } },
  });
}
