import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Database, type DatabaseConfig, type OpenOptions, openDatabase } from './open-database.js';

/** Injection token of the `pg.Pool` whose connections work as `ledger_app`. */
export const APP_POOL = Symbol('APP_POOL');

const DATABASE = Symbol('DATABASE');

/**
 * Opens the database before anything that needs it exists, and closes it after everything else has shut down. Provides
 * `APP_POOL`, and the owner's `DataSource` for migrations.
 */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  static forRoot(config: DatabaseConfig, options?: OpenOptions): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        { provide: DATABASE, useFactory: () => openDatabase(config, options) },
        { provide: DataSource, useFactory: (database: Database) => database.ownerDataSource, inject: [DATABASE] },
        { provide: APP_POOL, useFactory: (database: Database) => database.appPool, inject: [DATABASE] },
      ],
      exports: [DataSource, APP_POOL],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
