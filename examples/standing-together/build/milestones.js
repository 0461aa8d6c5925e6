import { citationsOf, from, milestones, monthOf, partOf, partyOf, plans, undertakings } from './facts.js';

/** Promises of particular things, dated or not, and those that a paper reports as met. */
export function addMilestones(file) {
  for (const milestone of milestones) {
    promiseMilestone(file, milestone);
    if (milestone.state === 'met') reportMet(file, milestone);
  }
  for (const undertaking of undertakings) promiseMilestone(file, { ...undertaking, ...UNTOLD });
  for (const plan of plans) addStandingWork(file, plan);
}

/** Of undertakings and lists of work no paper says who promises them, nor until when. */
const UNTOLD = { kind: 'promise', promisedBy: { basis: 'notStated' } };

/**
 * The work that a plan lists, and the rules by which it is reported on. Rules that are a promise of somebody stand
 * among the milestones already, at the same line.
 */
function addStandingWork(file, { externalId, workToDo = [], reportingRules = [] }) {
  const attachedTo = [externalId];
  for (const { text, ...work } of workToDo) promiseMilestone(file, { ...work, what: text, attachedTo, ...UNTOLD });
  const promised = new Set(milestones.map(({ citation }) => placeOf(citation)));
  for (const { text, ...rule } of reportingRules)
    if (!promised.has(placeOf(rule.citation)))
      promiseMilestone(file, { ...rule, what: text, attachedTo, ...UNTOLD, kind: 'standing' });
}

function placeOf({ source, line }) {
  return `${source} ${line}`;
}

function promiseMilestone(file, milestone) {
  const { externalId, attachedTo } = milestone;
  file.add('promise-milestone', externalId, {
    milestoneId: externalId,
    planId: partOf(attachedTo[0]).plan,
    ...from(milestone.citation, milestone),
    kind: milestone.kind,
    what: milestone.what,
    promisedBy: partyOf(milestone.promisedBy),
    due: milestone.due ?? undefined,
    attached: attachedTo.map((targetId) => ({ kind: partOf(targetId).kind, targetId })),
  });
}

/** A day is stated as such; a month stands as the period in which it happened. */
function reportMet(file, { externalId, met, note, reportedOn, citation }) {
  const when = met.precision === 'month' ? { effective: monthOf(met.date) } : {};
  file.add('report-milestone-outcome', externalId, {
    milestoneId: externalId,
    ...from(citation, { reportedOn, note: note ?? 'The paper reports it as done.' }),
    ...when,
    state: 'met',
    on: met.precision === 'day' ? met.date : undefined,
    evidence: citationsOf(citation).map((each) => ({ citation: each })),
  });
}
