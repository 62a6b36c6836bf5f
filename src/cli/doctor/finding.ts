export type Level = 'ok' | 'warn' | 'fail'

export type Finding = {
  readonly level: Level
  readonly subject: string
  readonly says: string
  /** What to do about it. */
  readonly todo?: string
}

export function ok(subject: string, says: string): Finding {
  return { level: 'ok', subject, says }
}

export function warn(subject: string, says: string, todo?: string): Finding {
  return { level: 'warn', subject, says, ...(todo === undefined ? {} : { todo }) }
}

export function fail(subject: string, says: string, todo?: string): Finding {
  return { level: 'fail', subject, says, ...(todo === undefined ? {} : { todo }) }
}

export function render({ level, subject, says, todo }: Finding): string {
  return `${level.padEnd(5)} ${subject.padEnd(10)} ${says}${todo === undefined ? '' : `\n${' '.repeat(17)}${todo}`}`
}
