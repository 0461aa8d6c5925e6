import { conflicts, disagreements, EDITED_ON, externalId, from, observations, reports } from './facts.js';
import { entryOf, streamOf } from './ids.js';

const updates = reports.flatMap(({ plan, updates: all }) => all.map((update) => ({ ...update, plan })));

/** Paragraphs and figures that cannot both hold, linked by the editors. Neither is touched. */
export function addConflicts(file) {
  for (const conflict of conflicts) {
    const [a, b] = [paragraph(file, conflict.a), paragraph(file, conflict.b)];
    const { externalId: conflictId, point, reason } = conflict;
    noteConflict(file, { conflictId, point, reason, a, b, planId: a.plan });
  }
  for (const { externalId: conflictId, between, point } of disagreements) {
    const [a, b] = between.map((id) => figure(file, id));
    const reason = 'The paper gives both and says nothing of the difference.';
    noteConflict(file, { conflictId, point, reason, a, b, planId: a.reportedOn < '2022' ? 'PLAN-2018' : 'PLAN-2022' });
  }
}

function noteConflict(file, { conflictId, planId, point, reason, a, b }) {
  file.add('note-conflict', conflictId, {
    planId,
    ...from([a.citation, b.citation], { reportedOn: EDITED_ON, note: reason }),
    conflictId,
    entryA: a.entry,
    entryB: b.entry,
    blockA: a.block,
    blockB: b.block,
    point,
  });
}

function paragraph(file, id) {
  const update = updates.find(({ blocks }) => blocks.some((block) => block.externalId === id));
  const { citation } = update.blocks.find((block) => block.externalId === id);
  const updateId = externalId(update.externalId);
  return {
    plan: update.plan,
    citation,
    block: id.slice(update.externalId.length + 1),
    entry: entryOf(streamOf('update', updateId), file.idOf('report-progress', updateId)),
  };
}

function figure(file, id) {
  const { metric, citation, reportedOn } = observations.find((observation) => observation.id === id);
  return { citation, reportedOn, entry: entryOf(streamOf('metric', metric), file.idOf('submit-metric', id)) };
}
