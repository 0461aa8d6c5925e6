import { printedDay } from '../../../../src/ledger/dates.js';
import type { Statement } from '../../statement.js';
import type { CommitmentSummary, DeliveryAnswer } from '../commitment/commitment.answers.js';
import { commitmentSummary } from '../commitment/commitment.assembler.js';
import { deliveryLinks } from '../commitment/delivery.js';
import { Surroundings } from '../commitment/surroundings.js';
import { type Facts, type ObjectFacts, partOf, payloadOf, present, readable } from '../facts.js';
import { nameOfMeeting } from '../meeting/named.js';
import { observation } from '../metric/observation.js';
import type { MilestoneAnswer } from '../milestone/milestone.answers.js';
import { milestones } from '../milestone/milestone.assembler.js';
import { numberOfPart } from '../plan/branches.js';
import type { StatusCount } from '../plan/plan.answers.js';
import { provenanceOf, provenanceOfEntry } from '../provenance.js';
import { idIn, idsIn, type Named } from '../references.js';
import { statedDate } from '../stated-date.js';
import { figureInWords } from '../update/quoted-figure.js';
import { updates } from '../update/update.assembler.js';
import { coverageFindings, type Finding } from './coverage.js';
import { type CoveredReport, reportsOf } from './published.js';
import type {
  NoUpdateShown,
  ReportBlock,
  ReportColumn,
  ReportCommitment,
  ReportContent,
  ReportDecision,
  ReportFingerprint,
  ReportMetric,
  ReportRow,
  ReportUpdate,
  RowTheme,
} from './report-content.answers.js';
import { quotedBy, type ShownDecision, type ShownRow, shownOf } from './shown.js';
import type { PublishedVersion } from './versions.js';

/** What a version of a report is shown with. */
export interface AroundContent {
  published: PublishedVersion;
  /** All that the report may show in the view that it pins, with what names it. */
  around: Surroundings;
  /** The columns of its template; absent where it names none, or one that the ledger does not hold. */
  columns: readonly TemplateColumn[] | undefined;
}

/** A column as a template has it. */
export interface TemplateColumn {
  heading: string;
  content: string;
}

/** The columns of a report that names no template. */
const PLAIN: readonly TemplateColumn[] = [
  { heading: 'Part of the plan', content: 'theme' },
  { heading: 'Commitments', content: 'commitments' },
  { heading: 'Progress, {reportDate}', content: 'updates' },
  { heading: 'Delivered by', content: 'delivery' },
];

const MEMBERS: Readonly<Record<string, string>> = { wordings: 'commitments', statuses: 'commitments' };

const NO_UPDATE = 'No update';

/** A version of a report, row by row; documents and sources are still to be put beside it. */
export function reportContent({ published, around, columns }: AroundContent): Omit<ReportContent, 'sources'> {
  const { report, data, pinned, contentSha256 } = published;
  const { facts, names } = around;
  const shown = shownOf(report, facts);
  // What is missing from a report as a whole is known once all reports of its meeting are out.
  const findings = coverageFindings(report, facts, reportsOf(report.plan, facts)).filter(
    ({ rule }) => rule !== 'priorityNotReported',
  );
  const rows = new Rows(report, around, findings);
  const meeting = facts.object('meeting', report.meeting);
  const metrics = [...shown.figures, ...shown.rows.flatMap(({ updates: said }) => figuresIn(said, facts))];
  return present<Omit<ReportContent, 'sources'>>({
    report: { id: report.id, name: String(data.title) },
    version: published.version,
    title: String(data.title),
    reportDate: report.reportDate,
    plan: names.of(report.plan)!,
    meeting: report.meeting
      ? present({ id: report.meeting, name: meeting && nameOfMeeting(meeting, names) })
      : undefined,
    scope: report.scope.map((part) => names.of(part)!),
    basis: contentSha256 ? 'published' : 'rebuilt',
    basisLabel: contentSha256 ? 'As published' : 'Rebuilt from the paper',
    pinnedDay: pinned.asReportedOn,
    pinnedSize: pinned.atSize,
    fingerprint: fingerprintOf(published, facts),
    template: data.template ? { id: String(data.template), version: Number(data.templateVersion) } : undefined,
    columns: (columns ?? PLAIN).map((column) => columnOf(column, report)),
    rows: shown.rows.map((row) => rows.row(row)),
    figures: shown.figures.map((figure) => rows.metric(figure)),
    milestones: rows.milestones(shown.milestones),
    delivery: rows.delivery(shown.delivery),
    schemes: facts.all('settings').flatMap((settings) =>
      settings.list('scheme/*').map(({ data: scheme }) => ({
        scheme: String(scheme.scheme),
        version: Number(scheme.version),
      })),
    ),
    definitions: [...new Set(metrics.map(({ objectId }) => objectId))].flatMap((id) => {
      const definition = facts.object('metric', id)?.get('definition');
      if (!definition) return [];
      return [{ metric: names.of(id)!, definition: payloadOf(definition.data), from: provenanceOf(definition) }];
    }),
    from: provenanceOfEntry(published.entry, published.entry.reportedOn),
  });
}

function fingerprintOf(
  { report, contentSha256, version }: PublishedVersion,
  facts: Facts,
): ReportFingerprint | undefined {
  if (contentSha256)
    return {
      sha256: contentSha256,
      of: 'content',
      address: `/api/reports/${report.id}/content.json?version=${version}`,
    };
  const sha256 = facts.object('source', report.source)?.value('description', 'sha256');
  return sha256 ? { sha256, of: 'paper', address: `/api/sources/${report.source}` } : undefined;
}

function columnOf({ heading, content }: TemplateColumn, { reportDate }: CoveredReport): ReportColumn {
  return {
    heading: heading.replaceAll('{reportDate}', printedDay(reportDate)),
    content,
    member: MEMBERS[content] ?? content,
  };
}

function figuresIn(said: readonly ObjectFacts[], facts: Facts): Statement[] {
  return said.flatMap((update) => quotedBy(update, facts).flatMap(({ figure }) => figure ?? []));
}

/** Makes the rows of one report. */
class Rows {
  private readonly facts: Facts;
  private readonly said: ReadonlyMap<string, ReturnType<typeof updates>[number]>;
  private readonly promised: ReadonlyMap<string, MilestoneAnswer>;
  private readonly links: ReadonlyMap<string, DeliveryAnswer>;
  private readonly silent: ReadonlyMap<string, Statement>;

  constructor(
    private readonly report: CoveredReport,
    private readonly around: Surroundings,
    private readonly findings: readonly Finding[],
  ) {
    const { facts, names, on } = around;
    this.facts = facts;
    this.said = byId(updates(facts, names));
    this.promised = byId(milestones(facts, names, on));
    this.links = byId(deliveryLinks(facts, names));
    const silent = facts.object('report', report.id)?.list('no-update/*') ?? [];
    this.silent = new Map(silent.map((one) => [partOf(one.facet, 1), one]));
  }

  row({ part, commitments, updates: said, ...row }: ShownRow): ReportRow {
    const summaries = commitments.map((id) => commitmentSummary(this.facts.object('commitment', id)!, this.around));
    const here = new Set([part, ...commitments, ...row.milestones.map(({ id }) => id)]);
    const isSilent = said.length === 0 && (commitments.length > 0 || this.silent.has(part));
    return present<ReportRow>({
      id: part,
      theme: this.theme(part, summaries),
      commitments: summaries.map((summary) => this.commitment(summary)),
      updates: said.map((update) => this.update(update)),
      noUpdate: isSilent ? this.noUpdate(part, 'The report says nothing about it') : undefined,
      metrics: figuresIn(said, this.facts).map((figure) => this.metric(figure)),
      milestones: this.milestones(row.milestones),
      delivery: this.delivery(row.delivery),
      decisions: row.decisions.map((one) => this.decision(one)),
      coverage: this.findings.filter(({ what }) => here.has(what.id)),
    });
  }

  metric(figure: Statement): ReportMetric {
    const metric = this.facts.object('metric', figure.objectId);
    return {
      id: `${figure.stream}/${figure.facet}`,
      metric: this.around.names.of(figure.objectId)!,
      observation: observation(figure, { metric, on: this.around.on }),
    };
  }

  milestones(shown: readonly ObjectFacts[]): MilestoneAnswer[] {
    return shown.flatMap(({ id }) => this.promised.get(id) ?? []);
  }

  delivery(shown: readonly Statement[]): DeliveryAnswer[] {
    return shown.flatMap(({ facet }) => this.links.get(partOf(facet, 1)) ?? []);
  }

  private theme(id: string, commitments: readonly CommitmentSummary[]): RowTheme {
    const plan = this.facts.object('plan', this.report.plan)!;
    const level = plan.value(`node/${id}`, 'level');
    const levels = (plan.get('identity')?.data.levels ?? []) as { key: string; one: string }[];
    return present<RowTheme>({
      id,
      level: levels.find(({ key }) => key === level)?.one,
      printedNumber: numberOfPart(id, plan),
      title: this.around.names.of(id)?.name,
      path: pathAbove(id, plan).map((part) => this.around.names.of(part)!),
      counts: countsOf(commitments),
    });
  }

  private commitment(summary: CommitmentSummary): ReportCommitment {
    const { id, externalIds, printedNumber, wording, statuses, lead, targetDate } = summary;
    const silent = this.findings.find(
      ({ rule, what }) => (rule === 'noRow' || rule === 'rowWithoutUpdate') && what.id === id,
    );
    return present<ReportCommitment>({
      ...{ id, externalIds, printedNumber, wording, statuses, lead, targetDate },
      noUpdate: silent && this.noUpdate(id, silent.why),
    });
  }

  private noUpdate(id: string, why: string): NoUpdateShown {
    const said = this.silent.get(id);
    return present<NoUpdateShown>({
      label: NO_UPDATE,
      why,
      reason: said && ((readable(said.data.reason) ?? null) as string | null),
      from: said && provenanceOf(said),
    });
  }

  private update(update: ObjectFacts): ReportUpdate {
    const { names } = this.around;
    const answer = this.said.get(update.id)!;
    const byBlock = (update.get('block-targets')?.data.blockTargets ?? []) as { blockId: string; targets: unknown }[];
    const targets = new Map(byBlock.map(({ blockId, targets: of }) => [blockId, idsIn(of)]));
    const quoted = quotedBy(update, this.facts);
    const blocks = answer.blocks.map((block) =>
      present<ReportBlock>({
        ...block,
        targets: targets.get(block.blockId ?? '')?.map((id): Named => names.of(id)!),
        figures: quoted
          .filter(({ link }) => link.data.blockId === block.blockId)
          .map(({ link, figure }) => ({
            linkId: partOf(link.facet, 1),
            metric: names.of(link.data.metricId)!,
            valueKey: String(link.data.valueKey),
            quote: (readable(link.data.quote) ?? null) as string | null,
            display: figureInWords(figure?.data, this.facts.object('metric', figure?.objectId)),
            from: provenanceOf(link),
          })),
      }),
    );
    return { ...answer, blocks };
  }

  private decision({ meeting, decision, changes }: ShownDecision): ReportDecision {
    const { names } = this.around;
    return {
      id: partOf(decision.facet, 1),
      text: (readable(decision.data.text) ?? null) as string | null,
      decidedOn: statedDate(decision.data.decidedOn),
      meeting: present({ id: meeting.id, name: nameOfMeeting(meeting, names) }),
      changes: changes.map((id) => names.of(id)!),
      from: provenanceOf(decision),
    };
  }
}

/** Nothing is counted where no status is stated. */
function countsOf(commitments: readonly CommitmentSummary[]): StatusCount[] {
  const counts = new Map<string, StatusCount>();
  for (const { statuses } of commitments) {
    const { status, label } = statuses[0]!;
    counts.set(label, { status, label, count: (counts.get(label)?.count ?? 0) + 1 });
  }
  return [...counts.values()].some(({ status }) => status !== null) ? [...counts.values()] : [];
}

/** The parts that a part of the plan sits in, from the top down. */
function pathAbove(part: string, plan: ObjectFacts): string[] {
  const path: string[] = [];
  for (let here = parentOf(part, plan); here !== undefined && !path.includes(here); here = parentOf(here, plan))
    path.unshift(here);
  return path;
}

function parentOf(part: string, plan: ObjectFacts): string | undefined {
  const parent = idIn(plan.get(`node/${part}/place`)?.data.parentId);
  return parent === plan.id ? undefined : parent;
}

function byId<T extends { id: string }>(answers: readonly T[]): Map<string, T> {
  return new Map(answers.map((one) => [one.id, one]));
}
