// pg-boss in large batches. After a full batch its worker is notified, so that it does not wait for its next poll.
import PgBoss from 'pg-boss';
import { serve } from './peer.mjs';

const QUEUE = 'contacts';
const BATCH = 1_000;

await serve(async (database) => {
  const boss = new PgBoss({ ...database, max: 25 });
  boss.on('error', console.error);
  await boss.start();
  if (!(await boss.getQueue(QUEUE))) {
    await boss.createQueue(QUEUE);
  }
  return {
    enqueue: (contact) => boss.send(QUEUE, contact),
    fill: (contacts) => boss.insert(contacts.map((data) => ({ name: QUEUE, data }))),
    work: async (handle) => {
      const worker = await boss.work(QUEUE, { batchSize: BATCH, pollingIntervalSeconds: 0.5 }, async (jobs) => {
        await Promise.all(jobs.map((job) => handle(job.data)));
        if (jobs.length === BATCH) {
          boss.notifyWorker(worker);
        }
      });
    },
    waiting: `select count(*) from pgboss.job where name = '${QUEUE}' and state < 'completed'`,
  };
});
