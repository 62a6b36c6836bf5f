import type { Dice } from '../dice.ts'
import type { Step, Story, Turn } from '../story.ts'

const SYSTEM =
  'You answer questions about the sales warehouse. Write one PostgreSQL query at a time, read its result, then answer in one or two sentences.'
const REGIONS = ['EMEA', 'APAC', 'LATAM', 'North America'] as const
const MONTHS = ['June', 'July', 'August', 'September'] as const

/** A text-to-SQL agent under OpenInference. Its first query names a column that does not exist; it reads the schema and recovers. */
export function sqlStory(dice: Dice): Story {
  const region = dice.pick(REGIONS)
  const month = dice.pick(MONTHS)
  const revenue = dice.between(180, 2_400) * 1000
  return analyst(dice, [
    {
      says: dice.pick([`What was our revenue in ${region} in ${month}?`, `How much did ${region} sell in ${month}?`]),
      afterMs: 0,
      steps: [
        badQuery(`SELECT sum(revenue) FROM orders WHERE region = '${region}' AND month = '${month}'`),
        call('describe_table', { table: 'orders' }, { columns: ['id', 'placed_at', 'region_code', 'net_amount', 'currency'] }, 90),
        query(`SELECT sum(net_amount) FROM orders WHERE region_code = '${region}' AND to_char(placed_at, 'FMMonth') = '${month}'`, [
          { sum: revenue },
        ]),
      ],
      reply: `${region} made ${revenue.toLocaleString('en')} EUR net in ${month}.`,
    },
    {
      says: 'And compared with the month before?',
      afterMs: dice.between(20_000, 90_000),
      steps: [
        query(`SELECT sum(net_amount) FROM orders WHERE region_code = '${region}'`, [
          { sum: Math.round(revenue * (0.8 + dice.roll() * 0.4)) },
        ]),
      ],
      reply: `That is ${dice.between(2, 19)} % ${dice.pick(['more', 'less'])} than the month before.`,
    },
    {
      says: dice.pick(['Which customers explain most of it?', 'Give me the top three customers.']),
      afterMs: dice.between(20_000, 120_000),
      steps: [
        query('SELECT customer, sum(net_amount) AS total FROM orders GROUP BY 1 ORDER BY 2 DESC LIMIT 3', [
          { customer: 'Kestrel GmbH' },
          { customer: 'Aalto Oy' },
          { customer: 'Bruma SA' },
        ]),
      ],
      reply: 'Kestrel GmbH, Aalto Oy and Bruma SA, in this order; together they are about a third of it.',
    },
  ])
}

/** The warehouse is down: the tool fails twice, then the model provider too, and the turn ends in an error. */
export function failedSqlStory(dice: Dice): Story {
  const down = {
    type: 'psycopg.OperationalError',
    message: 'connection to server at "warehouse" (10.2.0.14), port 5432 failed: timeout expired',
  }
  const ask = (): Step => ({
    do: 'call',
    tool: 'run_sql',
    args: { query: 'SELECT count(*) FROM sign_ups WHERE day = current_date' },
    result: undefined,
    ms: 5_000,
    failure: down,
  })
  return analyst(dice, [
    {
      says: 'How many sign-ups today?',
      afterMs: 0,
      steps: [
        ask(),
        ask(),
        {
          do: 'crash',
          failure: {
            type: 'openai.RateLimitError',
            message: 'Rate limit reached for gpt-4.1 on tokens per min. Please try again in 6.2s.',
          },
        },
      ],
    },
  ])
}

function analyst(dice: Dice, turns: readonly Turn[]): Story {
  return {
    service: 'warehouse-analyst',
    agent: 'sql_agent',
    dialect: 'openinference',
    provider: 'openai',
    model: 'gpt-4.1',
    system: SYSTEM,
    sessionId: dice.uuid(),
    userId: dice.pick(['controlling', 'sales-ops', 'cfo-office']),
    tags: ['analytics', 'internal'],
    turns,
  }
}

function call(tool: string, args: object, result: unknown, ms: number): Step {
  return { do: 'call', tool, args, result, ms }
}

function query(text: string, rows: readonly object[]): Step {
  return call('run_sql', { query: text }, { rows }, 320)
}

function badQuery(text: string): Step {
  return {
    do: 'call',
    tool: 'run_sql',
    args: { query: text },
    result: undefined,
    ms: 60,
    failure: { type: 'psycopg.errors.UndefinedColumn', message: 'column "revenue" does not exist' },
  }
}
