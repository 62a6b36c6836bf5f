type Search = Readonly<Record<string, string | undefined>>

/** Where a way up leads: the list as it was last looked at, for as long as the page lives. */
const lists = new Map<string, Search>()

type List = 'sessions' | 'traces' | 'users'

export function rememberSearch(list: List, project: string, search: Search): void {
  lists.set(`${list} ${project}`, search)
}

export function lastSearch(list: List, project: string): Search {
  return lists.get(`${list} ${project}`) ?? {}
}
