/**
 * Imported first by the worker and the web server: when the supervisor is gone, even by SIGKILL, the channel to it closes, and this process stops as if
 * it had been asked to. (Not loaded by `node --import`: processes that Next starts would inherit that, and hang.)
 */
const GRACE_MS = 10_000;

process.channel?.unref();
process.once('disconnect', () => {
  setTimeout(() => process.exit(1), GRACE_MS).unref();
  process.kill(process.pid, 'SIGTERM');
});
