import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from '../../config.js';

/** Injection token of what the publisher lets others do with the data: an address or words. */
export const DATA_LICENCE = Symbol('DATA_LICENCE');

/** Said where the service has not been told. */
export const NO_LICENCE_STATED = 'Not stated by the publisher';

/** Lets every list say under which licence its data stands. */
@Module({})
export class LicenceModule {
  static forRoot({ dataLicence }: Pick<Config, 'dataLicence'>): DynamicModule {
    const licence = { provide: DATA_LICENCE, useValue: dataLicence ?? NO_LICENCE_STATED };
    return { module: LicenceModule, global: true, providers: [licence], exports: [licence] };
  }
}
