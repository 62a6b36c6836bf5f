import type { AnyValue, Attributes } from '../../model/any-value.ts'
import { plainOf } from '../json.ts'

const HIGHEST_INDEX = 10_000
const DEEPEST_KEY = 12
type Node = Map<string, Node | { readonly leaf: unknown }>

/**
 * The items of a flattened list: `<prefix>N.a.b` becomes `{a: {b: …}}` at place N. Gaps are closed, hostile
 * indices and depths dropped; keys live in Maps until they are own properties of plain objects.
 */
export function listItems(attributes: Attributes, prefix: string): unknown[] {
  const root: Node = new Map()
  for (const [key, value] of attributes) if (key.startsWith(prefix)) plant(root, key.slice(prefix.length).split('.'), value)
  return asList(root) ?? []
}

function plant(root: Node, path: readonly string[], value: AnyValue): void {
  if (path.length > DEEPEST_KEY || path.some((step) => isIndex(step) && Number(step) > HIGHEST_INDEX)) return
  let node = root
  for (const step of path.slice(0, -1)) {
    const next = node.get(step)
    if (next instanceof Map) node = next
    else {
      const made: Node = new Map()
      node.set(step, made)
      node = made
    }
  }
  const last = path.at(-1) ?? ''
  if (!(node.get(last) instanceof Map)) node.set(last, { leaf: plainOf(value) })
}

const isIndex = (step: string): boolean => step.length > 0 && step.length <= 12 && !/\D/.test(step)

function asList(node: Node): unknown[] | undefined {
  const entries = [...node].filter(([step]) => isIndex(step))
  if (entries.length === 0) return undefined
  return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => asPlain(item))
}

function asPlain(item: Node | { readonly leaf: unknown }): unknown {
  if (!(item instanceof Map)) return item.leaf
  return asList(item) ?? Object.fromEntries([...item].map(([step, each]) => [step, asPlain(each)]))
}
