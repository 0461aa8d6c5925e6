import type { Role } from '../access/roles.js';
import { type Finding, type Found, refusal, type Situation, warning } from '../ledger/catalogue/catalogue.js';
import { evidenceRules, promisedByRules } from '../ledger/catalogue/parts.js';
import { addDays, type Day, printedDay } from '../ledger/dates.js';
import type { StreamHistory } from '../ledger/history.js';
import { splitStream } from '../ledger/ids.js';
import { areaRules, schemeInForce, schemesOf } from '../ledger/lookups/in-force.js';
import type {
  CommitmentMadeData,
  CommitmentPlacedData,
  StatusReportedData,
  WordingReclassifiedData,
  WordingVersionRecordedData,
} from './commitment.events.js';
import type { Home } from './commitment.gather.js';

export function identityRules(
  { promisedBy, externalIds }: CommitmentMadeData,
  { gathered: known }: Situation<ReadonlySet<string>>,
): Finding[] {
  return [
    ...promisedByRules(promisedBy),
    ...externalIds.map(
      (externalId, index) =>
        known.has(externalId) &&
        refusal(`externalIds[${index}]`, `${externalId} is already in the ledger`, 'already-exists'),
    ),
  ];
}

export function wordingRules(
  data: WordingVersionRecordedData,
  { own, reportedOn, gathered: { twins, plan } }: Situation<{ twins: Found[]; plan?: StreamHistory }>,
): Finding[] {
  const versions = own.list('wording/*').map((statement) => statement.data as unknown as WordingVersionRecordedData);
  const same = versions.findIndex((version) => saysTheSame(version, data));
  const twin = twins[0];
  return [
    same >= 0 && refusal('text', `These words are the same as version ${same + 1}`),
    versions.length > 0 &&
      data.class === 'first' &&
      refusal('class', 'Say whether the change is editorial or substantive'),
    data.class === 'substantive' && !data.reason?.trim() && refusal('reason', 'Say what changed in substance'),
    !!data.supersedes &&
      !own.get(`wording/${data.supersedes}`) &&
      refusal('supersedes', 'This commitment has no such wording', 'unknown-object'),
    ...variationRules(data, plan, reportedOn),
    !!twin &&
      warning(
        'same-words',
        'text',
        `The same words are in commitment ${nameOf(twin)}; link them if they are one promise`,
      ),
  ];
}

/** The words of a plan in force change by a variation of it. What other documents print changes nothing. */
function variationRules(
  { class: change, standing, variation }: WordingVersionRecordedData,
  plan: StreamHistory | undefined,
  day: Day | undefined,
): Finding[] {
  const issued = plan?.at(day).get('issue')?.slot.metadata.reportedOn;
  const inForce = issued !== undefined && day !== undefined && issued < day;
  return [
    change === 'substantive' &&
      standing === 'authoritative' &&
      inForce &&
      !variation &&
      refusal('variation', 'The plan is in force. Link the variation that changes these words'),
    !!variation &&
      !variation.startsWith(`${plan?.stream}/variation/`) &&
      refusal('variation', 'Choose a variation of this plan'),
  ];
}

export function reclassificationRules(data: WordingReclassifiedData, { own }: Situation): Finding[] {
  const wording = own.get(`wording/${data.wordingId}`)?.data;
  if (!wording) return [refusal('wordingId', 'This commitment has no such wording', 'unknown-object')];
  const before = own.get(`wording/${data.wordingId}/class`)?.data.class ?? wording.class;
  return [before === data.class && refusal('class', 'The class has not changed')];
}

const WHERE_IT_SITS = 'Choose where in the plan it sits, by the id of a part of the plan or of the plan itself';

export function placeRules(
  { homeId, reason }: CommitmentPlacedData,
  { own, plan, reportedOn, gathered }: Situation<Home>,
): Finding[] {
  const { part: home } = gathered;
  const before = own.get('place')?.data.homeId;
  const retired = gathered.plan?.at(reportedOn).get(`node/${homeId}/end`)?.slot.metadata.reportedOn;
  return [
    (!home || home.is === 'commitment') && refusal('homeId', WHERE_IT_SITS),
    !!home && home.is !== 'commitment' && home.plan !== plan && refusal('homeId', 'Use lineage to link across plans'),
    !!retired && refusal('homeId', `This was retired on ${printedDay(retired)}`),
    before !== undefined && before !== homeId && !reason?.trim() && refusal('reason', 'Give the reason why it moved'),
  ];
}

/** What the rules of a status look at. */
interface StatusContext {
  settings: StreamHistory;
  plan?: StreamHistory;
  /** The link that the status names stands and leads from this commitment. */
  linked: boolean;
}

export function statusRules(
  data: StatusReportedData,
  { own, reportedOn, gathered: { settings, plan, linked } }: Situation<StatusContext>,
): Finding[] {
  const scheme = schemeInForce(settings, data.scheme, reportedOn);
  const value = scheme?.values.find(({ id }) => id === data.status);
  const needs = new Set(value?.needs);
  const open = value?.group === 'open';
  const unsupported = needs.has('evidence') && !data.evidence?.length;
  return [
    !scheme && refusal('scheme', noScheme(settings, data.scheme)),
    !!scheme &&
      scheme.version !== data.schemeVersion &&
      refusal('schemeVersion', `Version ${scheme.version} of this scheme is in force`),
    !!scheme &&
      !value &&
      refusal('status', `Choose a status from the list: ${scheme.values.map(({ id }) => id).join(', ')}`),
    unsupported && refusal('evidence', open ? 'Add the evidence for this status' : 'Add the evidence of delivery'),
    ...(unsupported ? [] : evidenceRules(data)),
    needs.has('decision') &&
      !data.decision &&
      refusal('decision', open ? 'Link the decision that paused this' : 'Link the decision behind this status'),
    (needs.has('link') || !!data.linkId) && !linked && refusal('linkId', 'Link what replaces it'),
    own.get('nature')?.data.nature === 'continuing' &&
      value?.group === 'closed' &&
      !needs.has('link') &&
      endsTooEarly(plan, reportedOn),
    ...areaRules(data.area ? [data.area] : [], 'area.code', settings, reportedOn),
  ];
}

/** What is said to whoever names a scheme that is none: which there are. */
function noScheme(settings: StreamHistory, named: string): string {
  const known = schemesOf(settings);
  if (known.length === 0) return 'The ledger has no status scheme yet. Publish one first';
  return `There is no scheme ${named}. Schemes of this ledger: ${known.join(', ')}`;
}

/** What goes on as long as its plan closes on the plan's last day, or later; or with the plan, whenever that closes. */
function endsTooEarly(plan: StreamHistory | undefined, day: Day | undefined): Finding {
  const view = plan?.at(day);
  if (view?.get('closure')) return null;
  const after = view?.get('period')?.data.to as Day | undefined;
  if (!after) return refusal('status', 'This commitment continues as long as its plan');
  const last = addDays(after, -1);
  const early = day === undefined || day < last;
  return early && refusal('status', `This commitment continues until the plan ends on ${printedDay(last)}`);
}

/** The officers' assessment is theirs, the panel's is its secretary's. */
export function statusAuthority({ assessment }: StatusReportedData, actingAs: Role): Finding[] {
  return [
    assessment === 'panel' &&
      actingAs !== 'board-secretary' &&
      refusal('assessment', "Only the panel's secretary can record the panel's view"),
    assessment === 'officer' &&
      actingAs === 'board-secretary' &&
      refusal('assessment', 'You do not have permission to do this. Ask the reporting officer', 'not-permitted'),
  ];
}

/** The same words with the same number, as the same kind of text: what a draft says, the issued plan may say again. */
function saysTheSame(one: WordingVersionRecordedData, other: WordingVersionRecordedData): boolean {
  return (
    one.standing !== 'paraphrase' &&
    one.standing === other.standing &&
    one.text === other.text &&
    one.lang === other.lang &&
    one.printedNumber.value === other.printedNumber.value
  );
}

/** The printed number of the commitment that a wording belongs to, or its id. */
function nameOf({ stream, data }: Found): string {
  return (data.printedNumber as { value?: string }).value ?? splitStream(stream).id;
}
