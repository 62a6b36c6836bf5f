export type Level = 'ok' | 'warn' | 'fail'

export type Finding = {
  readonly level: Level
  readonly subject: string
  readonly says: string
  /** What to do about it. */
  readonly hint?: string
}

export function ok(subject: string, says: string): Finding {
  return { level: 'ok', subject, says }
}

export function warn(subject: string, says: string, hint?: string): Finding {
  return { level: 'warn', subject, says, ...(hint === undefined ? {} : { hint }) }
}

export function fail(subject: string, says: string, hint?: string): Finding {
  return { level: 'fail', subject, says, ...(hint === undefined ? {} : { hint }) }
}

export function render({ level, subject, says, hint }: Finding): string {
  return `${level.padEnd(5)} ${subject.padEnd(10)} ${says}${hint === undefined ? '' : `\n${' '.repeat(17)}${hint}`}`
}
