/** Names a trace or a session across projects. Project ids never contain NUL. */
export function keyOf(projectId: string, id: string): string {
  return `${projectId}\0${id}`
}

/** What a key names; ids may contain NUL. */
export function splitKey(key: string): readonly [projectId: string, id: string] {
  const at = key.indexOf('\0')
  return [key.slice(0, at), key.slice(at + 1)]
}

/** Groups by project, in lists of at most `size`. */
export function* byProject<T extends { readonly projectId: string }>(
  things: Iterable<T>,
  size: number,
): Generator<readonly [string, readonly T[]]> {
  const projects = new Map<string, T[]>()
  for (const thing of things) {
    const list = projects.get(thing.projectId)
    if (list) list.push(thing)
    else projects.set(thing.projectId, [thing])
  }
  for (const [projectId, list] of projects) {
    for (let start = 0; start < list.length; start += size) yield [projectId, list.slice(start, start + size)]
  }
}
