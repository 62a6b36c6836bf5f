/** One thing at a time, in the order asked. A failure concerns only who asked. */
export type Lane = <T>(work: () => Promise<T>) => Promise<T>

export function createLane(): Lane {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }
}
