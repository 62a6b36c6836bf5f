import type { JsonDesk } from './json-desk.ts'
import type { JsonAnswer } from './json-worker.ts'

export type OpenJson = { readonly desk: Promise<JsonDesk>; close(): void }
type Reply = { readonly resolve: (result: unknown) => void; readonly reject: (reason: Error) => void }

/** Text parsed by a worker, which keeps the value. `desk` is rejected when the text is no JSON. */
export function openJson(text: string): OpenJson {
  const worker = new Worker(new URL('./json-worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, Reply>()
  let lastId = 0
  const ask = (question: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.set(++lastId, { resolve, reject })
      worker.postMessage({ ...question, id: lastId })
    })
  worker.addEventListener('message', ({ data }: MessageEvent<JsonAnswer>) => {
    const reply = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.hasFailed === true) reply?.reject(new Error('This is no JSON.'))
    else reply?.resolve(data.result)
  })
  worker.addEventListener('error', () => {
    for (const { reject } of waiting.values()) reject(new Error('The worker failed.'))
    waiting.clear()
  })
  const asker =
    (method: keyof JsonDesk) =>
    (...args: readonly unknown[]) =>
      ask({ method, args })
  const desk = { rows: asker('rows'), write: asker('write'), find: asker('find') } as JsonDesk
  return { desk: ask({ method: 'open', text }).then(() => desk), close: () => worker.terminate() }
}
