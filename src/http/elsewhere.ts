/** What was asked for has another address, where it is to be asked for instead. */
export class Elsewhere extends Error {
  /**
   * @param status 303 where a form or another way of saying the same leads there; 308 where this is never the address
   * @param address from `/` on
   */
  constructor(
    readonly status: 303 | 308,
    readonly address: string,
  ) {
    super(`See ${address}`);
    this.name = 'Elsewhere';
  }
}
