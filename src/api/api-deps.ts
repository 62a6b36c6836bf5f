import type { Log } from '../base/log.ts'
import type { Gate } from '../gate/gate.ts'
import type { Renormalization } from '../model/renormalization.ts'
import type { ReceivedRequest } from '../model/span-sink.ts'
import type { Control, Desk, Live } from '../query/query.ts'

/** What removes data and lets every total follow. */
export type Deletion = {
  deleteTrace(projectId: string, traceId: string): Promise<unknown>
  deleteSession(projectId: string, sessionId: string): Promise<unknown>
  deleteProject(projectId: string): Promise<unknown>
}

export type ApiDeps = {
  readonly desk: Desk
  readonly live: Pick<Live, 'open' | 'close'>
  readonly control: Control
  readonly deletion: Deletion
  readonly renormalizing: {
    renormalize(projectId: string): Promise<Renormalization>
    renormalization(projectId: string): Renormalization
  }
  readonly journal: { recent(projectId: string): readonly ReceivedRequest[] }
  readonly gate: Pick<Gate, 'isAuthRequired' | 'isSignedIn' | 'signIn' | 'signOut'>
  readonly instance: { readonly version: string; ports(): { readonly httpPort?: number; readonly grpcPort?: number } }
  readonly log: Log
}
