import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const BIN = join(import.meta.dirname, '../../bin/sojourn.js')
const READY_TIMEOUT_MS = 30_000

export type RunningServer = {
  readonly url: string
  readonly grpcPort: number
  readonly dataDir: string
  readonly pid: number
  /** Everything it printed so far. */
  readonly output: () => string
  /** SIGTERM, then the exit code. */
  stop(): Promise<number | null>
  /** SIGKILL: the process has no chance to say goodbye. */
  kill(): Promise<void>
}

export type ServerOptions = { readonly dataDir?: string; readonly args?: readonly string[]; readonly env?: NodeJS.ProcessEnv }

/** The built server on free ports, as a user starts it. Its data dir is removed on exit only when it was made here. */
export async function startServer({ dataDir, args = [], env = {} }: ServerOptions = {}): Promise<RunningServer> {
  const dir = dataDir ?? mkdtempSync(join(tmpdir(), 'sojourn-e2e-'))
  const child = run(['serve', '--http-port', '0', '--grpc-port', '0', '--data-dir', dir, ...args], env)
  const [line, output] = await firstLine(child, /ready at (http:\S+).*gRPC on (\d+)/)
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const cleanUp = () => (dataDir === undefined ? rmSync(dir, { recursive: true, force: true }) : undefined)
  return {
    url: line[1]!,
    grpcPort: Number(line[2]),
    dataDir: dir,
    pid: child.pid!,
    output,
    async stop() {
      child.kill('SIGTERM')
      const code = await exited
      cleanUp()
      return code
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** The engine alone over TCP, for `--clickhouse-url`. */
export async function startEngineAlone(
  dataDir: string,
  port = 0,
): Promise<{ url: string; pid: number; stop(): Promise<void>; kill(): Promise<void> }> {
  const child = run(['engine', '--port', String(port), '--data-dir', dataDir], {})
  const [line] = await firstLine(child, /(http:\/\/\S+)/)
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await exited
  }
  return { url: line[1]!, pid: child.pid!, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}

/** Runs a command to its end. */
export async function runToEnd(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<{ code: number | null; output: string }> {
  const child = run(args, env)
  const output = collect(child)
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { code, output: output() }
}

/** A test that failed never says stop: what it started ends with it. */
const running = new Set<ChildProcess>()
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')))

function run(args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn(process.execPath, [BIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

function collect(child: ChildProcess): () => string {
  let text = ''
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return () => text
}

function firstLine(child: ChildProcess, pattern: RegExp): Promise<[RegExpExecArray, () => string]> {
  const output = collect(child)
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`no line like ${String(pattern)} within ${READY_TIMEOUT_MS} ms:\n${output()}`))
    }, READY_TIMEOUT_MS)
    child.stdout?.on('data', () => {
      const found = pattern.exec(output())
      if (!found) return
      clearTimeout(timer)
      resolve([found, output])
    })
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`exited with ${code} before it was ready:\n${output()}`))
    })
  })
}
