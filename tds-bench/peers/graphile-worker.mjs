// graphile-worker with the settings of its page on performance. "local-queue" adds the settings for the highest rate.
import { Logger, makeWorkerUtils, run, WorkerPreset } from 'graphile-worker';
import { serve } from './peer.mjs';

const IDENTIFIER = 'contact';
const LOCAL_QUEUE = { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 };

const silent = new Logger(() => (level, message) => {
  if (level === 'error') {
    console.error(message);
  }
});

await serve(async ({ host, port, user, database }) => {
  const preset = {
    extends: [WorkerPreset],
    worker: {
      connectionString: `postgres://${user}@${host}:${port}/${database}`,
      concurrentJobs: 24,
      maxPoolSize: 25,
      logger: silent,
      ...(process.argv[2] === 'local-queue' ? LOCAL_QUEUE : {}),
    },
  };
  const utils = await makeWorkerUtils({ preset });
  await utils.migrate();
  return {
    enqueue: (contact) => utils.addJob(IDENTIFIER, contact),
    fill: (contacts) => utils.addJobs(contacts.map((payload) => ({ identifier: IDENTIFIER, payload }))),
    work: (handle) => run({ preset, taskList: { [IDENTIFIER]: handle }, noHandleSignals: true, parsedCronItems: [] }),
    waiting: 'select count(*) from graphile_worker._private_jobs',
  };
});
