import { toHex, utf8 } from './bytes.js';
import type { Json, JsonObject } from './canonical-json.js';
import type { Primitives } from './primitives.js';

/**
 * What each kind of entry is about, below its object: a second definition of the keys, as data, for whoever replays the
 * log without the ledger's code. Entries that act on another one (`Revised`, `EntryCorrected` and so on) have its key.
 *
 * `{member}` is a member of the entry's data as it is; `{member|form}` is it in the form of {@link FORMS}; what stands in
 * brackets is left out where the member is absent. `null`: administrative, about nothing.
 */
export const KEY_RULES: Readonly<Record<string, string | null>> = {
  LedgerOpened: null,
  BackfillOpened: null,
  BackfillClosed: null,
  StateCommitted: null,
  StatusSchemePublished: 'scheme/{scheme|part}',
  ReportTemplatePublished: 'template/{template|part}',
  AreaListPublished: 'areas',
  SourceRegistered: 'description',
  SourceDescribed: 'description',
  SourceCopyAdded: 'copy/{sha256}',
  SourceGapNoted: 'gap/{gapId}',
  SourceSuperseded: 'succession',
  SourceUnavailableNoted: 'availability',
  BodyRegistered: 'identity',
  BodyNamed: 'name',
  BodyRenamed: 'name',
  BodyAliasAdded: 'alias/{name|part}',
  BodyAliasRetired: 'alias/{name|part}',
  BodyDescribed: 'description',
  BodyPlacedUnder: 'placement/{placementId}',
  BodyPlacementEnded: 'placement/{placementId}',
  BodiesPossiblySame: 'same-as/{otherBodyId}',
  BodiesDeclaredSame: 'same-as/{otherBodyId}',
  BodiesDeclaredDifferent: 'same-as/{otherBodyId}',
  BodyEnded: 'end',
  RoleCreated: 'role/{roleId}',
  RoleRenamed: 'role/{roleId}',
  RoleEnded: 'role/{roleId}',
  OfficeHolderRecorded: 'holder/{holderId}',
  OfficeHolderEnded: 'holder/{holderId}',
  MembershipRecorded: 'member/{memberId}',
  MembershipEnded: 'member/{memberId}',
  PlanRegistered: 'identity',
  PlanDescribed: 'description',
  PlanPeriodStated: 'period',
  PlanIssued: 'issue',
  PlanSucceeded: 'succession',
  PriorityAdded: 'node/{nodeId}',
  ThemeAdded: 'node/{nodeId}',
  NodeTitled: 'node/{nodeId}/title',
  NodePlaced: 'node/{nodeId}/place',
  NodeRetired: 'node/{nodeId}/end',
  ChildrenOrdered: 'order/{parentId}',
  CountStated: 'count/{scopeId}',
  DeliveryLinked: 'delivery/{deliveryId}',
  DeliveryLinkEnded: 'delivery/{deliveryId}/end',
  PlanVaried: 'variation/{variationId}',
  PlanClosed: 'closure',
  OutcomeStated: 'outcome/{outcomeId}',
  OutcomeRetired: 'outcome/{outcomeId}',
  OutcomeMetricLinked: 'outcome/{outcomeId}/metric/{metricId}',
  OutcomeMetricUnlinked: 'outcome/{outcomeId}/metric/{metricId}',
  TagSchemeAdded: 'tag-scheme/{schemeId}',
  TagAdded: 'tag/{tagId}',
  TagRetired: 'tag/{tagId}',
  NodeTagged: 'node/{nodeId}/tag/{tagId}',
  NodeUntagged: 'node/{nodeId}/tag/{tagId}',
  ScorecardIndicatorSet: 'indicator/{indicatorId}',
  ScorecardIndicatorRemoved: 'indicator/{indicatorId}',
  IndicatorMetricsLinked: 'indicator/{indicatorId}/metrics',
  ConflictNoted: 'conflict/{conflictId}',
  ConflictResolved: 'conflict/{conflictId}/result',
  CommitmentMade: 'identity',
  WordingVersionRecorded: 'wording/{wordingId}',
  WordingReclassified: 'wording/{wordingId}/class',
  CommitmentPlaced: 'place',
  StatusReported: 'status/{assessment}[/{area|area}]',
  NatureSet: 'nature',
  LeadSet: 'lead',
  TargetDateSet: 'target-date',
  TargetDateMoved: 'target-date',
  CommitmentTagged: 'tag/{tagId}',
  CommitmentUntagged: 'tag/{tagId}',
  LineageAsserted: 'lineage/{linkId}',
  LineageWithdrawn: 'lineage/{linkId}',
  LineageSuggestionDismissed: 'suggestion/{otherId}',
  ProgressReported: 'content',
  ProgressTargeted: 'targets',
  ProgressBlocksTargeted: 'block-targets',
  ProgressFigureLinked: 'figure/{linkId}',
  ProgressFigureUnlinked: 'figure/{linkId}',
  MilestonePromised: 'promise',
  MilestoneDated: 'due',
  MilestoneMoved: 'due',
  MilestoneAttached: 'attached/{kind}/{targetId}',
  MilestoneDetached: 'attached/{kind}/{targetId}',
  MilestoneOutcomeReported: 'state',
  MilestoneReopened: 'state',
  MilestoneWithdrawn: 'state',
  MilestoneReplaced: 'state',
  MetricDefined: 'definition',
  MetricDefinitionChanged: 'definition',
  BaselineSet: 'baseline',
  TargetSet: 'target',
  TrajectorySet: 'trajectory',
  MaterialityRuleSet: 'materiality',
  SeriesBreakMarked: 'break/{breakId}',
  SeriesBreakWithdrawn: 'break/{breakId}',
  MetricSubmitted: 'value/{|period}/{areas|areas}/{breakdown|splits}',
  DirectionStated: 'direction/{|period}/{areas|areas}/{comparator|component}',
  ArithmeticNoted: 'check/{checkId}',
  ReleaseScheduleSet: 'schedule',
  MetricRetired: 'end',
  MeetingCalled: 'occasion',
  MeetingRescheduled: 'occasion',
  MeetingHeld: 'outcome',
  MeetingCancelled: 'outcome',
  MinutesAgreed: 'minutes',
  AgendaItemAdded: 'item/{itemId}',
  AgendaItemChanged: 'item/{itemId}',
  AgendaItemWithdrawn: 'item/{itemId}',
  PaperAttached: 'paper/{paperId}',
  RecommendationMade: 'recommendation/{recommendationId}',
  RecommendationAnswered: 'recommendation/{recommendationId}/answer',
  BoardDecisionRecorded: 'decision/{decisionId}',
  DecisionChangesLinked: 'decision/{decisionId}/changes',
  DecisionSuperseded: 'decision/{decisionId}/end',
  DecisionRescinded: 'decision/{decisionId}/end',
  ActionRaised: 'action/{actionId}',
  ActionAssigned: 'action/{actionId}/owner',
  ActionDated: 'action/{actionId}/due',
  ActionDueMoved: 'action/{actionId}/due',
  ActionClosed: 'action/{actionId}/state',
  ActionReopened: 'action/{actionId}/state',
  WorkProgrammeAgreed: 'identity',
  ProgrammeItemPlanned: 'item/{itemId}',
  ProgrammeItemScheduled: 'item/{itemId}/meeting',
  ProgrammeItemMoved: 'item/{itemId}/meeting',
  ProgrammeItemDelivered: 'item/{itemId}/state',
  ProgrammeItemDropped: 'item/{itemId}/state',
  ProgrammeBroughtTo: 'brought/{meetingId}',
  ExternalRecommendationRegistered: 'identity',
  ExternalRecommendationSubmitted: 'state',
  ExternalRecommendationReturned: 'state',
  ExternalRecommendationClosed: 'state',
  ExternalRecommendationReopened: 'state',
  ExternalRecommendationWithdrawn: 'state',
  ExternalRecommendationLinked: 'link/{kind}/{targetId}',
  ExternalRecommendationUnlinked: 'link/{kind}/{targetId}',
  ReportOpened: 'workflow',
  ReportScopeChanged: 'scope',
  ReportSubmitted: 'workflow',
  ReportReturned: 'workflow',
  ReportApproved: 'workflow',
  NoUpdateGiven: 'no-update/{target}',
  ReportPublished: 'publication/{version}',
  ReportAmended: 'publication/{version}',
  ReportWithdrawn: 'withdrawal',
  ReportLaidBefore: 'laid/{meetingId}',
};

/** A kind of entry that this version does not know: what it is about cannot be told. */
export class UnknownKindError extends Error {
  constructor(readonly type: string) {
    super(`This version does not know entries of the type ${type}`);
    this.name = 'UnknownKindError';
  }
}

/**
 * The key of an ordinary entry below its object; `null` of an administrative one.
 *
 * @throws UnknownKindError
 */
export function keyBelow(entry: JsonObject, { sha256 }: Pick<Primitives, 'sha256'>): string | null {
  const type = String(entry.type);
  const rule = Object.hasOwn(KEY_RULES, type) ? KEY_RULES[type] : undefined;
  if (rule === undefined) throw new UnknownKindError(type);
  if (rule === null) return null;
  const data = entry.data as JsonObject;
  return rule
    .replaceAll(/\[([^\]]*\{(\w+)[^\]]*)\]/g, (_, inside: string, member: string) => (member in data ? inside : ''))
    .replaceAll(/\{(\w*)(?:\|(\w+))?\}/g, (_, member: string, form: string | undefined) =>
      form === undefined ? String(data[member]) : FORMS[form]!(data[member], entry, sha256),
    );
}

type Form = (value: Json | undefined, entry: JsonObject, sha256: Primitives['sha256']) => string;

const FORMS: Readonly<Record<string, Form>> = {
  /** Percent-encoded but for spaces and plus signs. */
  part: (value) => one(String(value)),
  /** Percent-encoded. */
  component: (value) => encodeURIComponent(String(value)),
  /** The code of an area, else its name. */
  area: (value) => one(codeOrName(value)),
  /** Those of several, percent-encoded but for spaces, sorted, joined by plus signs; `-` for none. */
  areas: (value) => several(list(value).map((area) => encoded(codeOrName(area)))),
  /** `sex=female`, in the same way. */
  splits: (value) =>
    several(list(value).map((split) => `${encoded(member(split, 'name'))}=${encoded(member(split, 'value'))}`)),
  /**
   * `2022-04-01..2022-07-01`, or the day. Where an entry has neither: `unstated.`, the document, and the first twelve
   * hexadecimal digits of the SHA-256 of the words for it.
   */
  period: (_, { effective, data }, sha256) => {
    if (effective === undefined) {
      const { periodPrinted = '', periodSourceId } = data as JsonObject;
      return `unstated.${periodSourceId}.${toHex(sha256(utf8(String(periodPrinted)))).slice(0, 12)}`;
    }
    const { at, from, to } = effective as JsonObject;
    return at === undefined ? `${from}..${to ?? ''}` : String(at);
  },
};

function one(text: string): string {
  return encoded(text).replaceAll('%2B', '+');
}

function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll('%20', ' ');
}

function several(parts: readonly string[]): string {
  return [...new Set(parts)].sort().join('+') || '-';
}

function codeOrName(area: Json | undefined): string {
  const { code, name } = area as JsonObject;
  return String(code ?? name);
}

function member(holder: Json, name: string): string {
  return String((holder as JsonObject)[name]);
}

function list(value: Json | undefined): Json[] {
  return (value ?? []) as Json[];
}
