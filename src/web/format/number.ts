export { ABSENT, formatBytes, formatCompact, formatCost, formatCount, formatPercent, formatPlural, unit } from '../../base/format/number.ts'
