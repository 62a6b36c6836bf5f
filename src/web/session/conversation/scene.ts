import { createContext, useContext } from 'react'
import type { FindHit } from '../../../api/contract/insight.ts'
import type { DetailTab } from '../../trace/details/detail-tab.ts'
import type { StepsShown } from '../session-url.ts'

/** What every part of a conversation may want to know or do. */
export type Scene = {
  readonly project: string
  readonly sessionId: string
  readonly steps: StepsShown
  readonly selectedSpanId: string | undefined
  readonly selectSpan: (traceId: string, spanId: string, tab?: DetailTab) => void
  readonly openTurn: (traceId: string) => void
  /** 0 is the first turn; undefined for a trace of another session. */
  readonly indexOf: (traceId: string) => number | undefined
  /** Traces whose system prompt is unfolded. */
  readonly openPrompts: ReadonlySet<string>
  readonly togglePrompt: (traceId: string) => void
  /** Where the reader stands in what was found. */
  readonly hit: FindHit | undefined
}

export const SceneContext = createContext<Scene | undefined>(undefined)

export function useScene(): Scene {
  const scene = useContext(SceneContext)
  if (!scene) throw new Error('A part of a conversation stands outside of one.')
  return scene
}
