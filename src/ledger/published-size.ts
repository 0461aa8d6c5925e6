/** How many entries the ledger has published. An abstract class, so that it can be the injection token as well. */
export abstract class PublishedSize {
  /**
   * The size, once it covers everything recorded at the time of asking.
   *
   * @throws Refused 409 when publishing does not come that far in time
   */
  abstract coveringAll(): Promise<number>;
}
