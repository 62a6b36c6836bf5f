import { Link } from '@tanstack/react-router'
import type { Usage } from '../../api/contract/user.ts'
import { quoteValue } from '../../filter/filter.ts'
import { formatCount, formatPercent, formatPlural } from '../format/number.ts'
import { UsageTable } from '../session/metrics/usage-table.tsx'

type TopicTableProps = { project: string; usage: Usage; window: { from?: string; to?: string } }

/** What sessions begin with: plain counts of words, no judgement. */
export function TopicTable({ project, usage, window }: TopicTableProps) {
  const { topics, topicSessionCount, sessionCount } = usage
  return (
    <UsageTable
      title={`First messages are about${topicSessionCount < sessionCount ? ` (latest ${formatPlural(topicSessionCount, 'session')} with one)` : ''}`}
      rowKey={({ term }) => term}
      rows={topics}
      empty="No word was said first in two sessions."
      columns={[
        {
          label: 'Words',
          cell: ({ term }) => (
            <Link
              to="/p/$project/sessions"
              params={{ project }}
              search={{ q: `any(trace input:${quoteValue(term)})`, from: window.from ?? 'all', to: window.to }}
              className="text-ink hover:text-accent hover:underline"
            >
              <bdi>{term}</bdi>
            </Link>
          ),
        },
        { label: 'Sessions', cell: ({ sessionCount: sessions }) => formatCount(sessions) },
        { label: 'Share', cell: ({ sessionCount: sessions }) => formatPercent(sessions / topicSessionCount) },
        {
          label: 'For example',
          isText: true,
          cell: ({ example }) => (
            <Link
              to="/p/$project/sessions/$sessionId"
              params={{ project, sessionId: example.sessionId }}
              className="text-ink-2 hover:text-accent hover:underline"
            >
              <bdi>{example.text}</bdi>
            </Link>
          ),
        },
      ]}
    />
  )
}
