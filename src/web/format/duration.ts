export { formatAge, formatDuration, formatExactDuration } from '../../base/format/duration.ts'
