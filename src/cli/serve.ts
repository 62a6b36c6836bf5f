/**
 * The server: config → rooms → listen → close in reverse.
 * In: flags. Out: one line with the URL once everything is repaired and both ports are open. Refuses in one line, before any port is
 * opened, what it cannot do. SIGTERM: takes nothing more, writes what it accepted, closes, exits with 0.
 */
import { join, relative } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { registerApi, registerHealth, sendProblem, type Deletion } from '../api/api.ts'
import { AppError } from '../base/errors.ts'
import { createLog, type Log } from '../base/log.ts'
import { isLoopbackHost, loadConfig, type Config, type ConfigFlags } from '../config/config.ts'
import { startEngine, type Engine } from '../engine/engine.ts'
import { createGate, type Gate } from '../gate/gate.ts'
import { openIngest, type Ingest } from '../ingest/ingest.ts'
import { createDesk, createLive } from '../query/query.ts'
import { createJournal, createReceiveCounters, openGrpc, registerOtlpHttp, type ReceiveDeps } from '../receive/receive.ts'
import { DEFAULT_PROJECT_ID, openStore, type Store } from '../store/store.ts'
import type { Build } from './build.ts'
import { closeOnSignal } from './close-on-signal.ts'
import { isReadableByOthers, prepareDataDir } from './data-dir.ts'
import { createHttpApp, explainPort, listenHttp } from './http-app.ts'
import { metricsOf } from './metrics.ts'
import { createTeardown, type Teardown } from './teardown.ts'
import { registerWebFiles } from './web-files.ts'

const JOURNAL_SIZE = 200
const WEAK_TOKEN_LENGTH = 20

export async function serve(flags: ConfigFlags, build: Build): Promise<void> {
  const config = loadConfig({ flags, env: process.env, cwd: process.cwd() })
  const log = createLog(config.logLevel)
  const teardown = createTeardown()
  closeOnSignal(() => teardown.close())
  try {
    const ports = await open(config, build, log, teardown)
    // From here on a bug costs one request, never the process.
    process.on('unhandledRejection', (error) => log.error({ error }, 'A failure that nobody handled: this is a bug.'))
    console.log(readyLine(config, ports))
  } catch (error) {
    await teardown.close().catch((failure: unknown) => log.error({ error: failure }, 'Closing failed, too.'))
    throw error
  }
}

type Ports = { readonly httpPort: number; readonly grpcPort: number }

async function open(config: Config, build: Build, log: Log, teardown: Teardown): Promise<Ports> {
  if (config.authToken !== undefined && config.authToken.length < WEAK_TOKEN_LENGTH) {
    log.warn(
      { length: config.authToken.length },
      'The auth token is short enough to be guessed. `openssl rand -base64 24` makes a good one.',
    )
  }
  const engine = config.clickhouseUrl === undefined ? await openEngine(config, build, log, teardown) : undefined
  const store = engine === undefined ? await openServerStore(config.clickhouseUrl!) : await openStore({ socketPath: engine.socketPath })
  teardown.add(() => store.close())
  await store.control.projects.ensureDefault()
  const ingest = openIngest({ store, log, maxQueueBytes: config.maxQueueBytes, isShared: engine === undefined })
  teardown.add(() => ingest.close())
  engine?.onReady(() => void ingest.recover())
  await ingest.recover()
  return openDoors({ config, build, log, teardown, store, ingest, engine })
}

async function openEngine(config: Config, build: Build, log: Log, teardown: Teardown): Promise<Engine> {
  prepareDataDir(config.dataDir)
  if (isReadableByOthers(config.dataDir)) {
    log.warn({ dataDir: config.dataDir }, 'Other users of this machine can look into the data directory: chmod 700 helps.')
  }
  const engine = await startEngine({ dataDir: config.dataDir, log, childPath: join(build.dir, 'engine-child.js') })
  teardown.add(() => engine.close())
  return engine
}

type House = {
  readonly config: Config
  readonly build: Build
  readonly log: Log
  readonly teardown: Teardown
  readonly store: Store
  readonly ingest: Ingest
  readonly engine: Engine | undefined
}

async function openDoors({ config, build, log, teardown, store, ingest, engine }: House): Promise<Ports> {
  const gate = gateOf(config, store)
  const journal = createJournal(JOURNAL_SIZE)
  const counters = createReceiveCounters()
  const doors: ReceiveDeps = {
    sink: ingest.sink,
    resolveProject: (credential) => gate.resolveProject(credential),
    journal,
    log,
    maxBodyBytes: config.maxBodyBytes,
    counters,
  }
  const live = createLive({ store, log })
  const ports: { httpPort?: number; grpcPort?: number } = {}
  const app = createHttpApp((error, request, reply) => sendProblem(error, request, reply, log))
  gate.registerGate(app)
  registerOtlpHttp(app, doors)
  registerApi(app, {
    desk: createDesk({ reads: store.reads }),
    live,
    control: store.control,
    deletion: deletionOf(ingest),
    renormalizing: ingest,
    journal,
    gate,
    instance: { version: build.version, ports: () => ports },
    log,
  })
  const collect = () => metricsOf(counters, ingest.stats(), live.listeners())
  registerHealth(app, { notReadyReason: () => notReadyReason(engine, ingest), collect, log })
  registerWebFiles(app, join(build.dir, 'web'))

  const grpc = await openGrpc({
    ...doors,
    host: config.host,
    port: config.grpcPort,
    checkHost: (authority) => gate.checkHost(authority),
  }).catch((error: unknown) => explainPort(error, 'grpcPort', config.host, config.grpcPort))
  teardown.add(() => closeDoors(app, grpc))
  ports.grpcPort = grpc.port
  ports.httpPort = await listenHttp(app, config.host, config.httpPort)
  return { httpPort: ports.httpPort, grpcPort: grpc.port }
}

function gateOf(config: Config, store: Store): Gate {
  return createGate({
    authToken: config.authToken,
    host: config.host,
    allowedHosts: config.allowedHosts,
    isLoopback: isLoopbackHost(config.host),
    defaultProjectId: DEFAULT_PROJECT_ID,
    findApiKey: (hash) => store.control.apiKeys.findByHash(hash),
  })
}

/** The API answers the same whether anything was there to delete. */
function deletionOf(ingest: Ingest): Deletion {
  return {
    deleteTrace: async (projectId, traceId) => void (await ingest.deleteTrace(projectId, traceId)),
    deleteSession: async (projectId, sessionId) => void (await ingest.deleteSession(projectId, sessionId)),
    deleteProject: (projectId) => ingest.deleteProject(projectId),
  }
}

async function closeDoors(app: FastifyInstance, grpc: { close(): Promise<void> }): Promise<void> {
  await Promise.all([app.close(), grpc.close()])
}

function notReadyReason(engine: Engine | undefined, ingest: Ingest): string | undefined {
  if (engine !== undefined && !engine.isReady()) return 'The engine is restarting.'
  return ingest.isReady() ? undefined : 'What a crash left is being repaired.'
}

/** User, password and database may be part of the URL. */
function openServerStore(clickhouseUrl: string): Promise<Store> {
  return openStore(serverOf(clickhouseUrl)).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'store_unavailable') throw error
    throw new AppError('unavailable', error.code, `${new URL(clickhouseUrl).host} does not answer as a ClickHouse server.`, {
      cause: error,
      hint: 'Start it, or correct --clickhouse-url.',
    })
  })
}

function serverOf(clickhouseUrl: string): { url: string; username?: string; password?: string; database?: string } {
  const { origin, username, password, pathname } = new URL(clickhouseUrl)
  const database = decodeURIComponent(pathname.slice(1))
  return {
    url: origin,
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    ...(database === '' ? {} : { database }),
  }
}

function readyLine(config: Config, { httpPort, grpcPort }: Ports): string {
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  const dir = relative(process.cwd(), config.dataDir)
  const where =
    config.clickhouseUrl === undefined ? (dir.startsWith('..') ? config.dataDir : `./${dir}`) : new URL(config.clickhouseUrl).host
  return `Sojourn is ready at http://${host}:${httpPort} (OTLP gRPC on ${grpcPort}, data in ${where})`
}
