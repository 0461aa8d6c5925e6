/** The letters under which names are listed; `0-9` for what begins with none of them. */
export const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '0-9'] as const;

/** The letter under which a name is listed: its first one, without accents and whatever stands before it. */
export function letterOf(name: string): string {
  const [first = ''] = name.normalize('NFD').match(/[\p{L}\p{N}]/u) ?? [];
  const letter = first.toUpperCase();
  return /^[A-Z]$/.test(letter) ? letter : '0-9';
}
