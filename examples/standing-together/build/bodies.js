import { bodies, dayOf, EDITED_ON, from, possiblySame, renamed, roles } from './facts.js';

/** Bodies with all their names, the offices in them, what is part of what, and which may be one. */
export function addBodies(file) {
  for (const body of bodies) addBody(file, body);
  for (const role of roles) addRole(file, role);
  for (const { externalId, partOf, citation } of bodies)
    if (partOf)
      file.add('place-body-under', externalId, {
        bodyId: externalId,
        ...from(partOf.citation ?? citation),
        placementId: `${externalId}-PART-OF`,
        relation: 'partOf',
        otherBodyId: partOf.body,
        basis: partOf.basis,
      });
  // The editors' own remark, on the day they made it, with the passages that name the two.
  for (const { bodies: pair, reason } of possiblySame) {
    const [bodyId, otherBodyId] = pair;
    const citations = pair.map((id) => bodies.find(({ externalId }) => externalId === id).citation);
    file.add('note-bodies-possibly-same', pair.join(' '), {
      bodyId,
      ...from(citations, { reportedOn: EDITED_ON, note: reason }),
      otherBodyId,
    });
  }
}

/** Under the name that the earliest paper prints, renamed where a later one has another; every other name is an alias. */
function addBody(file, body) {
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
      // One paper prints both names; the later follows the first.
      edition: dayOf(first.citation.source) === (later.reportedOn ?? dayOf(later.citation.source)) ? 2 : undefined,
      name: later.name,
      formerName: first.name,
    });
  for (const { name, basis, citation } of body.aliases ?? [])
    file.add('add-body-alias', `${externalId} ${name}`, { bodyId: externalId, ...from(citation), name, basis });
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
  const first = earliest(names);
  return first === body ? [body] : [first, { name: body.name, citation: body.citation }];
}

/** An office under the title that the earliest paper prints, as bodies are under their names. */
function addRole(file, { externalId, body, title, citation, printedTitles = [] }) {
  const titles = [{ title, citation }, ...printedTitles];
  const first = earliest(titles);
  file.add('create-role', externalId, {
    bodyId: body,
    ...from(first.citation),
    roleId: externalId,
    title: first.title,
  });
  if (first.title !== title)
    file.add('rename-role', externalId, { bodyId: body, ...from(citation), roleId: externalId, title });
}

function earliest(printed) {
  return printed.reduce((one, other) => (dayOf(other.citation.source) < dayOf(one.citation.source) ? other : one));
}
