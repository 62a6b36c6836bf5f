import type { HeardTrace } from './heard-trace.ts'
import type { Recollection } from './known.ts'
import { keyOf, textOf, type Line } from './lines.ts'
import { spansToRemember } from './spans-to-read.ts'
import { answeredByModel, askedOfModel, exchangeOf } from './said-lines.ts'
import { answersIn } from './turn-pauses.ts'

/** What a later turn needs to know of this one: the same whether all of it was read or no more than `spansToRemember`. */
export function rememberTurn(heard: HeardTrace): Recollection {
  const { tree, contents, speakers, trace } = heard
  const isCall = new Set(speakers.calls)
  const threads: { keys: string[]; system?: string | undefined }[] = []
  const loose: { readonly at: bigint; readonly keys: string[] }[] = []
  const remembered = spansToRemember(heard)
  let system: string | undefined
  for (const index of remembered) {
    const fact = tree.facts[index]!
    const content = contents.get(fact.spanId)
    if (content === undefined) continue
    if (isCall.has(index)) {
      const [input, output] = [askedOfModel(content, fact.spanId), answeredByModel(content, fact.spanId)]
      if (input.length > 0) threads.push({ keys: keysOf([...input, ...output]), system: systemOf(input) })
      else loose.push({ at: fact.endUnixNano, keys: keysOf(output) })
    } else {
      const { asked, answered, repeated } = exchangeOf(content, fact.spanId)
      system ??= systemOf([...asked, ...repeated])
      loose.push({ at: fact.startUnixNano, keys: keysOf(asked) }, { at: fact.endUnixNano, keys: keysOf(answered) })
    }
  }
  for (const { text, at } of answersIn(asRemembered(heard))) loose.push({ at, keys: [keyOf({ type: 'text', text }, 'user')] })
  loose.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const ran = tree.facts.filter(
    ({ kind, outputRank, spanId }) => kind === 'tool' && outputRank > 0 && heard.outcomes.get(spanId)?.outcome !== 'interrupted',
  )
  return {
    threads: [...threads, { keys: loose.flatMap(({ keys }) => keys), system }].filter(
      ({ keys, system }) => keys.length > 0 || system !== undefined,
    ),
    toldCallIds: new Set(ran.flatMap(({ answeredCallIds }) => answeredCallIds)),
    trace,
  }
}

/** The same whether all of it was read or no more than `spansToRemember`. */
export function asRemembered(heard: HeardTrace): HeardTrace {
  const { tree, contents } = heard
  const own = spansToRemember(heard).map((index) => tree.facts[index]!.spanId)
  return { ...heard, contents: new Map(own.flatMap((spanId) => (contents.has(spanId) ? [[spanId, contents.get(spanId)!] as const] : []))) }
}

function keysOf(lines: readonly Line[]): string[] {
  return lines.flatMap(({ role, parts }) => (role === 'system' ? [] : parts.flatMap(({ key }) => (key === '' ? [] : key))))
}

export function systemOf(lines: readonly Line[]): string | undefined {
  const texts = lines.filter(({ role }) => role === 'system').map(textOf)
  return texts.length === 0 ? undefined : texts.join('\n')
}
