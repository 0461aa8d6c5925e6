import type changes from './en/changes.json';
import type charts from './en/charts.json';
import type commitments from './en/commitments.json';
import type home from './en/home.json';
import type parts from './en/parts.json';
import type plans from './en/plans.json';
import type reports from './en/reports.json';
import type site from './en/site.json';

/** What the pages say, by key. One file a topic, so that each can be read as a whole. */
export type StringKey = keyof (typeof charts &
  typeof changes &
  typeof parts &
  typeof site &
  typeof home &
  typeof plans &
  typeof commitments &
  typeof reports);
