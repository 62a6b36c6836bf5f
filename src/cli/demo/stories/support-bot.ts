import type { Dice } from '../dice.ts'
import type { Story, Turn } from '../story.ts'

const SYSTEM =
  'You are the support assistant of Northwind Outdoor. Be brief and kind. Look orders up before you speak about them. Refunds above 50 EUR need a colleague.'
const ITEMS = ['tent Ridge 2', 'rain jacket Alder', 'pair of Scree boots', 'headlamp Ember', 'sleeping bag Down 400'] as const
const FAULTS = ['arrived with a broken zip', 'is two sizes too small', 'leaks at the seam', 'stopped working after one night'] as const
const NAMES = ['maya', 'jonas', 'priya', 'lukas', 'amelie', 'tomasz'] as const

/** How a refund ends: waiting for a colleague, allowed, or refused. */
export type RefundEnd = 'waiting' | 'allowed' | 'refused'

/** A LangGraph app under OpenLLMetry: an order is looked up, and a refund pauses until a person decides. */
export function refundStory(dice: Dice, end: RefundEnd): Story {
  const item = dice.pick(ITEMS)
  const order = `NW-${dice.between(20_000, 89_999)}`
  const amount = dice.between(59, 349)
  const turns: Turn[] = [
    {
      says: `Hi, my ${item} from order ${order} ${dice.pick(FAULTS)}. What can I do?`,
      afterMs: 0,
      steps: [lookUp(order, item, amount)],
      reply: `I am sorry about that. I found order ${order} with the ${item} for ${amount} EUR. I can send you a new one, or refund it. What do you prefer?`,
    },
    {
      says: dice.pick(['A refund please.', 'I would rather have my money back.', 'Refund, I bought another one already.']),
      afterMs: dice.between(20_000, 110_000),
      steps: [
        {
          do: 'ask',
          tool: 'issue_refund',
          args: { order_id: order, amount_eur: amount, reason: 'defective item' },
          question: {
            question: `Refund ${amount} EUR for order ${order}?`,
            action: 'issue_refund',
            args: { order_id: order, amount_eur: amount },
          },
        },
      ],
    },
  ]
  if (end !== 'waiting') turns.push(decision(dice, end, order, amount))
  return supportStory(dice, turns, ['refund'])
}

/** The quick case: where is my parcel. */
export function parcelStory(dice: Dice): Story {
  const order = `NW-${dice.between(20_000, 89_999)}`
  const day = dice.pick(['tomorrow before noon', 'on Thursday', 'today until 20:00'])
  return supportStory(
    dice,
    [
      {
        says: dice.pick([`Where is my parcel ${order}?`, `Has order ${order} been shipped yet?`]),
        afterMs: 0,
        steps: [
          lookUp(order, dice.pick(ITEMS), dice.between(19, 199)),
          {
            do: 'call',
            tool: 'track_parcel',
            args: { order_id: order },
            result: { carrier: 'DHL', state: 'in_transit', eta: day },
            ms: 420,
          },
        ],
        reply: `Your parcel is on its way with DHL and should arrive ${day}.`,
      },
      {
        says: dice.pick(['Can I have it left with a neighbour?', 'I am not at home then, what now?']),
        afterMs: dice.between(15_000, 60_000),
        steps: [],
        reply: 'Yes. Open the tracking link in your mail and choose "leave with a neighbour"; the driver sees it at once.',
      },
    ],
    ['shipping'],
  )
}

function supportStory(dice: Dice, turns: readonly Turn[], tags: readonly string[]): Story {
  return {
    service: 'support-bot',
    agent: 'support_graph',
    dialect: 'openllmetry',
    provider: 'openai',
    model: 'gpt-4.1-mini',
    system: SYSTEM,
    sessionId: dice.uuid(),
    userId: `${dice.pick(NAMES)}@example.com`,
    tags,
    turns,
  }
}

function lookUp(order: string, item: string, amount: number): Turn['steps'][number] {
  return {
    do: 'call',
    tool: 'look_up_order',
    args: { order_id: order },
    result: { order_id: order, items: [item], total_eur: amount, state: 'delivered' },
    ms: 180,
  }
}

function decision(dice: Dice, end: 'allowed' | 'refused', order: string, amount: number): Turn {
  const afterMs = dice.between(60_000, 15 * 60_000)
  if (end === 'refused') {
    return {
      says: { resume: { type: 'reject', message: 'Outside of the 30 day window, offer a voucher.' } },
      afterMs,
      steps: [],
      reply: `My colleague tells me that the 30 days for a refund are over. I can offer you a voucher of ${Math.round(amount * 0.8)} EUR. Would that help?`,
    }
  }
  return {
    says: { resume: { type: 'approve' } },
    afterMs,
    steps: [{ do: 'run', result: { refund_id: `RF-${dice.between(1000, 9999)}`, state: 'issued' }, ms: 650 }],
    reply: `Done: ${amount} EUR for order ${order} are on their way to you. It takes up to three working days.`,
  }
}
