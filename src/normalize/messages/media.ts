import type { MessagePart } from '../../model/message.ts'
import { isRecord, type JsonRecord } from '../json.ts'
import { recordField, textField } from './fields.ts'

type Media = Extract<MessagePart, { type: 'media' }>
type Found = { mimeType?: string; data?: string; url?: string; name?: string; heldBy?: string }
const HOLDERS = [
  'image_url',
  'input_audio',
  'audio',
  'image',
  'source',
  'file',
  'inline_data',
  'inlineData',
  'file_data',
  'fileData',
  'video',
  'document',
  'blob',
] as const
const LANGFUSE_REFERENCE = /^@@@langfuseMedia:type=([^|@]{1,100})\|id=([^|@]{1,200})\|/

/** An image, sound or file in any provider's wording. Nothing is ever fetched. */
export function mediaFrom(part: JsonRecord, fallback: Media['modality']): Media {
  const found: Found = {}
  collect(part, found, 0)
  const modality = modalityOf(found.mimeType) ?? modalityOf(textField(part, 'modality')) ?? fallback
  return { type: 'media', modality, ...found }
}

function collect(part: JsonRecord, found: Found, depth: number): void {
  const format = textField(part, 'format')
  found.mimeType ??=
    textField(part, 'mime_type', 'mimeType', 'media_type', 'mediaType') ??
    (format === undefined ? undefined : `${'data' in part ? 'audio' : 'image'}/${format}`)
  found.name ??= textField(part, 'filename', 'name', 'file_id', 'fileId', 'title')
  place(
    textField(part, 'data', 'bytes', 'content', 'url', 'uri', 'file_uri', 'fileUri', 'file_data', 'image_url', 'image', 'audio', 'file'),
    found,
  )
  if (depth > 3) return
  const holder = recordField(part, ...HOLDERS) ?? (isRecord(part['data']) ? part['data'] : undefined)
  if (holder !== undefined) collect(holder, found, depth + 1)
}

function place(text: string | undefined, found: Found): void {
  if (text === undefined) return
  const reference = LANGFUSE_REFERENCE.exec(text)
  if (reference !== null) {
    found.mimeType ??= reference[1]
    found.name ??= reference[2]
    found.heldBy = 'Langfuse'
  } else if (text.startsWith('data:')) {
    const comma = text.indexOf(',')
    const [mimeType, ...parameters] = text.slice(5, comma).split(';')
    if (mimeType !== '') found.mimeType ??= mimeType
    found.data ??= parameters.at(-1)?.trim() === 'base64' ? text.slice(comma + 1) : base64Of(text.slice(comma + 1))
  } else if (/^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(text)) found.url ??= text
  else found.data ??= text
}

/** The data of a URL that is no base64 is percent-encoded text. */
function base64Of(encoded: string): string {
  let text = encoded
  try {
    text = decodeURIComponent(encoded)
  } catch {
    // A stray percent sign: the text is taken as it stands.
  }
  return Buffer.from(text).toString('base64')
}

export function isLangfuseMedia(text: string): boolean {
  return text.startsWith('@@@langfuseMedia:') && LANGFUSE_REFERENCE.test(text)
}

function modalityOf(mimeType: string | undefined): Media['modality'] | undefined {
  const kind = mimeType?.split('/', 1)[0]
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : kind === undefined ? undefined : 'file'
}
