import { contract } from '../../api/contract/contract.ts'
import { addressOf } from '../../client/client.ts'

/** Where the bytes of a span's media are. */
export function blobAddress(project: string, traceId: string, spanId: string): (blobId: string) => string {
  return (blobId) => addressOf(contract.getBlob.path, { project, traceId, spanId, blobId })
}
