import { Lanes } from './lanes.js';

/** A task that ends when told to, and notes when it begins. */
function tasks() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const task = (name: string) => () =>
    new Promise<string>((resolve) => {
      begun.push(name);
      ends.set(name, () => resolve(name));
    });
  return { begun, task, end: (name: string) => ends.get(name)?.() };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('Lanes', () => {
  it('runs the tasks of one key in their order, one at a time, and others beside them', async () => {
    const lanes = new Lanes(10);
    const { begun, task, end } = tasks();
    const all = ['a1', 'a2', 'b1', 'a3'].map((name) => lanes.run(name.slice(0, 1), task(name)));
    await settled();
    expect(begun).toEqual(['a1', 'b1']);
    end('a1');
    await settled();
    expect(begun).toEqual(['a1', 'b1', 'a2']);
    for (const name of ['a2', 'a3', 'b1']) {
      end(name);
      await settled();
    }
    await expect(Promise.all(all)).resolves.toEqual(['a1', 'a2', 'b1', 'a3']);
  });

  it('runs no more than so many at once', async () => {
    const lanes = new Lanes(3);
    let running = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++running);
      await settled();
      running--;
    };
    await Promise.all(Array.from({ length: 50 }, (_, i) => lanes.run(`key-${i % 20}`, work)));
    expect(most).toBe(3);
    expect(running).toBe(0);
  });

  it('goes on after a task that fails', async () => {
    const lanes = new Lanes(1);
    const failed = lanes.run('a', () => Promise.reject(new Error('failed')));
    const after = lanes.run('a', async () => 'after');
    await expect(failed).rejects.toThrow('failed');
    await expect(after).resolves.toBe('after');
  });

  it('is idle when nothing runs or waits', async () => {
    const lanes = new Lanes(1);
    const { task, end } = tasks();
    await lanes.idle();
    const all = ['a', 'b'].map((name) => lanes.run(name, task(name)));
    let idle = false;
    const whenIdle = lanes.idle().then(() => {
      idle = true;
    });
    await settled();
    end('a');
    await settled();
    expect(idle).toBe(false);
    end('b');
    await whenIdle;
    await Promise.all(all);
  });
});
