import { useNavigate } from '@tanstack/react-router'
import { PickSession } from './pick-session.tsx'

type CompareWithProps = { project: string; sessionId: string; isOpen: boolean; onClose: () => void }

/** Asks for the session to lay beside this one, and opens both. */
export function CompareWith({ project, sessionId, isOpen, onClose }: CompareWithProps) {
  const navigate = useNavigate()
  const compare = (b: string) => void navigate({ to: '/p/$project/compare', params: { project }, search: { a: sessionId, b } })
  return <PickSession project={project} title="Compare with" exceptId={sessionId} isOpen={isOpen} onPick={compare} onClose={onClose} />
}
