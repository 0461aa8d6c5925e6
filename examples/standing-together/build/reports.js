import { bodyBehind, citationsOf, coverage, externalId, from, reports, settings, titleOf } from './facts.js';

/** What the reports say, row by row, and through whom it is delivered. */
export function addUpdates(file) {
  for (const report of reports)
    for (const update of report.updates) {
      reportProgress(file, report, update);
      for (const delivery of update.delivery ?? []) linkDelivery(file, report, update, delivery);
    }
}

/** A row of 2022 is about its theme and the commitments that it prints; nothing says which paragraph is about which. */
function reportProgress(file, { plan, reportedOn }, update) {
  const id = externalId(update.externalId);
  const crossing = update.blocks.flatMap(({ citation }) => citationsOf(citation).slice(1));
  const { citations, ...said } = from(update.citation, { reportedOn, note: update.note });
  file.add('report-progress', id, {
    updateId: id,
    planId: plan,
    ...said,
    citations: [...citations, ...crossing],
    targets: [...update.targets, ...(update.commitmentsInRow ?? [])],
    blocks: update.blocks.map((block) => ({
      blockId: block.externalId.slice(update.externalId.length + 1),
      kind: block.kind,
      text: block.text,
      damaged: block.damaged,
      citation: citationsOf(block.citation)[0],
    })),
  });
}

/** An office delivers as part of its body, named in the words. */
function linkDelivery(file, { plan, reportedOn }, update, delivery) {
  const { through, words } = delivery;
  const id = externalId(delivery.externalId);
  const said = [through && titleOf(through), words].filter(Boolean).join(': ') || undefined;
  file.add('link-delivery', id, {
    planId: plan,
    ...from(delivery.citation, { reportedOn, note: delivery.note }),
    deliveryId: id,
    targets: update.targets,
    bodyId: through ? bodyBehind(through) : undefined,
    words: said,
    function: delivery.function,
    printed: delivery.printed ?? words,
  });
}

/** What a report prints and does not speak of. */
export function giveNoUpdates(file) {
  for (const { report: reportId, target, reason, citation } of coverage.noProgressText)
    file.add('give-no-update', `${reportId} ${target}`, {
      reportId,
      planId: reports.find((report) => report.externalId === reportId).plan,
      ...from(citation, { note: reason }),
      target,
    });
}

/** The reports themselves, last of all: each pins the ledger as far as it has got. */
export function publishReports(file) {
  for (const report of reports) {
    const { externalId: reportId, source, reportedOn } = report;
    file.add('publish-report', reportId, {
      reportId,
      planId: report.plan,
      reportedOn,
      source: { doc: source },
      version: 1,
      title: report.title,
      reportDate: reportedOn,
      sourceId: source,
      meetingId: report.meeting,
      scope: report.scope,
      ...(report.template ? { template: report.template, templateVersion: settings.template.version } : {}),
    });
  }
}
