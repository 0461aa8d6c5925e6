import { type Facts, grouped, partOf, present, readable } from '../facts.js';
import { Names } from '../names.js';
import { provenanceOf } from '../provenance.js';
import { idsIn } from '../references.js';
import { officesIn } from '../update/update.assembler.js';
import type { DeliveryAnswer } from './commitment.answers.js';

/** Delivery links by what they deliver; an ended one stays, with the day of its end. */
export function deliveryByTarget(facts: Facts, names: Names): Map<string, DeliveryAnswer[]> {
  return grouped(deliveryLinks(facts, names), ({ targets }) => targets.map(({ id }) => id));
}

/** All delivery links of a view. */
export function deliveryLinks(facts: Facts, names: Names): DeliveryAnswer[] {
  return facts.all('plan').flatMap((plan) =>
    plan.list('delivery/*').map((link) => {
      const id = partOf(link.facet, 1);
      const end = plan.get(`delivery/${id}/end`);
      return present<DeliveryAnswer>({
        id,
        body: names.of(link.data.bodyId),
        words: readable(link.data.words) as string | null | undefined,
        function: link.data.function as string | undefined,
        printed: readable(link.data.printed) as string | null | undefined,
        people: officesIn(link.data.people),
        endedOn: (end?.data.to ?? link.data.to) as string | undefined,
        endedFrom: end && provenanceOf(end),
        targets: idsIn(link.data.targets).map((target) => names.of(target)!),
        from: provenanceOf(link),
      });
    }),
  );
}
