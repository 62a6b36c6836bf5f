import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))
// Below node_modules, so that the engine's child finds chdb there.
const dist = join(root, 'node_modules/.cache/sojourn', `cli-${process.pid}`)

/** The server as it is shipped, with a page in place of the web app. */
export async function buildServer(): Promise<void> {
  await build({
    entryPoints: { main: join(root, 'src/main.ts'), 'engine-child': join(root, 'src/engine/child.ts') },
    outdir: dist,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['chdb'],
    define: { 'process.env.SOJOURN_VERSION': '"9.9.9"' },
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
    logLevel: 'silent',
  })
  mkdirSync(join(dist, 'web'), { recursive: true })
  writeFileSync(join(dist, 'web/index.html'), '<!doctype html><title>the app</title>')
}

export function removeServer(): void {
  rmSync(dist, { recursive: true, force: true })
}

export function makeDir(): string {
  return mkdtempSync(join(tmpdir(), 'sojourn-cli-'))
}

export type Running = {
  readonly url: string
  readonly child: ChildProcess
  stdout(): string
  stderr(): string
  /** Sends the signals in order; resolves with the exit code. */
  end(...signals: NodeJS.Signals[]): Promise<number | null>
}

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

/** A command that runs to its end. */
export function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const { child, stdout, stderr } = launch(args, env)
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, stdout: stdout(), stderr: stderr() })))
}

export type Started = Pick<Running, 'child' | 'stdout' | 'stderr' | 'end'>

/** A command that runs until it is told to stop. */
export function start(args: readonly string[]): Started {
  const launched = launch(args, {})
  return { ...launched, end: enderOf(launched.child) }
}

/** A command whose output goes to the first lines of a pipe, which then closes. */
export function runIntoHead(args: readonly string[], lines: number): Promise<Ended> {
  const words = [process.execPath, join(dist, 'main.js'), ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`)
  const { child, stdout, stderr } = collect(
    spawn('bash', ['-o', 'pipefail', '-c', `${words.join(' ')} | head -n ${lines}`], { stdio: PIPES }),
  )
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, stdout: stdout(), stderr: stderr() })))
}

/** A server on free ports, once it has printed its line. */
export function startServer(dataDir: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Running> {
  return whenReady(launch(['serve', '--http-port', '0', '--grpc-port', '0', '--data-dir', dataDir, ...args], env))
}

/** The engine alone, on a free port. */
export function startEngine(dataDir: string): Promise<Running> {
  return whenReady(launch(['engine', '--port', '0', '--data-dir', dataDir], {}))
}

function whenReady({ child, stdout, stderr }: ReturnType<typeof launch>): Promise<Running> {
  const end = enderOf(child)
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`exited with ${code}: ${stderr()}`)))
    child.stdout?.on('data', () => {
      const url = /ready at (http:\S+)/.exec(stdout())?.[1]
      if (url !== undefined) resolve({ url, child, stdout, stderr, end })
    })
  })
}

function enderOf(child: ChildProcess): Running['end'] {
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return (...signals) => {
    for (const signal of signals) child.kill(signal)
    return exited
  }
}

const PIPES: StdioOptions = ['ignore', 'pipe', 'pipe']

function launch(args: readonly string[], env: NodeJS.ProcessEnv) {
  return collect(spawn(process.execPath, [join(dist, 'main.js'), ...args], { stdio: PIPES, env: { PATH: process.env.PATH, ...env } }))
}

function collect(child: ChildProcess) {
  const texts = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk: Buffer) => (texts.stdout += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (texts.stderr += chunk.toString()))
  return { child, stdout: () => texts.stdout, stderr: () => texts.stderr }
}
