/** What was asked for before the app was there, by address. Whoever comes first makes the map: early.js asks for nothing once the app can. */
const early = ((globalThis as { sojournEarly?: Map<string, Promise<Response>> }).sojournEarly ??= new Map())

/** `fetch` that takes an answer which is on its way already, each once. */
export const fetchOnce: typeof fetch = (address, init) => {
  const answer = early.get(String(address))
  early.delete(String(address))
  return answer ?? fetch(address, init)
}
