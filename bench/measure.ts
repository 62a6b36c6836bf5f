import { request } from 'node:http'

export type Figures = { readonly p50: number; readonly p95: number }

/** Milliseconds of each run, as median and 95th percentile. */
export function figures(samples: readonly number[]): Figures {
  const sorted = [...samples].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!
  return { p50: at(0.5), p95: at(0.95) }
}

/** Runs the candidates in turns, so that noise of the machine hits all of them alike. */
export async function interleave<K extends string>(
  rounds: number,
  candidates: Record<K, (round: number) => Promise<unknown>>,
): Promise<Record<K, Figures>> {
  const samples = new Map<string, number[]>()
  for (let round = -3; round < rounds; round++) {
    for (const [name, run] of Object.entries<(round: number) => Promise<unknown>>(candidates)) {
      const startedAt = performance.now()
      await run(Math.max(round, 0))
      if (round >= 0) samples.set(name, [...(samples.get(name) ?? []), performance.now() - startedAt])
    }
  }
  return Object.fromEntries([...samples].map(([name, all]) => [name, figures(all)])) as Record<K, Figures>
}

/** SQL straight to the engine's socket: the yardstick for every read. */
export function rawSql(socketPath: string, sql: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const post = request({ socketPath, method: 'POST', path: '/?database=sojourn' }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => (response.statusCode === 200 ? resolve(text) : reject(new Error(text))))
    })
    post.on('error', reject)
    post.end(sql)
  })
}

export const inMs = ({ p50, p95 }: Figures) => `${p50.toFixed(1)} / ${p95.toFixed(1)}`
