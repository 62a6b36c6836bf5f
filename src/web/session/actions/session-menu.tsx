import { Braces, Copy, FileText, GitCompareArrows, Link2, MoreHorizontal, SquareTerminal, Trash2, Unplug } from 'lucide-react'
import { useState } from 'react'
import type { SessionDetail } from '../../../api/contract/session.ts'
import { cliCall, curlCall, type CallTarget } from '../../calls/calls.ts'
import { useCallTarget } from '../../calls/use-call-target.ts'
import { CompareWith } from '../../compare/compare-with.tsx'
import { IconButton } from '../../ui/button.tsx'
import { copyText } from '../../ui/copy-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { toast } from '../../ui/toast.tsx'
import { DeleteSession } from '../delete-session.tsx'
import { TranscriptDialog, type TranscriptTask } from './transcript-dialog.tsx'

/** All that can be done with a whole session. */
export function SessionMenu({ project, session }: { project: string; session: SessionDetail }) {
  const [open, setOpen] = useState<'compare' | 'delete' | TranscriptTask>()
  const findTarget = useCallTarget()
  const close = () => setOpen(undefined)

  const copy = async (text: string, said: string) => (await copyText(text)) && toast(said)
  const copyCall = (write: (target: CallTarget) => string, said: string) => void findTarget().then((target) => copy(write(target), said))
  const params = { project, sessionId: session.id }

  return (
    <>
      <Menu
        label="Session actions"
        align="end"
        trigger={(props) => <IconButton icon={MoreHorizontal} label="Session actions" {...props} />}
        items={[
          { label: 'Copy link', icon: Link2, onSelect: () => void copy(location.href, 'Link copied') },
          { label: 'Copy id', icon: Copy, onSelect: () => void copy(session.id, 'Id copied') },
          { label: 'Copy transcript as Markdown', icon: FileText, onSelect: () => setOpen('copy-markdown') },
          { label: 'Export as JSON', icon: Braces, onSelect: () => setOpen('download-json') },
          { label: 'Compare with…', icon: GitCompareArrows, onSelect: () => setOpen('compare') },
          {
            label: 'Copy as API call',
            icon: Unplug,
            onSelect: () => copyCall((target) => curlCall('listTurns', { params }, target), 'API call copied'),
          },
          {
            label: 'Copy as command',
            icon: SquareTerminal,
            onSelect: () => copyCall((target) => cliCall(project, session.id, target), 'Command copied'),
          },
          { label: 'Delete session…', icon: Trash2, isDanger: true, onSelect: () => setOpen('delete') },
        ]}
      />
      <DeleteSession project={project} session={session} isOpen={open === 'delete'} onClose={close} />
      <CompareWith project={project} sessionId={session.id} isOpen={open === 'compare'} onClose={close} />
      {(open === 'copy-markdown' || open === 'download-json') && (
        <TranscriptDialog key={open} project={project} session={session} task={open} onClose={close} />
      )}
    </>
  )
}
