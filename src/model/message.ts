import * as z from 'zod/mini'

/** One part of a message, the same for every provider (semantics 7.2). */
export const messagePartSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('reasoning'), text: z.string() }),
  z.object({ type: z.literal('tool_call'), id: z.optional(z.string()), name: z.string(), arguments: z.optional(z.unknown()) }),
  z.object({ type: z.literal('tool_result'), id: z.optional(z.string()), name: z.optional(z.string()), result: z.optional(z.unknown()) }),
  z.object({
    type: z.literal('media'),
    modality: z.enum(['image', 'audio', 'video', 'file']),
    mimeType: z.optional(z.string()),
    /** base64, when the sender included the bytes; answers of the API have `blobId` and `bytes` instead */
    data: z.optional(z.string()),
    /** SHA-256 of the bytes, in hexadecimal: where to ask for them */
    blobId: z.optional(z.string()),
    /** How many there are */
    bytes: z.optional(z.int()),
    /** never fetched by the product */
    url: z.optional(z.string()),
    name: z.optional(z.string()),
    /** Who keeps the bytes, where only a reference to them was sent */
    heldBy: z.optional(z.string()),
  }),
  z.object({
    type: z.literal('approval_request'),
    id: z.optional(z.string()),
    toolName: z.optional(z.string()),
    arguments: z.optional(z.unknown()),
  }),
  z.object({
    type: z.literal('approval_response'),
    id: z.optional(z.string()),
    approved: z.optional(z.boolean()),
    reason: z.optional(z.string()),
  }),
  z.object({ type: z.literal('redacted'), marker: z.string() }),
  z.object({ type: z.literal('other'), value: z.optional(z.unknown()) }),
])
export type MessagePart = z.infer<typeof messagePartSchema>

export const messageSchema = z.object({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  direction: z.enum(['input', 'output']),
  name: z.optional(z.string()),
  finishReason: z.optional(z.string()),
  parts: z.array(messagePartSchema),
})
/** A message as a span shows it: `input` was sent to the model or step, `output` came back. */
export type Message = z.infer<typeof messageSchema>
