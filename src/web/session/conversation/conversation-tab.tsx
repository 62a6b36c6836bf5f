import { memo, useDeferredValue } from 'react'
import type { SessionDetail } from '../../../api/contract/session.ts'
import type { Outline } from '../../../api/contract/turn.ts'
import { useSessionSearch } from '../session-url.ts'
import type { Playhead } from '../timeline/playhead.ts'
import { TimelineStrip } from '../timeline/timeline-strip.tsx'
import { Beside } from './beside.tsx'
import { ErrorStrip } from './error-strip.tsx'
import { FindBar } from './find-bar.tsx'
import { Inspector } from './inspector.tsx'
import { OutlinePane } from './outline-pane.tsx'
import { SceneContext } from './scene.ts'
import { TranscriptView } from './transcript.tsx'
import { useConversationKeys } from './use-conversation-keys.ts'
import { useConversation, type Panes } from './use-conversation.ts'
import type { Pane } from './use-panes.ts'
import { useReader } from './use-reader.ts'
import { useFollowReplay, useTurnsUntil } from './use-replayed.ts'

type ConversationTabProps = {
  project: string
  session: SessionDetail
  outline: Outline
  panes: Panes
  playhead: Playhead
  isFinding: boolean
  onFinding: (isFinding: boolean) => void
  onScrolled: (top: number) => void
}

/** Hundreds of bars, which scrolling does not change. */
const Strip = memo(TimelineStrip)

/** The conversation: its turns in time and in short, what was said in them, and what is selected. */
export function ConversationTab(props: ConversationTabProps) {
  const { project, session, outline, panes, playhead, onScrolled } = props
  const { isOnlyProblems } = useSessionSearch()
  const untilMs = playhead.atMs
  const turns = useTurnsUntil(outline.items, untilMs)
  const reader = useReader(turns, untilMs !== undefined, onScrolled)
  const { transcript, span, deselect } = reader
  const { current } = transcript
  // What stands beside the conversation follows it, and never holds it up.
  const followed = useDeferredValue(current)
  const inspected = useDeferredValue(turns[current], undefined)
  useFollowReplay(untilMs !== undefined, turns.length, transcript.jump)
  const conversation = useConversation({ ...props, reader })
  const { scene, errors, finding, goTo, openPlace, openError, showOnlyProblems } = conversation
  useConversationKeys({ turns, reader, panes, conversation })
  return (
    <SceneContext value={scene}>
      <Strip
        outline={outline}
        session={session}
        selected={turns[followed]?.traceId}
        onSelect={goTo}
        playhead={untilMs}
        onScrub={playhead.scrub}
      />
      <ErrorStrip groups={errors.groups} selectedSpanId={span?.spanId} onOpen={openError} />
      <div className="flex min-h-0 flex-1">
        <Beside pane={panes.outline} label="Outline" side="start">
          <OutlinePane
            turns={turns}
            current={followed}
            isOnlyProblems={isOnlyProblems}
            onOnlyProblems={showOnlyProblems}
            onOpen={openPlace}
          />
        </Beside>
        <div className="relative flex min-w-0 flex-1">
          {finding.isOpen && <FindBar text={finding.text} find={finding.find} onText={finding.setText} onClose={finding.close} />}
          <TranscriptView turns={turns} transcript={transcript} isCut={outline.isCut ?? false} untilMs={untilMs} />
        </div>
        <Beside pane={withSpan(panes.inspector, span !== undefined)} label="Inspector" side="end" onClose={span && deselect}>
          <Inspector project={project} place={inspected} span={span} onBack={deselect} />
        </Beside>
      </div>
    </SceneContext>
  )
}

/** A sheet is over the conversation as long as a span is selected. */
function withSpan(pane: Pane, hasSpan: boolean): Pane {
  return { ...pane, isOpen: pane.isOpen || (hasSpan && !pane.isDocked) }
}
