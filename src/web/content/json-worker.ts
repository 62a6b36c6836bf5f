import { deskOf, type JsonDesk } from './json-desk.ts'
import { parseJson } from './parse-json.ts'

/** `open` comes first; the value stays here and only what is asked of it leaves. */
export type JsonQuestion =
  | { readonly id: number; readonly method: 'open'; readonly text: string }
  | { readonly id: number; readonly method: keyof JsonDesk; readonly args: readonly unknown[] }
/** `hasFailed`: the text is no JSON. */
export type JsonAnswer = { readonly id: number; readonly result?: unknown; readonly hasFailed?: boolean }

let desk: ReturnType<typeof deskOf> | undefined

function answer(question: JsonQuestion): unknown {
  if (question.method === 'open') {
    desk = deskOf(parseJson(question.text))
    return undefined
  }
  const method = desk?.[question.method] as ((...args: readonly unknown[]) => unknown) | undefined
  return method?.(...question.args)
}

self.addEventListener('message', ({ data }: MessageEvent<JsonQuestion>) => {
  try {
    self.postMessage({ id: data.id, result: answer(data) } satisfies JsonAnswer)
  } catch {
    self.postMessage({ id: data.id, hasFailed: true } satisfies JsonAnswer)
  }
})
