import { EDITED_ON, ORIGIN, settings, settingsHash, sources } from './facts.js';

/** The ledger itself, its settings, and the backfill that all the papers are loaded in. */
export function openLedger(file) {
  file.add('open-ledger', '', {
    name: 'Standing Together: an example',
    origin: ORIGIN,
    timeZone: 'Europe/London',
    languages: ['en-GB'],
    ownerBodyId: 'B-GMCA',
    reportedOnConvention:
      'The date of the meeting that a paper was made for. The undated draft of 2018 counts as reported on the last day of the month in which the plan was launched.',
  });
  const set = { reportedOn: EDITED_ON, source: { sha256: settingsHash } };
  file.add('publish-status-scheme', 'standard 1', { ...set, ...settings.scheme });
  file.add('publish-area-list', '1', { ...set, ...settings.areaList });
  file.add('publish-report-template', 'panel-four-column 1', { ...set, ...settings.template });
}

export function openBackfill(file) {
  file.openBackfill('papers', {
    title: 'Five papers of 2018 to 2022',
    documents: sources.map(({ externalId, sha256 }) => ({ sourceId: externalId, sha256 })),
    method:
      'Read by the editors of this example: facts and figures as printed and cited, wordings paraphrased, judgements marked by their basis.',
    loader: { name: 'examples/standing-together/build.js', version: '1' },
  });
}
