import type { Dice } from './dice.ts'
import type { Story, StoryTeller } from './story.ts'
import { codingStory } from './stories/coding-agent.ts'
import { digestStory, handbookStory } from './stories/handbook.ts'
import { failedSqlStory, sqlStory } from './stories/sql-agent.ts'
import { parcelStory, refundStory } from './stories/support-bot.ts'
import { travelStory } from './stories/travel-planner.ts'

/** In order of what a first look should find: every kind of ending is among the first nine. */
const PROGRAMME: readonly StoryTeller[] = [
  (dice) => refundStory(dice, 'waiting'),
  (dice) => travelStory(dice, false),
  sqlStory,
  (dice) => refundStory(dice, 'allowed'),
  codingStory,
  failedSqlStory,
  handbookStory,
  (dice) => travelStory(dice, true),
  digestStory,
  parcelStory,
  (dice) => refundStory(dice, 'refused'),
]

export function storyAt(index: number, dice: Dice): Story {
  return PROGRAMME[index % PROGRAMME.length]!(dice)
}
