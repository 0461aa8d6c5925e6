import type { StringKey } from '../strings/keys.js';

/** A link below a paragraph; or an address for programs, which a browser need not open. */
export interface Pointer {
  key: StringKey;
  path: string;
  isForPrograms?: boolean;
}

export interface Section {
  heading: StringKey;
  paragraphs: readonly StringKey[];
  pointers?: readonly Pointer[];
}

/** A page that says the same whatever the ledger holds. */
export interface FixedText {
  title: StringKey;
  lead: StringKey;
  sections: readonly Section[];
}

/** How what the pages show comes about. */
export const METHOD: FixedText = {
  title: 'method.title',
  lead: 'method.lead',
  sections: [
    {
      heading: 'method.dates',
      paragraphs: ['method.dates.three', 'method.dates.apart'],
    },
    {
      heading: 'method.views',
      paragraphs: ['method.views.what', 'method.views.pinned', 'method.views.reports'],
      pointers: [{ key: 'method.views.see', path: '/time' }],
    },
    {
      heading: 'method.statuses',
      paragraphs: ['method.statuses.said', 'method.statuses.two', 'method.statuses.none', 'method.statuses.overdue'],
      pointers: [{ key: 'about.statuses', path: '/status-definitions' }],
    },
    {
      heading: 'method.figures',
      paragraphs: ['method.figures.asReported', 'method.figures.travel', 'method.figures.breaks'],
    },
    {
      heading: 'method.changes',
      paragraphs: ['method.changes.restated', 'method.changes.corrected', 'method.changes.never'],
    },
    {
      heading: 'method.later',
      paragraphs: ['method.later.what', 'method.later.proof'],
      pointers: [
        { key: 'backfills.title', path: '/backfills' },
        { key: 'sources.title', path: '/sources' },
      ],
    },
    { heading: 'method.editors', paragraphs: ['method.editors.what', 'method.editors.apart'] },
    {
      heading: 'method.check',
      paragraphs: ['method.check.kept', 'method.check.not'],
      pointers: [{ key: 'keep.checkpoints', path: '/checkpoints' }],
    },
    { heading: 'method.limits', paragraphs: ['method.limits.truth', 'method.limits.silence'] },
  ],
};

/** What the pages keep of those who read them, and of those whom they are about. */
export const PRIVACY: FixedText = {
  title: 'privacy.title',
  lead: 'privacy.lead',
  sections: [
    {
      heading: 'privacy.readers',
      paragraphs: ['privacy.readers.cookies', 'privacy.readers.host', 'privacy.readers.files'],
    },
    {
      heading: 'privacy.people',
      paragraphs: ['privacy.people.offices', 'privacy.people.erasure'],
      pointers: [{ key: 'erasures.title', path: '/erasures' }],
    },
    { heading: 'privacy.officers', paragraphs: ['privacy.officers.accounts'] },
  ],
};

/** How far people can use the pages. What is claimed here is what the project's tests check. */
export const ACCESSIBILITY: FixedText = {
  title: 'accessibility.title',
  lead: 'accessibility.lead',
  sections: [
    {
      heading: 'accessibility.how',
      paragraphs: ['accessibility.how.use', 'accessibility.how.aim'],
    },
    {
      heading: 'accessibility.limits',
      paragraphs: ['accessibility.limits.tables', 'accessibility.limits.papers', 'accessibility.limits.people'],
    },
    { heading: 'accessibility.tested', paragraphs: ['accessibility.tested.how'] },
  ],
};

/** The same data for programs. */
export const DEVELOPERS: FixedText = {
  title: 'developers.title',
  lead: 'developers.lead',
  sections: [
    {
      heading: 'developers.api',
      paragraphs: ['developers.api.view', 'developers.api.strict'],
      pointers: [
        { key: 'developers.api.docs', path: '/api/docs' },
        { key: 'developers.api.openapi', path: '/api/openapi.json' },
      ],
    },
    { heading: 'developers.tables', paragraphs: ['developers.tables.csv', 'developers.tables.metadata'] },
    { heading: 'developers.feeds', paragraphs: ['developers.feeds.what', 'developers.feeds.trail'] },
    {
      heading: 'developers.log',
      paragraphs: ['developers.log.what'],
      pointers: [
        { key: 'keep.checkpoints', path: '/checkpoints' },
        { key: 'developers.log.checkpoint', path: '/log/checkpoint', isForPrograms: true },
        { key: 'developers.log.key', path: '/log/vkey', isForPrograms: true },
      ],
    },
  ],
};

/** The words of the project, each with its meaning under the same key and `.meaning`. */
export const TERMS = [
  'ledger',
  'entry',
  'view',
  'plan',
  'priority',
  'wording',
  'variation',
  'lineage',
  'status',
  'assessment',
  'label',
  'update',
  'milestone',
  'move',
  'meeting',
  'recommendation',
  'decision',
  'externalRecommendation',
  'delivery',
  'metric',
  'baseline',
  'break',
  'movement',
  'judgement',
  'comparator',
  'restatement',
  'revision',
  'correction',
  'void',
  'withdrawal',
  'backfill',
  'source',
  'gap',
  'report',
  'notice',
  'conflict',
  'body',
  'area',
  'erased',
  'fingerprint',
  'log',
  'checkpoint',
  'witness',
  'cosigned',
  'pinned',
] as const;
