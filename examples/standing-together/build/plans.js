import { bodyBehind, commitments, from, monthOf, plans } from './facts.js';

/** Both plans: what they say of themselves, and their priorities and themes. */
export function addPlans(file) {
  for (const plan of plans) {
    registerPlan(file, plan);
    for (const node of plan.nodes) addNode(file, plan, node);
    issuePlan(file, plan);
    for (const outcome of plan.outcomes ?? []) stateOutcome(file, plan, outcome);
    for (const count of plan.statedCounts)
      file.add('state-count', count.externalId, {
        planId: plan.externalId,
        ...from(count.citation, count),
        scopeId: count.scope,
        of: count.of,
        value: count.value,
      });
  }
  for (const { externalId, succession } of plans)
    if (succession.successor)
      file.add('succeed-plan', externalId, {
        planId: externalId,
        ...from(succession.citation, succession),
        successorPlanId: succession.successor,
      });
}

function registerPlan(file, plan) {
  const { externalId, owner, period, issue } = plan;
  const { reportedOn } = issue;
  file.add('register-plan', externalId, {
    planId: externalId,
    ...from([issue.textCitation, plan.levelsCitation, owner.citation].filter(Boolean), {
      reportedOn,
      note: owner.note,
    }),
    ownerBodyId: bodyBehind(owner.who[0]),
    levels: plan.levels,
    externalIds: [externalId],
  });
  file.add('describe-plan', externalId, {
    planId: externalId,
    ...from([plan.titleCitation, plan.ambitionCitation], { reportedOn, note: plan.ambitionNote }),
    title: plan.title,
    subtitle: plan.subtitle,
    ambition: plan.ambition ?? undefined,
  });
  file.add('state-plan-period', externalId, {
    planId: externalId,
    ...from(period.citation, { note: period.basis }),
    from: period.from,
    to: period.to ?? undefined,
    basis: 'inferred',
  });
}

/** A node is added with the number that its first paper prints; a number that only a later one prints comes with it. */
function addNode(file, { externalId: planId }, node) {
  const { externalId: nodeId, level, title, definition, printedNumber, places = [] } = node;
  const [place, ...moves] = places;
  const numbered = printedNumber.reportedOn === node.reportedOn;
  const common = {
    planId,
    ...from([node.citation ?? place.citation, ...(numbered ? [printedNumber.citation] : [])], node),
    nodeId,
    level,
    printedNumber: numbered ? { value: printedNumber.value, basis: printedNumber.basis } : { basis: 'none' },
    titled: { title, definition, class: 'first' },
  };
  if (place) file.add('add-theme', nodeId, { ...common, parentId: place.parent });
  else file.add('add-priority', nodeId, common);
  for (const { parent, reason, ...move } of moves)
    file.add('place-node', `${nodeId} ${parent}`, {
      planId,
      ...from(move.citation, { reportedOn: move.reportedOn, note: reason }),
      nodeId,
      parentId: parent,
    });
  for (const printed of titlesOf(node))
    file.add('title-node', `${nodeId} ${printed.reportedOn}`, {
      planId,
      ...from(printed.citations, printed),
      nodeId,
      title: printed.title,
      definition,
      printedNumber: printed.number,
      class: printed.class,
    });
}

/** Titles of later papers. A number that only a later paper prints stands with the title of that paper. */
function titlesOf({ title, reportedOn, printedNumber, printedTitles = [] }) {
  const { value, basis, citation } = printedNumber;
  const number = printedNumber.reportedOn > reportedOn ? { value, basis } : undefined;
  const titles = printedTitles.map((printed) => ({ ...printed, citations: [printed.citation] }));
  if (!number) return titles;
  const same = titles.find((printed) => printed.reportedOn === printedNumber.reportedOn);
  if (same) return titles.map((each) => (each === same ? { ...each, number } : each));
  return [
    ...titles,
    { title, number, class: 'editorial', reportedOn: printedNumber.reportedOn, citations: [citation] },
  ];
}

function stateOutcome(file, plan, { externalId, scope, text, qualifier, order, citation }) {
  file.add('state-outcome', externalId, {
    planId: plan.externalId,
    ...from(citation),
    outcomeId: externalId,
    scopeId: scope,
    text,
    qualifier,
    order,
  });
}

function issuePlan(file, { externalId, issue }) {
  const when = issue.launched ?? issue.agreed;
  file.add('issue-plan', externalId, {
    planId: externalId,
    ...from(issue.citation, issue),
    effective: monthOf(when.date),
    textStatus: issue.textStatus,
  });
}

/** The order of everything that has parts, as each paper leaves it. */
export function orderPlans(file) {
  for (const plan of plans) {
    const parts = partsOf(plan);
    const parents = [...new Set(parts.flatMap(({ homes }) => homes.map(({ parent }) => parent)))];
    for (const parent of parents) orderParts(file, plan, parent, parts);
  }
}

/** Priorities, themes and commitments, each with the homes it had and since when. */
function partsOf({ externalId, nodes }) {
  const first = nodes.map(({ externalId: id, order, places, reportedOn, citation }) => ({
    id,
    order,
    homes: places ?? [{ parent: externalId, reportedOn, citation }],
  }));
  // Commitments without a theme stand after the priorities, as they do in the paper.
  const last = commitments
    .filter(({ plan }) => plan === externalId)
    .map(({ externalId: id, order, home, reportedOn, citation }) => ({
      id,
      order: nodes.length + order,
      homes: [{ parent: home, reportedOn, citation }],
    }));
  return [...first, ...last];
}

function orderParts(file, plan, parent, parts) {
  const concerned = parts.filter(({ homes }) => homes.some((home) => home.parent === parent));
  const days = new Set(concerned.flatMap(({ homes }) => homes.map(({ reportedOn }) => reportedOn)));
  for (const day of [...days].sort()) {
    const there = concerned
      .map((part) => ({ ...part, home: part.homes.findLast(({ reportedOn }) => reportedOn <= day) }))
      .filter(({ home }) => home?.parent === parent)
      .sort((one, other) => (one.home.order ?? one.order) - (other.home.order ?? other.order));
    if (there.length < 2) continue;
    // Cited is the passage that puts the first part there on that day, or takes it away.
    const change = concerned.flatMap(({ homes }) => homes).find(({ reportedOn }) => reportedOn === day);
    file.add('order-children', `${parent} ${day}`, {
      planId: plan.externalId,
      ...from(change.citation),
      parentId: parent,
      order: there.map(({ id }) => id),
    });
  }
}
