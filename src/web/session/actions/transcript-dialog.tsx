import { useEffect } from 'react'
import type { SessionDetail } from '../../../api/contract/session.ts'
import { formatCount, formatPlural } from '../../format/number.ts'
import { Button } from '../../ui/button.tsx'
import { copyText } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { download } from '../../ui/download.ts'
import { ErrorPanel, useIsLate } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useTranscript } from './use-transcript.ts'

export type TranscriptTask = 'copy-markdown' | 'download-json'

type TranscriptDialogProps = { project: string; session: SessionDetail; task: TranscriptTask; onClose: () => void }

/** Reads the whole conversation, then copies or keeps it. Seen only when that takes a while or needs a hand. */
export function TranscriptDialog({ project, session, task, onClose }: TranscriptDialogProps) {
  const isCopy = task === 'copy-markdown'
  const { turnCount, text, error } = useTranscript(project, session, isCopy ? 'markdown' : 'json')
  const isLate = useIsLate(400)
  const turns = formatPlural(turnCount, 'turn')

  function finish(said: string) {
    toast(said)
    onClose()
  }
  const copy = async (whole: readonly string[]) => (await copyText(whole.join(''))) && finish(`Transcript of ${turns} copied`)
  const keep = (whole: readonly string[]) => {
    const [ending, type] = isCopy ? ['md', 'text/markdown'] : ['json', 'application/json']
    download(whole, `session-${session.id.slice(0, 80)}.${ending}`, type)
    finish(`${turns} exported`)
  }

  useEffect(() => {
    if (text) void (isCopy ? copy(text) : keep(text))
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [text])

  return (
    <Dialog
      title={isCopy ? 'Copy the transcript' : 'Export the session'}
      isOpen={isLate || error !== undefined}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{error === undefined ? 'Cancel' : 'Close'}</Button>
          {text && isCopy && <Button onClick={() => keep(text)}>Download</Button>}
          {text && isCopy && (
            <Button variant="primary" onClick={() => void copy(text)}>
              Copy
            </Button>
          )}
        </>
      }
    >
      {error !== undefined ? (
        <ErrorPanel title="The session could not be read to its end" error={error} />
      ) : (
        <>
          <progress aria-label="Turns read" max={Math.max(1, session.traceCount)} value={turnCount} className="h-2 w-full accent-accent" />
          <p aria-live="polite" className="text-13 text-ink-2">
            {text ? `${turns} are ready.` : `${formatCount(turnCount)} of ${formatPlural(session.traceCount, 'turn')} read`}
          </p>
        </>
      )}
    </Dialog>
  )
}
