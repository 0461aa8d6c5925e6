import type { ReportContent } from '../../projections/state/queries/report/report-content.answers.js';
import { STANDARD_SCHEME } from '../../src/settings/standard-scheme.js';
import { StatusLooks } from '../../src/web/parts/status-shapes.js';
import { type ReportDocument, reportDocument } from '../../src/web/report-document.js';
import { ENGLISH } from './english.js';

/** A report of invented words, with everything in it that a report can show. */

const from = { recordedAt: '2022-08-04T09:00:00.000Z' };
const stated = (status: string | null, label: string) => ({ assessment: 'officer', status, label });
const commitment = (number: string, text: string, more: object = {}) => ({
  ...{
    id: `c${number}`,
    externalIds: [`C-${number}`],
    printedNumber: { value: number, basis: 'printed', display: number },
  },
  ...{ wording: { text }, statuses: [stated(null, 'Not stated in the source')], ...more },
});
const said = (...blocks: object[]) => ({
  blocks,
  people: [{ token: '{person:1}', role: 'Chief Constable' }],
  targets: [],
});
const paragraph = (text: string | null, more: object = {}) => ({ kind: 'paragraph', text, figures: [], ...more });
const row = (id: string, title: string, more: object) => ({
  ...{ id, theme: { id, title, printedNumber: { value: id }, path: [], counts: [] }, commitments: [], updates: [] },
  ...{ metrics: [], milestones: [], delivery: [], decisions: [], coverage: [], ...more },
});

export const LONG_TEXT = Array.from({ length: 120 }, (_, n) => `Sentence ${n + 1} says what was done.`).join(' ');

export const SAMPLE_CONTENT = {
  report: { id: 'fa8a7882-04cf-4195-ac91-7b49c582bb94', name: 'Progress report' },
  ...{ version: 2, title: 'Progress & <plans>', reportDate: '2022-08-04', plan: { id: 'plan', name: 'The plan' } },
  ...{ scope: [], basis: 'published', basisLabel: 'As published', pinnedDay: '2022-08-04', pinnedSize: 5310 },
  fingerprint: { sha256: 'ab'.repeat(32), of: 'content' },
  columns: [
    { heading: 'You asked us', content: 'theme', member: 'theme' },
    { heading: 'Key outcomes by the end of the plan', content: 'commitments', member: 'commitments' },
    { heading: 'Progress update, 4 August 2022', content: 'updates', member: 'updates' },
    { heading: 'How is this being delivered', content: 'delivery', member: 'delivery' },
  ],
  rows: [
    row('1', 'Answer calls', {
      theme: {
        ...{ id: '1', title: 'Answer calls', printedNumber: { value: '1' }, path: [] },
        counts: [
          { status: 'on-track', label: 'On track', count: 2 },
          { status: null, label: 'Not stated in the source', count: 1 },
        ],
      },
      commitments: [
        commitment('1', 'Answer 101 calls sooner.', {
          statuses: [stated('on-track', 'On track'), { ...stated('at-risk', 'At risk'), area: 'North' }],
          targetDate: { due: { printed: 'by March 2023' } },
        }),
        commitment('2', 'Put more money into call handling.', {
          noUpdate: { label: 'No update', why: 'Nothing said' },
        }),
      ],
      updates: [
        said(
          { kind: 'subHeading', text: 'Calls', figures: [] },
          paragraph('Answered after 4 minutes 58 seconds, says {person:1}.', {
            figures: [{ quote: '4 minutes 58 seconds', metric: { id: 'metric-1', name: '101' } }],
          }),
          { kind: 'listIntro', text: 'Since then:', figures: [] },
          { kind: 'bullet', text: 'twelve posts are filled;', figures: [] },
          { kind: 'bullet', text: 'an app is cho', figures: [], damaged: true, repair: 'an app is chosen' },
        ),
        said(paragraph(null), paragraph('It gets bet', { damaged: true })),
      ],
      delivery: [
        { id: 'd1', body: { id: 'b1', name: 'Contact Board' }, people: [], targets: [] },
        {
          id: 'd2',
          printed: 'Led by {person:1}',
          people: [{ token: '{person:1}', role: 'a manager' }],
          endedOn: '2022-07-01',
          targets: [],
        },
        { id: 'd3', printed: null, targets: [] },
      ],
    }),
    row('2', 'Say nothing', { noUpdate: { label: 'No update', why: 'Nothing said', reason: 'The review goes on.' } }),
    row('3', 'Say a great deal', { updates: [said(paragraph(LONG_TEXT))] }),
    row('4', 'Say it in a list', {
      updates: [
        said(
          ...Array.from({ length: 40 }, (_, n) => ({
            kind: 'bullet',
            text: `Item ${n + 1} of the list is done.`,
            figures: [],
          })),
        ),
      ],
    }),
  ],
  ...{ figures: [], milestones: [], delivery: [], schemes: [] },
  definitions: [{ metric: { id: 'metric-1', name: '101' }, definition: { unit: 'seconds' } }],
  sources: [
    { sourceId: 's1', document: { title: 'Panel paper', externalIds: ['S-1'], sha256: 'cd'.repeat(32) } },
    { sourceId: 's2' },
  ],
  from,
} as unknown as ReportContent;

export const LOOKS = new StatusLooks([STANDARD_SCHEME]);

export function documentOf(content: ReportContent = SAMPLE_CONTENT): ReportDocument {
  return reportDocument(content, { language: 'en-GB', looks: LOOKS, words: ENGLISH });
}
