import { Layers, PanelLeft, PanelRight, Search } from 'lucide-react'
import { STEPS } from '../../../api/contract/turn.ts'
import { IconButton } from '../../ui/button.tsx'
import { NARROW, useMedia } from '../../ui/media.ts'
import type { Playhead } from '../timeline/playhead.ts'
import { ReplayControl } from '../timeline/replay-control.tsx'
import type { StepsShown } from '../session-url.ts'
import type { Pane } from './use-panes.ts'

type ConversationToolsProps = {
  steps: StepsShown
  onSteps: (steps: StepsShown) => void
  outline: Pane
  inspector: Pane
  onFind: () => void
  playhead: Playhead
}

const WORDS = { none: 'none', tools: 'tools', all: 'all' }

/** How much of the work is shown, find, and the panes. */
export function ConversationTools({ steps, onSteps, outline, inspector, onFind, playhead }: ConversationToolsProps) {
  const isNarrow = useMedia(NARROW)
  return (
    <div role="toolbar" aria-label="Conversation" className="flex flex-none items-center pe-1 sm:gap-0.5 max-sm:[&_button]:w-7">
      {isNarrow ? (
        <IconButton icon={Layers} label={`Steps: ${WORDS[steps]}`} onClick={() => onSteps(nextSteps(steps))} />
      ) : (
        <div role="group" aria-label="Steps" data-tip="S" className="me-1 flex items-center text-12">
          <span className="pe-1.5 text-ink-3">Steps</span>
          {STEPS.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === steps}
              onClick={() => onSteps(one)}
              className="min-h-6 border-y border-e border-border px-2 text-ink-2 first-of-type:rounded-s-control first-of-type:border-s last-of-type:rounded-e-control hover:bg-hover aria-pressed:bg-accent-soft aria-pressed:text-accent"
            >
              {WORDS[one]}
            </button>
          ))}
        </div>
      )}
      <ReplayControl playhead={playhead} />
      <IconButton icon={Search} label="Find in this session" keys="mod+F" onClick={onFind} />
      <IconButton icon={PanelLeft} label={outline.isOpen ? 'Hide the outline' : 'Show the outline'} keys="[" onClick={outline.toggle} />
      <IconButton
        icon={PanelRight}
        label={inspector.isOpen ? 'Hide the inspector' : 'Show the inspector'}
        keys="]"
        onClick={inspector.toggle}
      />
    </div>
  )
}

export function nextSteps(steps: StepsShown): StepsShown {
  return STEPS[(STEPS.indexOf(steps) + 1) % STEPS.length]!
}
