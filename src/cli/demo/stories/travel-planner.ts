import type { Dice } from '../dice.ts'
import type { Step, Story, Turn } from '../story.ts'

const TRIPS = [
  { from: 'Berlin', to: 'Lisbon', airport: 'LIS', hotel: 'Casa do Miradouro', sight: 'the tram 28 early in the morning' },
  { from: 'Vienna', to: 'Athens', airport: 'ATH', hotel: 'Anafiotika Rooms', sight: 'the Acropolis museum on a Friday evening' },
  { from: 'Zurich', to: 'Copenhagen', airport: 'CPH', hotel: 'Havnegade 12', sight: 'a harbour bath in Islands Brygge' },
  { from: 'Hamburg', to: 'Rome', airport: 'FCO', hotel: 'Via Giulia Suites', sight: 'the Aventine keyhole at sunset' },
] as const

type Trip = (typeof TRIPS)[number]

/** A travel planner on the AI SDK with OTel GenAI spans: searches, a booking, and sometimes an overloaded provider that ends a turn. */
export function travelStory(dice: Dice, isFailing: boolean): Story {
  const trip = dice.pick(TRIPS)
  return {
    service: 'trip-planner',
    agent: 'trip-planner',
    dialect: 'otel-genai',
    provider: 'anthropic',
    model: 'claude-sonnet-4-5',
    system:
      'You plan short city trips. Search before you promise anything, compare at most three options, and always name the total price.',
    sessionId: dice.uuid(),
    userId: `traveller-${dice.between(100, 999)}`,
    tags: ['web'],
    turns: [search(dice, trip), ...(isFailing ? failedBooking(dice, trip) : booking(dice, trip))],
  }
}

function search(dice: Dice, trip: Trip): Turn {
  const price = dice.between(89, 260)
  const nights = dice.between(2, 5)
  const flights = [
    { price_eur: price, stops: 0 },
    { price_eur: price - 30, stops: 1 },
  ]
  return {
    says: `I want to go from ${trip.from} to ${trip.to} for ${nights} nights next month, not too expensive.`,
    afterMs: 0,
    steps: [
      { do: 'call', tool: 'search_flights', args: { from: trip.from, to: trip.airport, nights }, result: { offers: flights }, ms: 1_400 },
      {
        do: 'call',
        tool: 'search_hotels',
        args: { city: trip.to, nights, max_price: 140 },
        result: { offers: [{ name: trip.hotel, price_eur: 96 }] },
        ms: 1_100,
      },
    ],
    reply: `There is a direct flight for ${price} EUR and the ${trip.hotel} for 96 EUR a night: ${price + 96 * nights} EUR in total. Shall I hold both?`,
  }
}

function booking(dice: Dice, trip: Trip): Turn[] {
  return [
    {
      says: 'Yes, hold both please.',
      afterMs: dice.between(30_000, 180_000),
      steps: [hold(dice, trip)],
      reply: 'Both are held for you until midnight.',
    },
    {
      says: `Anything I should not miss in ${trip.to}?`,
      afterMs: dice.between(20_000, 120_000),
      steps: [],
      reply: `Take ${trip.sight}. And book nothing for the first evening, just walk.`,
    },
  ]
}

function failedBooking(dice: Dice, trip: Trip): Turn[] {
  const overloaded = { type: 'AI_APICallError', message: 'Overloaded (529): the provider is temporarily overloaded' }
  return [
    { says: 'Yes, hold both please.', afterMs: dice.between(30_000, 180_000), steps: [{ do: 'crash', failure: overloaded }] },
    {
      says: 'Hello? Did that work?',
      afterMs: dice.between(20_000, 120_000),
      steps: [hold(dice, trip)],
      reply: 'Sorry for the silence. Yes, both are held until midnight.',
    },
  ]
}

function hold(dice: Dice, trip: Trip): Step {
  return {
    do: 'call',
    tool: 'hold_booking',
    args: { flight: 0, hotel: trip.hotel },
    result: { hold_id: dice.hex(8), until: '23:59' },
    ms: 900,
  }
}
