import { useEffect, useState } from 'react'
import type { Turn } from '../../../api/contract/turn.ts'
import type { SessionDetail } from '../../../api/contract/session.ts'
import { turnsOf } from '../../../client/client.ts'
import { renderSession, type Form } from '../../../render/render.ts'
import { client } from '../../data/client.ts'

export type Transcript = {
  /** Turns read so far. */
  readonly turnCount: number
  /** In pieces, once it is whole. */
  readonly text?: readonly string[]
  readonly error?: unknown
}

const SHOWN_EVERY = 25

/** Reads every turn of a session, page after page, for as long as it is wanted. */
export function useTranscript(project: string, session: SessionDetail, type: Exclude<Form['type'], 'text'>): Transcript {
  const [transcript, setTranscript] = useState<Transcript>({ turnCount: 0 })
  useEffect(() => {
    const stop = new AbortController()
    const { signal } = stop
    let turnCount = 0
    async function* turns(): AsyncGenerator<Turn> {
      for await (const turn of turnsOf(client, { params: { project, sessionId: session.id }, signal })) {
        yield turn
        turnCount += 1
        if (turnCount % SHOWN_EVERY === 0) setTranscript({ turnCount })
      }
    }
    async function collect() {
      const text: string[] = []
      for await (const piece of renderSession(session, turns(), { type })) text.push(piece)
      setTranscript({ turnCount, text })
    }
    collect().catch((error: unknown) => !signal.aborted && setTranscript({ turnCount, error }))
    return () => stop.abort()
    // A session that changes while it is read is read as it was when that began.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [project, session.id, type])
  return transcript
}
