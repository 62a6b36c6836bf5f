import { createHash } from 'node:crypto'
import type { Message, MessagePart } from '../model/message.ts'

export type Blob = { readonly mimeType: string | undefined; readonly bytes: Uint8Array }
type Media = Extract<MessagePart, { type: 'media' }>

/** The same messages, without the bytes that came inside: each such part says where to ask for them. */
export function withBlobIds(messages: readonly Message[]): Message[] {
  return messages.map((message) => ({ ...message, parts: message.parts.map((part) => (part.type === 'media' ? withBlobId(part) : part)) }))
}

function withBlobId({ data, ...part }: Media): Media {
  if (data === undefined) return part
  const bytes = bytesOf(data)
  return { ...part, blobId: idOf(bytes), bytes: bytes.length }
}

/** The bytes that `withBlobIds` names so. */
export function findBlob(messages: readonly Message[], blobId: string): Blob | undefined {
  for (const { parts } of messages) {
    for (const part of parts) {
      if (part.type !== 'media' || part.data === undefined) continue
      const bytes = bytesOf(part.data)
      if (idOf(bytes) === blobId) return { mimeType: part.mimeType, bytes }
    }
  }
  return undefined
}

/** What is no base64 is kept as the text it is. */
function bytesOf(data: string): Uint8Array {
  const base64 = /\s/.test(data) ? data.replace(/\s+/g, '') : data
  const bytes = Buffer.from(base64, 'base64')
  const length = base64.endsWith('=') ? base64.indexOf('=', base64.length - 2) : base64.length
  return bytes.length === Math.floor((length * 3) / 4) ? bytes : Buffer.from(data)
}

function idOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
