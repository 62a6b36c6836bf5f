import { FRAMEWORKS } from './frameworks.ts'
import { INSTRUMENTATIONS } from './instrumentations.ts'
import { PLATFORMS } from './platforms.ts'
import type { Sdk } from './sdk.ts'

/** Of equals the first one that knows the scope is believed: the narrower stand before the wider. */
export const SDKS: readonly Sdk[] = [...INSTRUMENTATIONS, ...PLATFORMS, ...FRAMEWORKS]

const PLAIN: Sdk = {
  name: 'OpenTelemetry',
  scopes: [],
  session: {
    text: 'Name the session on a span of each turn: one span of a trace is enough to place the whole trace.',
    code: 'span.set_attribute("session.id", conversation_id)',
    language: 'python',
  },
}

/** Which SDK a scope belongs to; plain OpenTelemetry when nothing more is known. */
export function sdkOf(scope: string): Sdk {
  return SDKS.find(({ scopes }) => scopes.some((name) => fits(scope, name))) ?? PLAIN
}

function fits(scope: string, name: string): boolean {
  return name.endsWith('*') ? scope.startsWith(name.slice(0, -1)) : scope === name
}
