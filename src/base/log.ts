import { destination, pino, stdSerializers } from 'pino'

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug'

/** Facts first, then one sentence. Callers pass ids, counts and sizes; never span content, request bodies or credentials. */
export type Log = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
  debug(fields: object, message: string): void
}

/** JSON lines on stderr; stdout is kept for what a command prints. An error is put under `error` and written with its stack. */
export function createLog(level: LogLevel): Log {
  return pino(
    {
      level,
      base: undefined,
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: stdSerializers.err },
      redact: ['authorization', 'cookie', '*.authorization', '*.cookie', '*.token', '*.secret', 'token', 'secret'],
    },
    destination({ dest: 2, sync: true }),
  )
}
