import { commitments, from, node } from './facts.js';

/** Every printed commitment in the editors' words, and where a later paper prints it in other words. */
export function addCommitments(file) {
  for (const commitment of commitments) {
    makeCommitment(file, commitment);
    for (const variant of commitment.printedVariants ?? [])
      if (variant.difference !== 'none') recordVariant(file, commitment, variant);
  }
}

function makeCommitment(file, commitment) {
  const { externalId, citation, inferredFrom = [] } = commitment;
  file.add('make-commitment', externalId, {
    commitmentId: externalId,
    planId: commitment.plan,
    ...from([citation, ...inferredFrom], { reportedOn: commitment.reportedOn }),
    promisedBy: { basis: 'notStated' },
    externalIds: [externalId],
    wording: {
      wordingId: `${externalId}-FIRST`,
      text: commitment.text,
      lang: 'en-GB',
      form: commitment.form ?? undefined,
      printedUnder: headingOf(commitment),
      printedNumber: commitment.printedNumber,
      standing: commitment.standing,
      class: 'first',
      damaged: commitment.damaged,
      reason: commitment.note,
    },
    place: { homeId: commitment.home },
  });
}

/** Its theme, or the heading that the draft of 2018 prints in section 5. */
function headingOf({ home, citation }) {
  const { level, title } = node(home) ?? {};
  return level === 'theme' ? title : citation.section.split(', ')[1];
}

/** Only a change of name alters the paraphrase; a change of case or punctuation leaves it as it was. */
function recordVariant(file, commitment, variant) {
  file.add('record-wording', variant.externalId, {
    commitmentId: commitment.externalId,
    ...from(variant.citation, variant),
    wordingId: variant.externalId,
    text: variant.text ?? commitment.text,
    lang: 'en-GB',
    printedNumber: { basis: 'none' },
    standing: 'paraphrase',
    class: variant.difference === 'editorial' ? 'editorial' : 'substantive',
  });
}
