import { Unplug } from 'lucide-react'
import type { ReadArgs, ReadOperation } from '../data/queries.ts'
import { IconButton } from '../ui/button.tsx'
import { copyText } from '../ui/copy-button.tsx'
import { toast } from '../ui/toast.tsx'
import { curlCall } from './calls.ts'
import { useCallTarget } from './use-call-target.ts'

/** Whatever a screen shows, a program can ask for with the same parameters. */
export function CopyCall<O extends ReadOperation>({ operation, args }: { operation: O; args: ReadArgs<O> }) {
  const findTarget = useCallTarget()
  const copy = async () => (await copyText(curlCall(operation, args, await findTarget()))) && toast('API call copied')
  return <IconButton icon={Unplug} label="Copy as API call" onClick={() => void copy()} />
}
