import type { Attributes } from '../model/any-value.ts'
import type { RawEvent, RawLink, RawResource, RawScope } from '../model/raw-span.ts'
import { fromJson, toJson, type Json } from './value-text.ts'

/** Events, links, resource and scope as one JSON text each: lists of fields in fixed order, attributes as `toJson` writes a map. */
type EventFields = readonly [time: string, name: string, attributes: Json, dropped: number]
type LinkFields = readonly [traceId: string, spanId: string, traceState: string, attributes: Json, dropped: number, flags: number]
type ResourceFields = readonly [attributes: Json, dropped: number, schemaUrl: string]
type ScopeFields = readonly [name: string, version: string, attributes: Json, dropped: number, schemaUrl: string]

export function writeEvents(events: readonly RawEvent[]): string {
  const fields = (event: RawEvent): EventFields => [
    event.timeUnixNano.toString(),
    event.name.toWellFormed(),
    toJson(event.attributes),
    event.droppedAttributesCount,
  ]
  return JSON.stringify(events.map(fields))
}

export function readEvents(text: string): readonly RawEvent[] {
  if (text === '') return []
  return (JSON.parse(text) as EventFields[]).map(([time, name, attributes, dropped]) => ({
    timeUnixNano: BigInt(time),
    name,
    attributes: fromJson(attributes) as Attributes,
    droppedAttributesCount: dropped,
  }))
}

export function writeLinks(links: readonly RawLink[]): string {
  const fields = (link: RawLink): LinkFields => [
    link.traceId,
    link.spanId,
    link.traceState.toWellFormed(),
    toJson(link.attributes),
    link.droppedAttributesCount,
    link.flags,
  ]
  return JSON.stringify(links.map(fields))
}

export function readLinks(text: string): readonly RawLink[] {
  if (text === '') return []
  return (JSON.parse(text) as LinkFields[]).map(([traceId, spanId, traceState, attributes, dropped, flags]) => ({
    traceId,
    spanId,
    traceState,
    attributes: fromJson(attributes) as Attributes,
    droppedAttributesCount: dropped,
    flags,
  }))
}

function writeResource(resource: RawResource): string {
  const fields: ResourceFields = [toJson(resource.attributes), resource.droppedAttributesCount, resource.schemaUrl.toWellFormed()]
  return JSON.stringify(fields)
}

export function readResource(text: string): RawResource {
  if (text === '') return { attributes: new Map(), droppedAttributesCount: 0, schemaUrl: '' }
  const [attributes, droppedAttributesCount, schemaUrl] = JSON.parse(text) as ResourceFields
  return { attributes: fromJson(attributes) as Attributes, droppedAttributesCount, schemaUrl }
}

function writeScope(scope: RawScope): string {
  const fields: ScopeFields = [
    scope.name.toWellFormed(),
    scope.version.toWellFormed(),
    toJson(scope.attributes),
    scope.droppedAttributesCount,
    scope.schemaUrl.toWellFormed(),
  ]
  return JSON.stringify(fields)
}

export function readScope(text: string): RawScope {
  if (text === '') return { name: '', version: '', attributes: new Map(), droppedAttributesCount: 0, schemaUrl: '' }
  const [name, version, attributes, droppedAttributesCount, schemaUrl] = JSON.parse(text) as ScopeFields
  return { name, version, attributes: fromJson(attributes) as Attributes, droppedAttributesCount, schemaUrl }
}

/** Resources and scopes are shared by the spans of a batch, so each is written once. */
const resourceTexts = new WeakMap<RawResource, string>()
const scopeTexts = new WeakMap<RawScope, string>()

export function resourceText(resource: RawResource): string {
  return onceFor(resourceTexts, resource, writeResource)
}

export function scopeText(scope: RawScope): string {
  return onceFor(scopeTexts, scope, writeScope)
}

function onceFor<T extends object>(texts: WeakMap<T, string>, thing: T, write: (thing: T) => string): string {
  const known = texts.get(thing)
  if (known !== undefined) return known
  const text = write(thing)
  texts.set(thing, text)
  return text
}
