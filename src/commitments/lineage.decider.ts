import { type Finding, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import { printedDay } from '../ledger/dates.js';
import type { LineageAssertedData, LineageType, LineageWithdrawnData } from './lineage.events.js';
import type { Relatives } from './lineage.gather.js';

/** How many commitments a link has on a side, both numbers included. */
type Sides = { from: [least: number, most: number]; to: [least: number, most: number] };

const MOST = 20;
const ONE_TO_ONE: Sides = { from: [1, 1], to: [1, 1] };
const FROM_NOTHING: Sides = { from: [0, 0], to: [1, 1] };
const TO_NOTHING: Sides = { from: [1, 1], to: [0, 0] };

const SIDES: Readonly<Record<LineageType, Sides>> = {
  carriedForward: ONE_TO_ONE,
  rewordedEditorial: ONE_TO_ONE,
  rewordedSubstantive: ONE_TO_ONE,
  moved: ONE_TO_ONE,
  duplicateOf: ONE_TO_ONE,
  splitInto: { from: [1, 1], to: [2, MOST] },
  mergedFrom: { from: [2, MOST], to: [1, 1] },
  replacedBy: { from: [1, 1], to: [1, MOST] },
  dropped: TO_NOTHING,
  noSourceFound: TO_NOTHING,
  new: FROM_NOTHING,
  promotedFromNarrative: FROM_NOTHING,
};

export function lineageRules(data: LineageAssertedData, situation: Situation<Relatives>): Finding[] {
  const { own, objectId, gathered } = situation;
  const { linkId, type, from, to, passage } = data;
  const endsHere = SIDES[type] === TO_NOTHING;
  const loops = type !== 'duplicateOf' && to.some((id) => gathered.ancestors.has(id));
  const twice = type === 'duplicateOf' && to.some((id) => from.includes(id));
  return [
    !!own.of(`lineage/${linkId}`, 'LineageAsserted') &&
      refusal('linkId', 'This commitment has this link already', 'already-exists'),
    sideRule(data, 'from'),
    sideRule(data, 'to'),
    type === 'promotedFromNarrative' && !passage && refusal('passage', 'Cite the passage that became a promise'),
    !(endsHere ? from : to).includes(objectId) &&
      refusal(
        'commitmentId',
        endsHere
          ? 'This link belongs with the commitment that nothing follows'
          : 'This link belongs with the newer commitment',
      ),
    loops && refusal('to', 'This would make a commitment its own ancestor'),
    twice && refusal('to', 'Choose another commitment with the same words'),
    to.length > 0 &&
      type !== 'duplicateOf' &&
      gathered.dropped.size > 0 &&
      refusal('from', 'This commitment is marked as dropped. Withdraw that first'),
    type === 'dropped' && gathered.followed.size > 0 && refusal('from', 'It has a successor. Withdraw that link first'),
  ];
}

export function lineageWithdrawalRules({ linkId }: LineageWithdrawnData, { own }: Situation): Finding[] {
  const link = own.get(`lineage/${linkId}`);
  const withdrawn = link?.kind === 'LineageWithdrawn' && link.slot.metadata.reportedOn;
  return [
    !link && refusal('linkId', 'This commitment has no such link', 'unknown-object'),
    !!withdrawn && refusal('linkId', `This link was withdrawn on ${printedDay(withdrawn)}`),
  ];
}

/** A side holds as many different commitments as its type of link has there. */
function sideRule({ type, ...sides }: LineageAssertedData, side: 'from' | 'to'): Finding {
  const [least, most] = SIDES[type][side];
  const held = new Set(sides[side]).size;
  if (held >= least && held <= most) return held < sides[side].length && refusal(side, 'Name each commitment once');
  if (type === 'splitInto' && side === 'to') return refusal(side, 'A split needs at least two commitments');
  if (type === 'mergedFrom' && side === 'from') return refusal(side, 'A merger needs at least two commitments');
  const needed = most === 0 ? 'nothing' : least === most ? 'one commitment' : 'one commitment or more';
  return refusal(side, `This kind of link needs ${needed} on this side`);
}
