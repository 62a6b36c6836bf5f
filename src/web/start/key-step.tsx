import { KeyRound } from 'lucide-react'
import { describeFailure } from '../data/failure.ts'
import { SecretOnce } from '../settings/secret-once.tsx'
import type { useCreateKey } from '../settings/use-create-key.ts'
import { Button } from '../ui/button.tsx'
import type { Target } from './snippet.ts'
import { Step } from './step.tsx'

export function KeyStep({ target, create }: { target: Target; create: ReturnType<typeof useCreateKey> }) {
  return (
    <Step number={1} title="Key">
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-48 flex-1 text-ink-2">
          {target.isKeyNeeded
            ? 'A key says which project the spans belong to. It is filled into the snippets below.'
            : 'No key is needed: this server listens on this machine only, and what comes without a key lands in this project. Make one if an SDK insists.'}
        </p>
        <Button
          icon={KeyRound}
          variant={target.isKeyNeeded && !create.data ? 'primary' : 'plain'}
          disabled={create.isPending}
          onClick={() => create.mutate('Getting started')}
        >
          {create.data ? 'Create another key' : 'Create key'}
        </Button>
      </div>
      {create.error && (
        <p role="alert" className="mt-2 text-error">
          {describeFailure(create.error).detail}
        </p>
      )}
      {create.data && (
        <div className="mt-3">
          <SecretOnce secret={create.data.secret} />
        </div>
      )}
    </Step>
  )
}
