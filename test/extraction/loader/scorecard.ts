import type { Extraction } from '../extraction.js';
import type { Bodies } from './bodies.js';
import { isAt, noticeOf } from './dates.js';
import { keyOf, type Line } from './line.js';
import { type Citing, lastDayOf } from './papers.js';
import { priorityId } from './plans.js';

const PLAN = 'plan-2022';

/** The proposed indicators, the rules of reporting that are no promise yet, and the agreed programme. */
export function scorecardLines(extraction: Extraction, bodies: Bodies, citing: Citing): Line[] {
  const { indicators, status_source, reporting_rules, work_programme } = extraction.scorecard;
  const promised = new Set(extraction.dates.items.map(({ source }) => `${source.file} ${source.line}`));
  const rules = reporting_rules.filter(({ source }) => !promised.has(`${source.file} ${source.line}`));
  const agreed = extraction.dates.items.find(({ source }) => isAt(source, work_programme.sources[0]!))!;
  return [
    ...indicators.flatMap(({ priority, items }) =>
      items.map(({ indicator, source }, index): Line => {
        const id = `IND-${priority}-${index + 1}`;
        return {
          command: 'set-scorecard-indicator',
          record: `scorecard/${id}`,
          fields: {
            planId: PLAN,
            ...citing.said([source, status_source]),
            indicatorId: id,
            priorityId: priorityId(PLAN, priority),
            label: indicator,
            standing: 'proposed',
            order: index + 1,
          },
        };
      }),
    ),
    ...rules.map(({ rule, source }): Line => {
      const id = `RULE-${reporting_rules.findIndex((each) => each.rule === rule) + 1}`;
      return {
        command: 'promise-milestone',
        record: `scorecard/${id}`,
        fields: {
          milestoneId: id,
          planId: PLAN,
          ...citing.said(source),
          kind: 'standing',
          what: rule,
          promisedBy: { basis: 'notStated' },
          attached: [{ kind: 'plan', targetId: PLAN }],
        },
      };
    }),
    {
      command: 'agree-work-programme',
      record: 'scorecard/work-programme',
      fields: {
        programmeId: 'WP-2022',
        ...citing.said(work_programme.sources, undefined, [work_programme.contents_note]),
        title: 'Panel and steering group joint work programme',
        ownerBodyIds: [bodies.id('Police, Fire and Crime Panel'), bodies.id('Panel Steering Group')],
        year: lastDayOf(work_programme.agreed).slice(0, 4),
        contentsHeld: false,
        decision: keyOf('meeting', noticeOf(agreed), 'decision', agreed.id),
      },
    },
  ];
}
