import { HOSTILE_TEXTS } from './example-spans.ts'

/** What attacks on databases, file systems, formats and parsers begin with. */
const ATTACKS = [
  `' OR '1'='1`,
  `" OR ""="`,
  `'; DROP TABLE sessions; --`,
  `') UNION SELECT * FROM api_keys --`,
  `1; SELECT sleep(9)`,
  `\\' OR 1=1 --`,
  `\\\\'`,
  `'/**/OR/**/1`,
  `{x:String}`,
  `\${1+1}`,
  `{{7*7}}`,
  `%s%s%n%x`,
  `%00`,
  `\0`,
  `\u2028\u2029\ufeff`,
  `\ud800`,
  `\u202e\u0000\u0001i5`,
  `../../../../etc/passwd`,
  `..\\..\\windows`,
  `file:///etc/passwd`,
  `<script>alert(1)</script>`,
  `__proto__`,
  `constructor`,
  `toString`,
  `NULL`,
  `NaN`,
  `Infinity`,
  `-1`,
  `1e309`,
  `9999999999999999999999`,
  `0x1F`,
  `now-999999999w`,
  `*`,
  `**`,
  `%`,
  `_`,
  `any(`,
  `any(any(any(`,
  `count(span kind:llm):`,
  `)))`,
  `"`,
  `"\\`,
  `:`,
  `-`,
  `,`,
  `has:`,
  `attr.:x`,
  `attr."'":x`,
  'x'.repeat(5000),
  '('.repeat(1900),
  '"'.repeat(999),
  '\\'.repeat(999),
] as const
const LETTERS = [...`'"\\%_*()[]{}<>:;,.-+=/$#@!?&| \t\n\0azAZ09`, 'é', 'İ', 'ß', '日', '🙂', '\u202e', '\ud800', '--', '/*', '*/', '::']

/** `count` texts: known attacks, alone and joined, and random ones of the letters they are made of. */
export function hostileTexts(count: number, random: () => number): string[] {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!
  const known = [...ATTACKS, ...HOSTILE_TEXTS]
  const make = () => {
    if (random() < 0.2) return pick(known) + pick(known)
    return Array.from({ length: 1 + Math.floor(random() * 20) }, () => pick(LETTERS)).join('')
  }
  return Array.from({ length: count }, (_, index) => known[index] ?? make())
}
