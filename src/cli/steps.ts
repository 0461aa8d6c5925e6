import type { MigrationPhase } from '../transfer/migrate-store/migrate-store.js';
import { Progress } from './progress.js';

/** Shows how far each phase has come. */
export class Steps {
  /** Entries that are in the target. */
  copied = 0;
  private phase?: MigrationPhase;
  private progress?: Progress;

  /** @param total entries, as far as is known */
  constructor(private readonly total: number) {}

  show(phase: MigrationPhase, done: number): void {
    if (phase !== this.phase) {
      this.end();
      this.phase = phase;
      this.progress = new Progress(phase);
    }
    if (phase !== 'Verifying') this.copied = done;
    this.progress?.show(done, Math.max(done, this.total));
  }

  end(): void {
    this.progress?.end();
  }
}
