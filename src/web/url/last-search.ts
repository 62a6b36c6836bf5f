type Search = Readonly<Record<string, string | undefined>>

/** Where a way up leads: the list as it was last looked at, for as long as the page lives. */
const lists = new Map<string, Search>()

export function rememberSearch(list: 'sessions' | 'traces', project: string, search: Search): void {
  lists.set(`${list} ${project}`, search)
}

export function lastSearch(list: 'sessions' | 'traces', project: string): Search {
  return lists.get(`${list} ${project}`) ?? {}
}
