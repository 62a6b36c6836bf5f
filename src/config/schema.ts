import * as z from 'zod/mini'

const port = z
  .int('must be a port number from 0 to 65535')
  .check(z.minimum(0, 'must be a port number from 0 to 65535'), z.maximum(65_535, 'must be a port number from 0 to 65535'))
const text = z.string('must be a text').check(z.trim(), z.minLength(1, 'must not be empty'))
const MIB = 1024 * 1024

function bytes(least: number, most: number) {
  const message = `must be a whole number of bytes from ${least} to ${most}`
  return z.int(message).check(z.minimum(least, message), z.maximum(most, message))
}

/** What the owner may set. The names are those of the file; flags are `--http-port`, variables `SOJOURN_HTTP_PORT`. */
export const configSchema = z.object({
  /** Port of the web app, the API and OTLP/HTTP. 0 picks a free one. */
  httpPort: z._default(port, 4318),
  /** Port of OTLP/gRPC. 0 picks a free one. */
  grpcPort: z._default(port, 4317),
  /** Address to listen on. Anything but loopback needs an auth token. */
  host: z._default(text, '127.0.0.1'),
  /** Where the embedded engine keeps its data; created with mode 0700. */
  dataDir: z._default(text, '.sojourn'),
  /** A ClickHouse server to use in place of the embedded engine; user, password and database may be part of the URL. */
  clickhouseUrl: z.optional(z.string().check(z.refine(isHttpUrl, 'must be an http:// or https:// URL'))),
  /** Guards the web app and the API, and lets a sender in as the default project. */
  authToken: z.optional(z.string('must be a text').check(z.regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces'))),
  /** More names, besides the address itself, that requests may call this server by. */
  allowedHosts: z._default(z.array(text, 'must be a list of host names'), []),
  /** How much is written to stderr. */
  logLevel: z._default(z.enum(['silent', 'error', 'warn', 'info', 'debug'], 'must be one of silent, error, warn, info, debug'), 'info'),
  /** Largest OTLP request, also after decompression. */
  maxBodyBytes: z._default(bytes(1024, 512 * MIB), 64 * MIB),
  /** How much may wait in memory to be written before senders are told to slow down. */
  maxQueueBytes: z._default(bytes(MIB, 4096 * MIB), 256 * MIB),
})

export type Config = z.infer<typeof configSchema>
export type SettingName = keyof Config

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
}
