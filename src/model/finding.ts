export const FINDING_KINDS = [
  'no_session',
  'no_root',
  'no_usage',
  'dropped',
  'truncated_json',
  'clock_skew',
  'corrected_times',
  'session_conflict',
  'unpriced_model',
  'no_content',
  'double_usage',
] as const
/** What the ingest doctor may find about the spans of one SDK. */
export type FindingKind = (typeof FINDING_KINDS)[number]

export const SEVERITIES = ['problem', 'warning', 'info'] as const
/** `problem`: what was asked for is missing; `warning`: something was lost or is doubtful; `info`: nothing needs to be done. */
export type Severity = (typeof SEVERITIES)[number]
