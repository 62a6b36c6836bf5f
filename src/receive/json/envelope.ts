import { AppError } from '../../base/errors.ts'
import type { RawResource, RawScope } from '../../model/raw-span.ts'
import { readAttributes } from './any-value.ts'
import { anyListField, asObject, BadField, countField, field, listField, objectField, textField } from './fields.ts'
import type { JsonObject } from './fields.ts'
import { parseJson } from './parse.ts'

/** The names one signal's envelope uses: request → resource groups → scope groups → items. */
export type EnvelopeNames = { readonly resources: string; readonly scopes: string; readonly items: string; readonly path: string }

export const ENVELOPES = {
  traces: { resources: 'resourceSpans', scopes: 'scopeSpans', items: 'spans', path: '/v1/traces' },
  logs: { resources: 'resourceLogs', scopes: 'scopeLogs', items: 'logRecords', path: '/v1/logs' },
  metrics: { resources: 'resourceMetrics', scopes: 'scopeMetrics', items: 'metrics', path: '/v1/metrics' },
} as const satisfies Record<string, EnvelopeNames>

/** An empty body and `{}` hold nothing and are fine. `onItem` may throw BadField, which then costs the request. */
export function walkJsonEnvelope(
  bytes: Buffer,
  names: EnvelopeNames,
  onItem: (item: unknown, resource: RawResource, scope: RawScope) => void,
): void {
  if (bytes.length === 0) return
  try {
    const request = asObject(parseJson(bytes), 'body')
    refuseOtherSignals(request, names)
    for (const resourceGroup of listField(request, names.resources)) {
      const resource = readResource(resourceGroup)
      for (const scopeGroup of listField(resourceGroup, names.scopes)) {
        const scope = readScope(scopeGroup)
        for (const item of anyListField(scopeGroup, names.items)) onItem(item, resource, scope)
      }
    }
  } catch (error) {
    if (!(error instanceof BadField)) throw error
    throw new AppError('bad_input', 'malformed_json', `The body is not an OTLP request: ${error.message}.`, { cause: error })
  }
}

function refuseOtherSignals(request: JsonObject, names: EnvelopeNames): void {
  if (field(request, names.resources) !== undefined) return
  for (const other of Object.values(ENVELOPES)) {
    if (field(request, other.resources) === undefined) continue
    throw new AppError('bad_input', 'wrong_signal', `The body holds ${other.resources}: send it to ${other.path}, not ${names.path}.`)
  }
}

function readResource(group: JsonObject): RawResource {
  const resource = objectField(group, 'resource') ?? {}
  return {
    attributes: readAttributes(resource),
    droppedAttributesCount: countField(resource, 'droppedAttributesCount'),
    schemaUrl: textField(group, 'schemaUrl'),
  }
}

function readScope(group: JsonObject): RawScope {
  const scope = objectField(group, 'scope') ?? {}
  return {
    name: textField(scope, 'name'),
    version: textField(scope, 'version'),
    attributes: readAttributes(scope),
    droppedAttributesCount: countField(scope, 'droppedAttributesCount'),
    schemaUrl: textField(group, 'schemaUrl'),
  }
}
