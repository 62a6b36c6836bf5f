import { FIELDS, quoteValue, writeTerm, type Field } from '../../filter/filter.ts'
import type { FilterScope } from '../../model/filter.ts'
import { examplesOf } from './amounts.ts'
import { askedOf } from './field-groups.ts'
import type { Place } from './place.ts'
import { readyMade } from './ready-made.ts'

/** A value seen in the data, in how many of what is listed. */
export type Observed = { readonly value: string; readonly count: number | undefined }

export type Option = {
  readonly key: string
  readonly group: string
  readonly label: string
  readonly about?: string | undefined
  readonly count?: number | undefined
} & (
  | {
      /** Goes where the caret is; `caret` counts from its start, its end when absent. */
      readonly insert: string
      readonly caret?: number
      /** Takes the place of all from here on, not only of what is at the caret. */
      readonly from?: number
      /** The term is whole: it becomes a chip. */
      readonly isTerm: boolean
    }
  /** Is the whole filter. */
  | { readonly filter: string }
  | { readonly run: () => void }
)

const MOST_VALUES = 50

/** What fits at the caret, best first. `observed`: values of the field there; `recent`: filters of before. */
export function complete(place: Place, observed: readonly Observed[], recent: readonly string[]): readonly Option[] {
  switch (place.kind) {
    case 'value':
      return valueOptions(place, observed)
    case 'has':
      return fieldOptions(place.typed, place.scope, 0).flatMap((option) =>
        option.key.startsWith('inside ') ? [] : { ...option, insert: option.label, isTerm: place.depth === 0 },
      )
    case 'inside':
      return insideOptions(place)
    case 'word':
      return keyOptions(place, observed) ?? wordOptions(place, recent)
  }
}

/** How well a name fits what is typed, 0 best; undefined = not at all. */
export function fit(name: string, typed: string): number | undefined {
  const [have, want] = [name.toLowerCase(), typed.toLowerCase()]
  if (want === '' || have === want) return 0
  const at = have.indexOf(want)
  if (at < 0) return undefined
  return at === 0 ? 1 : /[^\p{L}\p{N}]/u.test(have[at - 1]!) ? 2 : 3
}

function byFit<T>(all: readonly T[], typed: string, ...names: ((one: T) => string)[]): T[] {
  const fits = all.map((one) => {
    const each = names.flatMap((name, at) => {
      const how = fit(name(one), typed)
      return how === undefined ? [] : how + at * 4
    })
    return { one, how: Math.min(...each) }
  })
  return fits
    .filter(({ how }) => how < Infinity)
    .sort((a, b) => a.how - b.how)
    .map(({ one }) => one)
}

function wordOptions(place: Extract<Place, { kind: 'word' }>, recent: readonly string[]): readonly Option[] {
  const { typed, scope, depth, phrase } = place
  const isPhrase = phrase !== undefined && phrase.text !== typed
  const questions = byFit(
    depth > 0 ? [] : readyMade(scope),
    isPhrase ? phrase.text : typed,
    ({ label }) => label,
    ({ about }) => about,
  ).map(({ label, term, about }): Option => ({
    key: `ready ${label}`,
    group: 'Often asked',
    label,
    about,
    insert: term,
    isTerm: true,
    ...(isPhrase ? { from: phrase.start } : {}),
  }))
  const fields = fieldOptions(typed, scope, depth)
  if (typed === '') {
    const earlier = recent.map((filter): Option => ({ key: `recent ${filter}`, group: 'Recent', label: filter, filter }))
    return [...earlier, ...questions, ...fields, ...templates('', scope)]
  }
  return isPhrase ? [...questions, ...fields] : [...fields, ...questions, ...templates(typed, scope)]
}

const HAS: Option = { key: 'has', group: 'Fields', label: 'has', about: 'Whether a field is known at all', insert: 'has:', isTerm: false }

function fieldOptions(typed: string, scope: FilterScope, depth: number): Option[] {
  const reachable = FIELDS.filter(
    (field) => field.scopes.includes(scope) || (depth === 0 && scope !== 'span' && field.scopes.includes('span')),
  )
  const words = (field: Field) => [field.name, ...(field.aliases ?? [])].join(' ')
  const fields = byFit(reachable, typed, words, ({ about }) => about).map((field): Option => {
    const { name, about, isOpen } = field
    const written = isOpen ? `${name}.` : `${name}:`
    if (askedOf(field, scope) === scope || depth > 0)
      return { key: `field ${name}`, group: 'Fields', label: name, about, insert: written, isTerm: false }
    const insert = `any(span ${written})`
    return { key: `inside ${name}`, group: 'Fields of spans inside', label: name, about, insert, caret: insert.length - 1, isTerm: false }
  })
  const own = fields.filter(({ key }) => key.startsWith('field '))
  const has = fit(HAS.label, typed) === undefined ? [] : [HAS]
  return [...own, ...has, ...fields.filter(({ key }) => !key.startsWith('field '))]
}

/** Questions about what is inside, with the place to fill in. */
function templates(typed: string, scope: FilterScope): Option[] {
  const inner = scope === 'session' ? ['trace', 'span'] : scope === 'trace' ? ['span'] : []
  const made = inner.flatMap((of) => [
    { label: `any(${of} …)`, about: `At least one ${of} is so`, before: `any(${of} `, after: ')' },
    { label: `all(${of} …)`, about: `Every ${of} is so`, before: `all(${of} `, after: ')' },
    { label: `count(${of} …):>3`, about: `How many ${of}s are so`, before: `count(${of} `, after: '):>3' },
  ])
  return byFit(made, typed, ({ label }) => label).map(({ label, about, before, after }): Option => ({
    key: `template ${label}`,
    group: 'About what is inside',
    label,
    about,
    insert: before + after,
    caret: before.length,
    isTerm: false,
  }))
}

function insideOptions({ typed, scope }: Place): Option[] {
  const inner = scope === 'session' ? ['trace', 'span'] : ['span']
  return byFit(inner, typed, (of) => of).map((of): Option => ({ key: of, group: 'Of what', label: of, insert: `${of} `, isTerm: false }))
}

/** After `attr.`: the keys that were seen. */
function keyOptions({ typed }: Place, observed: readonly Observed[]): readonly Option[] | undefined {
  const [, name = '', begun = ''] = /^(attr|metadata)\.(.*)$/is.exec(typed) ?? []
  if (name === '') return undefined
  const field = name.toLowerCase()
  return byFit(observed, begun, ({ value }) => value)
    .slice(0, MOST_VALUES)
    .map(({ value: key, count }): Option => ({
      key: `key ${key}`,
      group: field,
      label: key,
      count,
      insert: writeTerm({ field, key }, []),
      isTerm: false,
    }))
}

function valueOptions(place: Extract<Place, { kind: 'value' }>, observed: readonly Observed[]): Option[] {
  const { field, typed, taken, depth } = place
  const group = place.key === undefined ? field.name : `${field.name}.${place.key}`
  const option = (label: string, insert: string, more: Pick<Option, 'about' | 'count'> = {}): Option => ({
    key: `value ${insert}`,
    group,
    label,
    ...more,
    insert,
    isTerm: depth === 0,
  })
  const examples = examplesOf(field)
  if (examples) return examples.filter(({ text }) => text.startsWith(typed)).map(({ text, about }) => option(text, text, { about }))
  const known = valuesOf(field, place.scope, observed).filter(({ value }) => !taken.includes(value))
  const values = byFit(known, typed.replaceAll('*', ''), ({ value }) => value)
    .slice(0, MOST_VALUES)
    .map(({ value, count }) => option(value, quoteValue(value), { count }))
  const canBegin = field.type !== 'choice' && /^[^\s",()*<>=-][^\s",()*]*$/.test(typed)
  return canBegin ? [...values, option(`${typed}*`, `${typed}*`, { about: 'begins with this' })] : values
}

/** What was seen, most frequent first, and the choices there are besides. */
export function valuesOf(field: Field, scope: FilterScope, observed: readonly Observed[]): readonly Observed[] {
  const choices = field.choices?.[scope] ?? []
  const seen = new Set(observed.map(({ value }) => value))
  return [
    ...observed,
    ...choices.filter((value) => !seen.has(value)).map((value) => ({ value, count: observed.length > 0 ? 0 : undefined })),
  ]
}
