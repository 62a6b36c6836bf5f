import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useId, type ReactNode } from 'react'
import type { Contract } from '../../api/contract/contract.ts'
import type { ReplyOf } from '../../api/contract/route.ts'
import { read, type ReadArgs, type ReadOperation } from '../data/queries.ts'
import { describeFailure } from '../data/failure.ts'
import { Button } from '../ui/button.tsx'
import { ErrorPanel, useIsLate } from '../ui/states.tsx'
import { useSeen } from './use-seen.ts'

type LoadedCardProps<O extends ReadOperation> = {
  title: string
  operation: O
  args: ReadArgs<O>
  /** About how tall it will be, so that nothing below it moves when it comes. */
  className: string
  /** It lies in a card already. */
  isBare?: boolean
  children: (reply: ReplyOf<Contract[O]>) => ReactNode
}

/** A card that asks for its own data when it comes near the screen, and says itself when that fails. */
export function LoadedCard<O extends ReadOperation>({ title, operation, args, className, isBare = false, children }: LoadedCardProps<O>) {
  const [element, isSeen] = useSeen<HTMLDivElement>()
  const { data, error, refetch } = useQuery({ ...read(operation, args), enabled: isSeen, placeholderData: keepPreviousData })
  const Frame = isBare ? Bare : Titled
  return (
    <div ref={element} className={`flex min-w-0 flex-col *:flex-1 ${className}`}>
      {data !== undefined ? (
        <>
          {children(data as ReplyOf<Contract[O]>)}
          {error && <Stale error={error} onRetry={() => void refetch()} />}
        </>
      ) : (
        <Frame title={title}>{error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : isSeen && <Waiting />}</Frame>
      )}
    </div>
  )
}

/** A card that has no more to show than a word. */
export function Titled({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col rounded-card border border-border bg-surface p-3">
      <h2 id={id} className="text-14 font-semibold">
        {title}
      </h2>
      {children}
    </section>
  )
}

/** What is shown is the last that came. */
function Stale({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <p role="alert" className="flex flex-none! items-center gap-2 px-1 pt-1 text-12 text-error">
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">Not refreshed: {describeFailure(error).detail}</span>
      <Button variant="quiet" onClick={onRetry}>
        Retry
      </Button>
    </p>
  )
}

function Bare({ children }: { children: ReactNode }) {
  return <div className="flex flex-col px-3">{children}</div>
}

function Waiting() {
  return useIsLate(150) ? (
    <div role="status" aria-label="Loading" className="mt-3 min-h-16 flex-1 animate-pulse rounded-control bg-hover" />
  ) : null
}
