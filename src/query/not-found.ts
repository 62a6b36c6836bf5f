import { AppError } from '../base/errors.ts'

/** The same answer whether it never existed, was deleted, or belongs to another project. */
export function notFound(what: 'project' | 'session' | 'trace' | 'span' | 'blob' | 'turn' | 'user' | 'value' | 'view'): AppError {
  return new AppError('not_found', 'no_such_thing', `There is no such ${what} in this project.`)
}
