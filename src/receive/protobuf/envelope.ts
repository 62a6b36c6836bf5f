import type { RawResource, RawScope } from '../../model/raw-span.ts'
import { noAttributes, withAttribute } from './any-value.ts'
import { Cursor } from './cursor.ts'

/**
 * Traces, logs and metrics travel in the same envelope: request { 1: resource group { 1: resource, 2: scope group { 1: scope,
 * 2: item }, 3: schema url }, … }. Fields may come in any order, so a group is walked once for its head, and its items after that.
 */
export function walkEnvelope(bytes: Buffer, onItem: (cursor: Cursor, end: number, resource: RawResource, scope: RawScope) => void): void {
  const cursor = new Cursor(bytes)
  for (const resourceGroup of fields(cursor, bytes.length, 10)) {
    const group = readGroup(cursor, resourceGroup)
    const resource = decodeResource(cursor, group.head, group.schemaUrl)
    for (const scopeGroup of group.items) {
      const inner = readGroup(cursor, scopeGroup)
      const scope = decodeScope(cursor, inner.head, inner.schemaUrl)
      for (const item of inner.items) {
        cursor.pos = item.start
        onItem(cursor, item.end, resource, scope)
      }
    }
  }
}

type Range = { readonly start: number; readonly end: number }

function fields(cursor: Cursor, end: number, wanted: number): Range[] {
  const found: Range[] = []
  while (cursor.pos < end) {
    const tag = cursor.tag()
    if (tag === wanted) found.push(range(cursor))
    else cursor.skip(tag)
  }
  cursor.finish(end)
  return found
}

function range(cursor: Cursor): Range {
  const end = cursor.end()
  const start = cursor.pos
  cursor.pos = end
  return { start, end }
}

function readGroup(cursor: Cursor, group: Range): { head: Range | undefined; items: Range[]; schemaUrl: string } {
  const items: Range[] = []
  let head: Range | undefined
  let schemaUrl = ''
  cursor.pos = group.start
  while (cursor.pos < group.end) {
    const tag = cursor.tag()
    if (tag === 10) head = range(cursor)
    else if (tag === 18) items.push(range(cursor))
    else if (tag === 26) schemaUrl = cursor.repeatedText()
    else cursor.skip(tag)
  }
  cursor.finish(group.end)
  return { head, items, schemaUrl }
}

function decodeResource(cursor: Cursor, at: Range | undefined, schemaUrl: string): RawResource {
  let attributes = noAttributes()
  let droppedAttributesCount = 0
  if (at !== undefined) {
    cursor.pos = at.start
    while (cursor.pos < at.end) {
      const tag = cursor.tag()
      if (tag === 10) attributes = withAttribute(attributes, cursor)
      else if (tag === 16) droppedAttributesCount = cursor.uint32()
      else cursor.skip(tag)
    }
    cursor.finish(at.end)
  }
  return { attributes, droppedAttributesCount, schemaUrl }
}

function decodeScope(cursor: Cursor, at: Range | undefined, schemaUrl: string): RawScope {
  let name = ''
  let version = ''
  let attributes = noAttributes()
  let droppedAttributesCount = 0
  if (at !== undefined) {
    cursor.pos = at.start
    while (cursor.pos < at.end) {
      const tag = cursor.tag()
      if (tag === 10) name = cursor.repeatedText()
      else if (tag === 18) version = cursor.repeatedText()
      else if (tag === 26) attributes = withAttribute(attributes, cursor)
      else if (tag === 32) droppedAttributesCount = cursor.uint32()
      else cursor.skip(tag)
    }
    cursor.finish(at.end)
  }
  return { name, version, attributes, droppedAttributesCount, schemaUrl }
}
