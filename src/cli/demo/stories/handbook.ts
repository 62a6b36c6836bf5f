import type { Dice } from '../dice.ts'
import type { Story } from '../story.ts'

const QUESTIONS = [
  {
    asks: 'How many days of parental leave do I get?',
    page: 'leave/parental',
    says: 'Each parent may take up to 14 months; tell your lead seven weeks before.',
  },
  {
    asks: 'Can I work from abroad for two weeks?',
    page: 'work/abroad',
    says: 'Yes, up to 30 days a year inside the EU, announced 14 days before.',
  },
  {
    asks: 'What is the limit for a hotel in Paris?',
    page: 'travel/hotels',
    says: 'The limit for Paris is 190 EUR a night, breakfast included.',
  },
  { asks: 'Who approves a new laptop?', page: 'it/hardware', says: 'Your lead approves it, after 36 months no reason is needed.' },
] as const

/** Questions to the staff handbook: embedding, retrieval, one answer. */
export function handbookStory(dice: Dice): Story {
  const first = dice.pick(QUESTIONS)
  const second = dice.pick(QUESTIONS.filter((question) => question !== first))
  return {
    service: 'handbook-rag',
    agent: 'handbook_qa',
    dialect: 'openinference',
    provider: 'openai',
    model: 'gpt-4o-mini',
    system: 'Answer from the handbook pages you are given. When they do not say it, say so.',
    sessionId: `handbook-${dice.hex(10)}`,
    userId: `staff-${dice.between(10, 99)}`,
    tags: ['rag', 'internal'],
    turns: [first, second].map((question, index) => ({
      says: question.asks,
      afterMs: index === 0 ? 0 : dice.between(25_000, 200_000),
      steps: [
        {
          do: 'search' as const,
          query: question.asks,
          documents: [
            { id: question.page, text: question.says, score: 0.91 },
            { id: 'welcome', text: 'Welcome to the staff handbook. Pages are reviewed twice a year.', score: 0.42 },
          ],
        },
      ],
      reply: `${question.says} (Handbook: ${question.page})`,
    })),
  }
}

/** A nightly job that knows of no session: one trace, listed under Traces only. */
export function digestStory(dice: Dice): Story {
  return {
    service: 'nightly-digest',
    agent: 'digest',
    dialect: 'openllmetry',
    provider: 'openai',
    model: 'gpt-4o-mini',
    system: 'Summarise the tickets of the day in three bullet points.',
    tags: ['cron'],
    turns: [
      {
        says: `${dice.between(40, 90)} tickets: ${dice.between(10, 30)} about shipping, ${dice.between(5, 20)} about refunds, the rest about sizes.`,
        afterMs: 0,
        steps: [],
        reply: '- Shipping leads again, mostly DHL delays\n- Refunds are stable\n- Sizes: the Alder jacket runs small',
      },
    ],
  }
}
