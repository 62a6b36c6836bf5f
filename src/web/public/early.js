// Runs while the app is still on its way: asks for what the page of a session begins with (src/web/session/prefetch-session.ts),
// at the very addresses it will ask for. src/web/data/early.ts hands the answers out. Whatever is not asked for is left alone.
const [, session] = /^\/p\/([^/]+\/sessions\/[^/]+)$/.exec(location.pathname) ?? []
if (session && !window.sojournEarly) {
  const address = `/api/v1/projects/${session}`
  const search = new URLSearchParams(location.search)
  const turn = search.get('turn')
  const turns = new URLSearchParams({ ...(turn && { turn }), limit: 6, steps: search.get('steps') === 'all' ? 'all' : 'tools' })
  const isRead = (search.get('view') ?? 'chat') === 'chat'
  window.sojournEarly = new Map(
    [address, `${address}/outline`, ...(isRead ? [`${address}/turns?${turns}`] : [])].map((one) => {
      const answer = fetch(one, { headers: { accept: 'application/json' } })
      answer.catch(() => {})
      return [one, answer]
    }),
  )
}
