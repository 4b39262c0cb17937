/** Logs are JSON lines on standard output: one object a line, `component` says which part of Hearth speaks. */
import pino from 'pino';

export type Logger = pino.Logger;

export function createLogger(component: string, level: pino.LevelWithSilentOrString = 'info'): Logger {
  return pino({
    level,
    base: { component, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { error: pino.stdSerializers.err },
  });
}
