import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { ApiKey, Project } from '../../api/contract/project.ts'
import { describeFailure } from '../data/failure.ts'
import { read } from '../data/queries.ts'
import { Button } from '../ui/button.tsx'
import { ErrorPanel, Skeleton } from '../ui/states.tsx'
import { TextField } from '../ui/text-field.tsx'
import { When } from '../ui/value.tsx'
import { Card } from './card.tsx'
import { DeleteKey } from './delete-key.tsx'
import { SecretOnce } from './secret-once.tsx'
import { CELL, HeadRow } from './table.tsx'
import { useCreateKey } from './use-create-key.ts'
import { ScrollRegion } from '../content/scroll-region.tsx'

/** The API keys of a project: made here, shown once, revoked here. */
export function ApiKeys({ project }: { project: Project }) {
  const keys = useQuery(read('listApiKeys', { params: { project: project.id } }))
  return (
    <>
      <Card title="New API key">
        <CreateKey projectId={project.id} />
      </Card>
      <Card title="API keys">
        <p className="mb-3 text-ink-2">
          A key says which project the spans belong to. Send it as a bearer token, as the password of Basic authentication, or in x-api-key.
        </p>
        {keys.error ? (
          <ErrorPanel error={keys.error} onRetry={() => void keys.refetch()} />
        ) : !keys.data ? (
          <Skeleton rows={2} />
        ) : keys.data.items.length === 0 ? (
          <p className="text-ink-3">There is no key yet.</p>
        ) : (
          <KeyTable projectId={project.id} keys={keys.data.items} />
        )}
      </Card>
    </>
  )
}

function CreateKey({ projectId }: { projectId: string }) {
  const [name, setName] = useState('')
  const create = useCreateKey(projectId)

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (name.trim() !== '') create.mutate(name.trim(), { onSuccess: () => setName('') })
  }

  return (
    <div className="flex flex-col gap-3">
      <form onSubmit={onSubmit} className="flex flex-wrap items-end gap-2">
        <TextField
          label="What it is for"
          className="min-w-48 flex-1"
          placeholder="checkout bot, production"
          value={name}
          maxLength={100}
          required
          error={create.error ? describeFailure(create.error).detail : undefined}
          onChange={(event) => setName(event.target.value)}
        />
        <Button variant="primary" type="submit" disabled={create.isPending || name.trim() === ''}>
          Create key
        </Button>
      </form>
      {create.data && <SecretOnce secret={create.data.secret} />}
    </div>
  )
}

function KeyTable({ projectId, keys }: { projectId: string; keys: readonly ApiKey[] }) {
  return (
    <ScrollRegion label="API keys" className="relative overflow-x-auto">
      <table className="w-full text-start">
        <HeadRow words={['Name', 'Begins with', 'Created', 'Last used']} actions="Delete" />
        <tbody>
          {keys.map((key) => (
            <tr key={key.id}>
              <th scope="row" dir="auto" className={`${CELL} text-start font-medium [overflow-wrap:anywhere]`}>
                {key.name}
              </th>
              <td className={`${CELL} font-mono text-12`}>{key.prefix}…</td>
              <td className={`${CELL} whitespace-nowrap`}>
                <When at={key.createdAt} />
              </td>
              <td className={`${CELL} whitespace-nowrap`}>
                {key.lastUsedAt === undefined ? <span className="text-ink-3">never</span> : <When at={key.lastUsedAt} />}
              </td>
              <td className={`${CELL} text-end`}>
                <DeleteKey projectId={projectId} apiKey={key} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
