import { deu, eng, fra, ita, nld, por, spa } from 'stopword'

/** What a conversation began with. */
export type Opening = { readonly sessionId: string; readonly text: string }
/** A word, or two in a row, that several conversations began with. */
export type Topic = { readonly term: string; readonly sessions: readonly Opening[] }

const COURTESIES = 'hello hey hi please thank thanks bitte danke hallo merci bonjour hola gracias ciao grazie obrigado'.split(' ')
/** Words that say nothing of what a text is about. */
const EMPTY_WORDS = new Set([eng, deu, fra, ita, nld, por, spa, COURTESIES].flat())
const MOST_LETTERS = 300
const LEAST_SESSIONS = 2
/** Two words stand for one of them when they are in nearly all of its texts. */
const NEARLY_ALL = 0.8

/** Terms by the number of conversations that began with them, most first; each conversation counts once for a term. */
export function topicsOf(openings: readonly Opening[], limit: number): Topic[] {
  const byTerm = new Map<string, Opening[]>()
  for (const opening of openings) {
    for (const term of termsOf(opening.text)) {
      const sessions = byTerm.get(term)
      if (sessions === undefined) byTerm.set(term, [opening])
      else sessions.push(opening)
    }
  }
  const isSaidBetter = (term: string) => pairsByWord.get(term)?.some((pair) => sizeOf(pair) >= NEARLY_ALL * sizeOf(term)) ?? false
  const sizeOf = (term: string) => byTerm.get(term)?.length ?? 0
  const often = [...byTerm.keys()].filter((term) => sizeOf(term) >= LEAST_SESSIONS)
  const pairsByWord = new Map<string, string[]>()
  for (const pair of often.filter((term) => term.includes(' '))) {
    for (const word of pair.split(' ')) pairsByWord.set(word, [...(pairsByWord.get(word) ?? []), pair])
  }
  return often
    .filter((term) => !isSaidBetter(term))
    .sort((a, b) => sizeOf(b) - sizeOf(a) || (a < b ? -1 : 1))
    .slice(0, limit)
    .map((term) => ({ term, sessions: byTerm.get(term)! }))
}

const words = new Intl.Segmenter(undefined, { granularity: 'word' })

/** Distinct words that mean something, and pairs of such words that stand side by side. */
function termsOf(text: string): Set<string> {
  const terms = new Set<string>()
  let previous: string | undefined
  for (const { segment, isWordLike } of words.segment(text.slice(0, MOST_LETTERS).toLowerCase())) {
    if (!isWordLike) {
      // Only space may stand between the words of a pair.
      if (segment.trim() !== '') previous = undefined
      continue
    }
    const word = isEmpty(segment) ? undefined : segment
    if (word !== undefined) terms.add(word)
    if (word !== undefined && previous !== undefined) terms.add(`${previous} ${word}`)
    previous = word
  }
  return terms
}

function isEmpty(word: string): boolean {
  return EMPTY_WORDS.has(word) || /^[\p{N}_.,'’-]*$/u.test(word) || (/^\p{Script=Latin}+$/u.test(word) && word.length < 3)
}
