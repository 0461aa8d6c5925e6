import { EDITED_ON, from, plans } from './facts.js';

/** The indicators as proposed. Which metrics one means is the editors' judgement, on the day they made it. */
export function addScorecard(file) {
  for (const { externalId: planId, scorecard = [] } of plans)
    for (const { externalId: indicatorId, priority, order, label, standing, citation, metrics } of scorecard) {
      file.add('set-scorecard-indicator', indicatorId, {
        planId,
        ...from(citation),
        indicatorId,
        priorityId: priority,
        label,
        standing,
        order,
      });
      if (metrics)
        file.add('link-indicator-metrics', indicatorId, {
          planId,
          ...from(citation, { reportedOn: EDITED_ON }),
          indicatorId,
          metricIds: metrics,
          basis: 'judgement',
        });
    }
}
