import { useQueryClient, type InfiniteData, type QueryKey } from '@tanstack/react-query'
import { topicOf } from '../../api/contract/live.ts'
import type { SessionPage } from '../../api/contract/session.ts'
import type { TracePage } from '../../api/contract/trace.ts'
import type { LiveFilter } from './connection.ts'
import { isHeldNow } from './hold-state.ts'
import { newsOf, withNews, type ListNews } from './list-news.ts'
import { useLive } from './use-live.ts'
import { useMeanwhile } from './use-meanwhile.ts'

type AnyPage = SessionPage | TracePage
type AnyRow = AnyPage['items'][number]
type Pages = InfiniteData<AnyPage, string | undefined>

type LiveList = {
  readonly operation: 'listSessions' | 'listTraces'
  readonly project: string
  readonly query: LiveFilter & { readonly sort: string }
  /** Of the session that all rows belong to, when that is all the question says. */
  readonly sessionId?: string | undefined
  readonly isOn: boolean
  /** It is being asked again. */
  readonly isFetching: boolean
}

/** So many more than were loaded page by page begin the list again; more of them where its rows are held. */
const MOST_MORE = 100
const MOST_MORE_HELD = 1_000
const PAGE_ROWS = 100

/** Keeps the loaded pages of a list as the server would answer them now. */
export function useLiveList({ operation, project, query, sessionId, isOn, isFetching }: LiveList): void {
  const queries = useQueryClient()
  const kind = operation === 'listSessions' ? 'session' : 'trace'
  const queryKey: QueryKey = [operation, { project }, query]
  const { sort, ...filter } = query

  function apply(news: ListNews<AnyRow>): void {
    if (news.size === 0) return
    let isLong = false
    queries.setQueryData<Pages>(queryKey, (data) => {
      if (data === undefined) return data
      const pages = withNews(data.pages, news, sort) as AnyPage[]
      const more = (pages[0]?.items.length ?? 0) - data.pages.length * PAGE_ROWS
      isLong = more > (isHeldNow() ? MOST_MORE_HELD : MOST_MORE)
      return { ...data, pages }
    })
    if (isLong) askAnew()
  }

  /** A list that has grown far beyond its pages begins again with the first. */
  function askAnew(): void {
    queries.setQueryData<Pages>(queryKey, (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) })
    void queries.invalidateQueries({ queryKey, exact: true })
  }

  const tell = useMeanwhile(isFetching, apply)
  useLive(
    {
      project,
      topics: [sessionId === undefined ? `${kind}s` : topicOf('session', sessionId)],
      filter: sessionId === undefined ? filter : {},
      onEvents: (events) => tell(newsOf<AnyRow>(kind, events)),
      onResync: () => void queries.invalidateQueries({ queryKey, exact: true }),
    },
    isOn,
  )
}
