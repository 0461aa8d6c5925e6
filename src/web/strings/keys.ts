import type about from './en/about.json';
import type areas from './en/areas.json';
import type bodies from './en/bodies.json';
import type changes from './en/changes.json';
import type charts from './en/charts.json';
import type commitments from './en/commitments.json';
import type conflicts from './en/conflicts.json';
import type entries from './en/entries.json';
import type external from './en/external.json';
import type feeds from './en/feeds.json';
import type home from './en/home.json';
import type log from './en/log.json';
import type meetings from './en/meetings.json';
import type metrics from './en/metrics.json';
import type milestones from './en/milestones.json';
import type parts from './en/parts.json';
import type plans from './en/plans.json';
import type reports from './en/reports.json';
import type restatements from './en/restatements.json';
import type search from './en/search.json';
import type site from './en/site.json';
import type sources from './en/sources.json';
import type timeline from './en/timeline.json';
import type verify from './en/verify.json';

/** What the pages say, by key. One file a topic, so that each can be read as a whole. */
export type StringKey = keyof (typeof charts &
  typeof changes &
  typeof entries &
  typeof parts &
  typeof site &
  typeof feeds &
  typeof home &
  typeof plans &
  typeof commitments &
  typeof milestones &
  typeof timeline &
  typeof reports &
  typeof about &
  typeof bodies &
  typeof external &
  typeof search &
  typeof log &
  typeof meetings &
  typeof sources &
  typeof areas &
  typeof conflicts &
  typeof metrics &
  typeof restatements &
  typeof verify);
