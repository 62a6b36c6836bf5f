import { readFileSync, readdirSync } from 'node:fs'

/** Linux counts in hundredths of a second. */
const TICKS_PER_SECOND = 100

/** CPU seconds that a process and its children have used so far, all threads. */
export function cpuSeconds(pid: number): { own: number; children: number } {
  const children = childrenOf(pid).reduce((sum, child) => sum + ownSeconds(child), 0)
  return { own: ownSeconds(pid), children }
}

function ownSeconds(pid: number): number {
  const fields = statOf(pid)
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) && parentOf(Number(name)) === pid ? [Number(name)] : []))
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(statOf(pid)[1])
  } catch {
    return undefined // it has just ended
  }
}

/** What follows the name of the program. */
function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}
