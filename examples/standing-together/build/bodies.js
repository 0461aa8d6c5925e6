import { bodies, dayOf, from, renamed } from './facts.js';

/**
 * Bodies under the name that the earliest paper gives them, renamed where a later one has another, with every other
 * name as an alias. Offices are named in words wherever they act.
 */
export function addBodies(file) {
  for (const body of bodies) {
    const { externalId } = body;
    const [first, later] = namesOf(body);
    file.add('register-body', externalId, {
      bodyId: externalId,
      ...from(first.citation, { note: body.note }),
      externalIds: [externalId],
      named: { name: first.name },
      described: { kind: body.kind },
    });
    if (later)
      file.add('rename-body', externalId, {
        bodyId: externalId,
        ...from(later.citation, later),
        name: later.name,
        formerName: first.name,
      });
    for (const { name, basis, citation } of body.aliases ?? [])
      file.add('add-body-alias', `${externalId} ${name}`, { bodyId: externalId, ...from(citation), name, basis });
  }
}

/** The first name and, where there is one, the name after it. */
function namesOf(body) {
  const names = [body, ...(body.aliases ?? [])];
  const change = renamed.find(({ body: id }) => id === body.externalId);
  const under = (name) => names.find((each) => each.name === name);
  if (change) {
    const { citation } = under(change.to);
    return [under(change.from), { name: change.to, citation, reportedOn: change.reportedOn, note: change.note }];
  }
  const first = names.reduce((one, other) => (dayOf(other.citation.source) < dayOf(one.citation.source) ? other : one));
  return first === body ? [body] : [first, { name: body.name, citation: body.citation }];
}
