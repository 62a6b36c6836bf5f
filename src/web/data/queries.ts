import { queryOptions } from '@tanstack/react-query'
import type { Contract, File, Operation, Stream } from '../../api/contract/contract.ts'
import type { ParamsOf, QueryInputOf, ReplyOf } from '../../api/contract/route.ts'
import { client } from './client.ts'

/** Operations that read, and are answered once. */
export type ReadOperation = {
  [O in Exclude<Operation, Stream | File>]: Contract[O]['method'] extends 'GET' ? O : never
}[Exclude<Operation, Stream | File>]
export type ReadArgs<O extends Operation> = ([ParamsOf<Contract[O]>] extends [undefined]
  ? { params?: undefined }
  : { params: ParamsOf<Contract[O]> }) & {
  query?: QueryInputOf<Contract[O]>
}

/** Options for `useQuery` and friends: `useQuery(read('getTrace', { params: { project, traceId } }))`. Cancelled when superseded. */
export function read<O extends ReadOperation>(operation: O, args: ReadArgs<O>) {
  return queryOptions({
    queryKey: [operation, args.params, args.query] as const,
    queryFn: ({ signal }) => fetchRead(operation, args, signal),
  })
}

export function fetchRead<O extends ReadOperation>(operation: O, args: ReadArgs<O>, signal?: AbortSignal): Promise<ReplyOf<Contract[O]>> {
  return client.call(operation, { ...args, signal } as never) as Promise<ReplyOf<Contract[O]>>
}
