/** Resource attributes that tell of the machine and not of the SDK. */
const MACHINE = /^(host|os|process|container|k8s|cloud)\./
/** Absolute paths in stack traces and messages: only their last two steps say anything. */
const PATH = /(?:\/(?:root|home|work|tmp|usr|opt|Users)(?:\/[\w.@+~-]+)*)(?=\/[\w.@+~-]+\/[\w.@+~-]+)/g

/** A recording without what is this machine's own. */
export function tidy<T>(recording: T): T {
  return clean(recording) as T
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(PATH, '')
  if (Array.isArray(value)) return value.filter((each) => !isMachine(each)).map(clean)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, clean(each)]))
}

function isMachine(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'key' in value && MACHINE.test(String(value.key))
}
