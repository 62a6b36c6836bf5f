import { useMutation } from '@tanstack/react-query'
import { ArrowUp, X } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import type { Project } from '../../api/contract/project.ts'
import { client } from '../data/client.ts'
import { describeFailure } from '../data/failure.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { Card } from './card.tsx'
import { KeysTested } from './keys-tested.tsx'
import { useSaveSettings } from './use-settings.ts'

const MOST_KEYS = 20

/** The attributes that hold the session id of this project's spans, and what they would do with recent ones. */
export function SessionKeys({ project, stored }: { project: Project; stored: readonly string[] }) {
  const [keys, setKeys] = useState(stored)
  const save = useSaveSettings(project.id, 'The session attributes are saved.')
  const test = useMutation({
    mutationFn: () => client.call('testSessionKeys', { params: { project: project.id }, body: { keys: [...keys] } }),
  })
  const failure = save.error ?? test.error
  const isChanged = JSON.stringify(keys) !== JSON.stringify(stored)
  return (
    <Card title="Session id">
      <p className="mb-3 text-ink-2">
        The spellings that SDKs use are known. Does your app put its session id into an attribute of its own? Name it here: it beats all
        others, and of several the first that a span carries.
      </p>
      <div className="flex flex-col gap-3">
        {keys.length > 0 && <KeyList keys={keys} onChange={setKeys} />}
        <AddKey keys={keys} onAdd={(key) => setKeys([...keys, key])} />
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" disabled={!isChanged || save.isPending} onClick={() => save.mutate({ sessionKeys: [...keys] })}>
            Save
          </Button>
          <Button disabled={keys.length === 0 || test.isPending} onClick={() => test.mutate()}>
            {test.isPending ? 'Looking…' : 'Try on recent spans'}
          </Button>
        </div>
        {failure && (
          <p role="alert" className="text-12 text-error">
            {describeFailure(failure).detail}
          </p>
        )}
        {test.data && <KeysTested project={project.slug} test={test.data} />}
        <p className="text-12 text-ink-3">Spans that arrive once this is saved are read so.</p>
      </div>
    </Card>
  )
}

function KeyList({ keys, onChange }: { keys: readonly string[]; onChange: (keys: readonly string[]) => void }) {
  function raise(at: number) {
    onChange(keys.map((key, index) => (index === at - 1 ? keys[at]! : index === at ? keys[at - 1]! : key)))
  }
  return (
    <ol aria-label="Session attributes, best first" className="rounded-card border border-border">
      {keys.map((key, at) => (
        <li key={key} className="flex items-center gap-2 border-t border-border py-0.5 pe-1 ps-3 first:border-t-0">
          <span aria-hidden className="text-12 text-ink-3">
            {at + 1}
          </span>
          <code dir="auto" className="min-w-0 flex-1 font-mono text-12 [overflow-wrap:anywhere]">
            {key}
          </code>
          {at > 0 && <IconButton icon={ArrowUp} label={`Move ${key} up`} onClick={() => raise(at)} />}
          <IconButton icon={X} label={`Remove ${key}`} onClick={() => onChange(keys.filter((one) => one !== key))} />
        </li>
      ))}
    </ol>
  )
}

function AddKey({ keys, onAdd }: { keys: readonly string[]; onAdd: (key: string) => void }) {
  const [typed, setTyped] = useState('')
  const key = typed.trim()
  const isKnown = keys.includes(key)
  const isFull = keys.length >= MOST_KEYS

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (key === '' || isKnown || isFull) return
    onAdd(key)
    setTyped('')
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-wrap items-end gap-2">
      <TextField
        label="Attribute"
        className="min-w-48 flex-1"
        placeholder="app.conversation"
        value={typed}
        maxLength={200}
        disabled={isFull}
        error={isKnown ? 'It is in the list.' : undefined}
        hint={isFull ? `These are ${MOST_KEYS}, as many as there may be.` : undefined}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button type="submit" disabled={key === '' || isKnown || isFull}>
        Add attribute
      </Button>
    </form>
  )
}
