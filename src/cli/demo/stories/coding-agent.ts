import type { Dice } from '../dice.ts'
import type { Story } from '../story.ts'

const BUGS = [
  {
    file: 'src/cart/total.ts',
    test: 'cart total rounds half cents up',
    cause: 'it sums floats; cents as integers fix it',
    line: 'const total = lines.reduce((sum, line) => sum + line.cents, 0)',
  },
  {
    file: 'src/auth/session.ts',
    test: 'an expired session is refused',
    cause: 'the comparison uses seconds against milliseconds',
    line: 'return session.endsAtMs > now',
  },
  {
    file: 'src/search/query.ts',
    test: 'an empty query lists everything',
    cause: 'an empty text was sent as a filter',
    line: "const filter = text === '' ? undefined : { text }",
  },
] as const

/** A coding agent with many steps in one turn. Its session is named after a ticket: slashes, spaces and a hash, not a UUID. */
export function codingStory(dice: Dice): Story {
  const bug = dice.pick(BUGS)
  const failing = { type: 'TestFailure', message: `1 of 84 tests failed: ${bug.test}` }
  return {
    service: 'patchwork',
    agent: 'patchwork',
    dialect: 'otel-genai',
    provider: 'openai',
    model: 'gpt-5-mini',
    system:
      'You fix failing tests in a TypeScript repository. Read before you write, change as little as possible, and run the tests after each change.',
    sessionId: `acme/web shop #${dice.between(300, 4_999)}`,
    userId: dice.pick(['ada', 'linus', 'grace']),
    tags: ['ci', 'bugfix'],
    turns: [
      {
        says: `The test "${bug.test}" fails on main. Please fix it.`,
        afterMs: 0,
        steps: [
          { do: 'call', tool: 'run_tests', args: { filter: bug.test }, result: undefined, ms: 4_200, failure: failing },
          { do: 'call', tool: 'read_file', args: { path: bug.file }, result: `// ${bug.file}\n// …`, ms: 15 },
          { do: 'call', tool: 'search_code', args: { pattern: bug.file.split('/').at(-1) }, result: { hits: dice.between(2, 14) }, ms: 60 },
          { do: 'call', tool: 'edit_file', args: { path: bug.file, replace: bug.line }, result: 'ok', ms: 20 },
          { do: 'call', tool: 'run_tests', args: {}, result: '84 tests passed', ms: 9_800 },
        ],
        reply: `Fixed in \`${bug.file}\`: ${bug.cause}. All 84 tests pass.`,
      },
      {
        says: 'Nice. Add a line to the changelog, too.',
        afterMs: dice.between(40_000, 240_000),
        steps: [{ do: 'call', tool: 'edit_file', args: { path: 'CHANGELOG.md', append: `- Fix: ${bug.test}` }, result: 'ok', ms: 18 }],
        reply: 'Done, under "Unreleased".',
      },
    ],
  }
}
