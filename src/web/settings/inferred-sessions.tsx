import { useState, type FormEvent } from 'react'
import type { Project } from '../../api/contract/project.ts'
import type { ProjectSettings } from '../../model/project-settings.ts'
import { describeFailure } from '../data/failure.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { Card } from './card.tsx'
import { useSaveSettings } from './use-settings.ts'

type Inferring = Pick<ProjectSettings, 'isInferringSessions' | 'inferredIdleMinutes'>

/** Sessions for apps that send no id. */
export function InferredSessions({ project, stored }: { project: Project; stored: Inferring }) {
  const [isInferring, setInferring] = useState(stored.isInferringSessions)
  const [minutes, setMinutes] = useState(String(stored.inferredIdleMinutes))
  const save = useSaveSettings(project.id, 'How sessions are inferred is saved.')
  const isValid = /^\d{1,4}$/.test(minutes) && Number(minutes) >= 1 && Number(minutes) <= 1440
  const isChanged = isInferring !== stored.isInferringSessions || Number(minutes) !== stored.inferredIdleMinutes

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (isValid && isChanged) save.mutate({ isInferringSessions: isInferring, inferredIdleMinutes: Number(minutes) })
  }

  return (
    <Card title="Inferred sessions">
      <p className="mb-3 text-ink-2">
        Traces that name no session are put together when one repeats the conversation of another, or when the same user goes on without a
        long pause. Such a session is marked as inferred and never holds a trace that names one.
      </p>
      <form onSubmit={onSubmit} className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <label className="flex min-h-8 items-center gap-2 font-medium">
          <input
            type="checkbox"
            role="switch"
            aria-checked={isInferring}
            className="size-4 accent-accent"
            checked={isInferring}
            onChange={(event) => setInferring(event.target.checked)}
          />
          Infer sessions
        </label>
        <TextField
          label="Minutes of silence that end one"
          className="w-56"
          inputMode="numeric"
          value={minutes}
          disabled={!isInferring}
          error={isValid ? undefined : 'A whole number from 1 to 1440'}
          onChange={(event) => setMinutes(event.target.value.trim())}
        />
        <Button variant="primary" type="submit" disabled={!isValid || !isChanged || save.isPending}>
          Save
        </Button>
      </form>
      {save.error && (
        <p role="alert" className="mt-2 text-12 text-error">
          {describeFailure(save.error).detail}
        </p>
      )}
    </Card>
  )
}
