import type { Contract } from '../../api/contract/contract.ts'
import type { Facet } from '../../api/contract/filter.ts'
import type { QueryOf } from '../../api/contract/route.ts'
import { AppError } from '../../base/errors.ts'
import { unixNanoFromMs } from '../../base/time.ts'
import { fieldNamed, fieldsOf, parseWindow, type Field } from '../../filter/filter.ts'
import type { Condition, FieldRef } from '../../model/filter.ts'
import type { FacetRange, Reads } from '../../store/store.ts'
import { readFilter } from '../read-filter.ts'
import { resolveAliases } from '../resolve-aliases.ts'

type FacetQuery = QueryOf<Contract['listFacet']>

/** What a field holds in the rows of a list, its own terms aside: they would leave only what is chosen already. */
export async function findFacet(reads: Reads, projectId: string, query: FacetQuery, nowMs: number): Promise<Facet> {
  const { of, field: name, prefix = '', from, to, q = '', limit } = query
  const { field, key } = readField(name, of)
  const ref: FieldRef = { field: field.name, ...(key === undefined ? {} : { key }) }
  const filter = await resolveAliases(reads, {
    projectId,
    conditions: readFilter(q, of, nowMs).filter((condition) => !isOfField(condition, ref)),
    window: parseWindow(from, to, nowMs),
    asOfUnixNano: unixNanoFromMs(nowMs),
  })
  const request = { list: of, filter, ...ref }
  if (isText(field)) {
    const found = await reads.facetValues({ ...request, prefix, limit })
    if (found === undefined) throw noValues(name)
    return { field: name, items: [...found.items], isComplete: found.isComplete }
  }
  const { isNumber, range } = await reads.facetRange(request)
  if (!isNumber) throw noValues(name)
  return { field: name, items: [], isComplete: true, ...(range === undefined ? {} : { range: assembleRange(field, range) }) }
}

function readField(name: string, of: FacetQuery['of']): { readonly field: Field; readonly key?: string } {
  const fields = fieldsOf(of === 'sessions' ? 'session' : 'trace')
  const whole = fields.find((field) => field.isOpen && field.name === name.toLowerCase())
  const known = whole === undefined ? fieldNamed(name) : { field: whole }
  if (known !== undefined && fields.includes(known.field)) return known
  const names = fields.map((field) => (field.isOpen ? `${field.name}, ${field.name}.…` : field.name))
  throw new AppError('bad_input', 'bad_parameter', `Unknown field \`${name.slice(0, 60)}\` of ${of}.`, {
    field: 'field',
    hint: `Allowed: ${names.join(', ')}.`,
  })
}

function isOfField(condition: Condition, { field, key }: FieldRef): boolean {
  return condition.kind === 'field' && condition.field === field && condition.key === key
}

function isText({ type }: Field): boolean {
  return type === 'id' || type === 'name' || type === 'words' || type === 'choice'
}

function noValues(name: string): AppError {
  return new AppError('bad_input', 'bad_parameter', `The values of \`${name}\` are not listed.`, { field: 'field' })
}

/** Columns hold whole numbers: tokens and counts as they are, nanoseconds, billionths of a US dollar. */
const PER_UNIT: Partial<Record<Field['type'], number>> = { duration: 1e6, time: 1e6, money: 1e9 }

function assembleRange({ type }: Field, { min, max, p50, count }: FacetRange): NonNullable<Facet['range']> {
  const written = (value: bigint) => Number(value) / (PER_UNIT[type] ?? 1)
  return { min: written(min), max: written(max), p50: written(p50), count }
}
