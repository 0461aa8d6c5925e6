/**
 * A title followed by a capitalised word, or an e-mail address: text that probably names a person. Deliberately
 * narrow, since its findings have to be confirmed by hand.
 */
const TITLED =
  /\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Cllr|Councillor|PC|DC|Sgt|Insp|DCI|DI|ACC|DCC|CC)\.? +\p{Lu}[\p{Ll}'’-]+\p{L}*/u;
/** Begins where a run of its characters begins; tried at each of them, a long run would take the square of its length. */
const MAIL = /(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+/;

/** The words that look like a person's name or address, or `null`. */
export function looksLikeAName(text: string): string | null {
  return (TITLED.exec(text) ?? MAIL.exec(text))?.[0] ?? null;
}
