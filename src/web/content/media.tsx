import { FileAudio, FileImage, FileText, FileVideo } from 'lucide-react'
import type { MessagePart } from '../../model/message.ts'
import { hostOf, readImageData } from './safe-url.ts'

type MediaPart = Extract<MessagePart, { type: 'media' }>
const ICONS = { image: FileImage, audio: FileAudio, video: FileVideo, file: FileText }
const BASE64_PER_BYTE = 4 / 3

/** An image whose bytes came with the span is drawn; everything else is named, never fetched. */
export function Media({ part }: { part: MediaPart }) {
  const image = part.data === undefined ? undefined : readImageData(part.mimeType, part.data)
  const name = part.name ?? part.mimeType ?? part.modality
  if (image !== undefined) return <img src={image} alt={name} className="max-h-80 max-w-full rounded-control border border-border" />
  if (part.url !== undefined) return <RemoteMedium url={part.url} words={part.name ?? ''} kind={part.modality} />
  const Icon = ICONS[part.modality]
  return (
    <p className="flex items-center gap-2 text-13 text-ink-2">
      <Icon aria-hidden size={16} /> {name}
      <span className="text-ink-3">
        {part.data === undefined
          ? 'content not recorded'
          : `about ${Math.round(part.data.length / BASE64_PER_BYTE).toLocaleString()} bytes, not shown`}
      </span>
    </p>
  )
}

/** Stands for what would have been loaded from another host. */
export function RemoteMedium({ url, words, kind }: { url: string; words: string; kind: string }) {
  return (
    <span className="inline-block rounded-control border border-dashed border-control px-2 py-0.5 text-12 text-ink-2 [overflow-wrap:anywhere]">
      {kind} {words === '' ? '' : `“${words}” `}from <strong className="font-semibold">{hostOf(url)}</strong>, not loaded. Address:{' '}
      <span dir="ltr" className="font-mono select-all">
        {url}
      </span>
    </span>
  )
}
