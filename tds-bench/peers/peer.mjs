// The process of a Node queue. Takes one command as JSON in its last argument, and prints the figures.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const PATIENCE_MS = 600_000;
const CHUNK = 1_000;
const WARM_UP_MS = 1_000;

const command = JSON.parse(process.argv.at(-1));
const database = { host: '127.0.0.1', port: command.port, user: 'postgres', database: command.database };
const pool = new pg.Pool({ ...database, max: 25 });

let next = 4_815_000_010_000_000_000n;

/** A contact with a new id. */
const contact = () => JSON.parse(command.contact.replaceAll(command.id, String(next++)));

/** Does the job, which writes one row of the mirror. */
const apply = (each) =>
  pool.query({ name: 'upsert', text: command.upsert, values: [JSON.stringify(each)] });

/** Opens the queue, runs the command and ends the process. */
export async function serve(open) {
  await pool.query(command.mirror);
  const queue = await open(database);
  const figures = await actions[command.action](queue);
  process.stdout.write(JSON.stringify(figures) + '\n', () => process.exit());
}

const actions = {
  async intake(queue) {
    await warmUp(queue, command.callers);
    const before = await count(queue.waiting);
    const figures = await call(queue, command.callers, command.millis);
    const queued = (await count(queue.waiting)) - before;
    if (queued !== figures.calls) {
      throw new Error(`${figures.calls} calls queued ${queued} jobs`);
    }
    return figures;
  },

  async fill(queue) {
    for (let left = command.events; left > 0; left -= CHUNK) {
      await queue.fill(Array.from({ length: Math.min(left, CHUNK) }, contact));
    }
    await pool.query('vacuum analyze');
    await pool.query('checkpoint');
    return {};
  },

  /**
   * Measures from the start of the first job after the warm-up to the completion of the last, as the queue's own table shows it.
   */
  async drain(queue) {
    let begin = 0;
    let started = 0;
    let done = 0;
    await queue.work(async (each) => {
      if (started++ === command.warmUpEvents) {
        begin = performance.now();
      }
      if (!command.nothing) {
        await apply(each);
      }
      done++;
    });
    await until(() => done >= command.events, 5);
    await until(async () => (await count(queue.waiting)) === 0, 5);
    const seconds = (performance.now() - begin) / 1_000;
    if (!command.nothing && (await count('select count(*) from contacts')) !== command.events) {
      throw new Error('jobs were lost');
    }
    return { rate: (command.events - command.warmUpEvents) / seconds, 'worker at peak': mebibytes('VmHWM') };
  },

  /** Measures from the return of the enqueue, which is the commit, to the start of the job. */
  async 'pick-up'(queue) {
    const started = new Map();
    await queue.work(async (each) => {
      started.set(each.contact.contact_id, performance.now());
      await apply(each);
    });
    await warmUp(queue, 1);
    await until(async () => (await count(queue.waiting)) === 0, 50);
    started.clear();
    const committed = new Map();
    for (const end = performance.now() + command.millis; performance.now() < end; ) {
      const each = contact();
      await queue.enqueue(each);
      committed.set(each.contact.contact_id, performance.now());
      await sleep(command.pauseMillis);
    }
    await until(() => started.size >= committed.size, 50);
    return percentiles([...committed].map(([id, time]) => Math.max(0, started.get(id) - time)));
  },

  async rest(queue) {
    await queue.work(apply);
    await sleep(command.millis);
    return { 'worker at rest': mebibytes('VmRSS') };
  },
};

/** Repeats calls until their rate has not grown by a twentieth five times in a row, or time is up, like WarmUp. */
async function warmUp(queue, callers) {
  const end = performance.now() + command.warmUpMillis;
  for (let best = 0, tries = 0; tries < 5 && performance.now() < end; ) {
    const { rate } = await call(queue, callers, WARM_UP_MS);
    tries = rate > best * 1.05 ? 0 : tries + 1;
    best = Math.max(best, rate);
  }
}

/** Runs concurrent callers. Each enqueues one contact after another. */
async function call(queue, callers, millis) {
  const latencies = [];
  const begin = performance.now();
  const caller = async () => {
    for (let time = performance.now(); time < begin + millis; time = performance.now()) {
      await queue.enqueue(contact());
      latencies.push(performance.now() - time);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const seconds = (performance.now() - begin) / 1_000;
  return { ...percentiles(latencies), calls: latencies.length, rate: latencies.length / seconds };
}

async function until(isSo, pauseMillis) {
  const end = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > end) {
      throw new Error('the queue did not come to an end');
    }
    await sleep(pauseMillis);
  }
}

async function count(query) {
  const { rows } = await pool.query(query);
  return Number(rows[0].count);
}

function percentiles(values) {
  const sorted = Float64Array.from(values).sort();
  const at = (part) => sorted[Math.round(part * (sorted.length - 1))];
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function mebibytes(line) {
  const status = readFileSync('/proc/self/status', 'utf8');
  return Number(status.match(new RegExp(`${line}:\\s+(\\d+)`))[1]) / 1024;
}
