/** Categories of objects of which statements can be changed. */
export const CHANGED_CATEGORIES = [
  'plan',
  'commitment',
  'update',
  'milestone',
  'metric',
  'body',
  'meeting',
  'programme',
  'extrec',
  'report',
  'source',
  'settings',
];
