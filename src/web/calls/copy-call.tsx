import { Unplug } from 'lucide-react'
import type { ReadArgs, ReadOperation } from '../data/queries.ts'
import { IconButton } from '../ui/button.tsx'
import { copyText } from '../ui/copy-button.tsx'
import { toast } from '../ui/toast.tsx'
import { curlCall } from './calls.ts'
import { useCallTarget } from './use-call-target.ts'

/** Whatever a screen shows, a program can ask for with the same parameters. */
export function useCopyCall<O extends ReadOperation>(operation: O, args: ReadArgs<O>): () => Promise<void> {
  const findTarget = useCallTarget()
  return async () => {
    if (await copyText(curlCall(operation, args, await findTarget()))) toast('API call copied')
  }
}

export function CopyCall<O extends ReadOperation>({ operation, args }: { operation: O; args: ReadArgs<O> }) {
  const copy = useCopyCall(operation, args)
  return <IconButton icon={Unplug} label="Copy as API call" onClick={() => void copy()} />
}
