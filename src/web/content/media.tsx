import { FileAudio, FileImage, FileText, FileVideo } from 'lucide-react'
import { useContext, useState, type ReactNode } from 'react'
import type { MessagePart } from '../../model/message.ts'
import { formatBytes } from '../format/number.ts'
import { MediaSource } from './media-source.ts'
import { hostOf, readLink } from './safe-url.ts'

type MediaPart = Extract<MessagePart, { type: 'media' }>
const ICONS = { image: FileImage, audio: FileAudio, video: FileVideo, file: FileText }

const LINK = 'min-h-6 content-center text-accent hover:underline'

/** A medium whose bytes came with the span is shown from this server; everything else is named, never fetched. */
export function Media({ part }: { part: MediaPart }) {
  const source = useContext(MediaSource)
  const name = part.name ?? part.mimeType ?? part.modality
  if (part.blobId !== undefined && source !== undefined) return <Blob part={part} name={name} url={source(part.blobId)} />
  if (part.url !== undefined) return <RemoteMedium url={part.url} words={part.name ?? ''} kind={part.modality} />
  return (
    <Line part={part} name={name}>
      <span className="text-ink-3">{part.heldBy === undefined ? 'content not recorded' : `held by ${part.heldBy}, not sent here`}</span>
    </Line>
  )
}

function Blob({ part, name, url }: { part: MediaPart; name: string; url: string }) {
  const [isBroken, setBroken] = useState(false)
  const isShown = !isBroken && part.modality !== 'file' && part.mimeType?.startsWith('image/svg') !== true
  return (
    <figure className="flex max-w-full flex-col items-start gap-1">
      {isShown && <Preview modality={part.modality} name={name} url={url} onBroken={() => setBroken(true)} />}
      <figcaption>
        <Line part={part} name={name}>
          {isShown && part.modality === 'image' ? (
            <a href={url} target="_blank" rel="noopener noreferrer" className={LINK}>
              Open
            </a>
          ) : (
            <a href={url} download className={LINK}>
              Download
            </a>
          )}
          {part.bytes !== undefined && <span className="text-ink-3">{formatBytes(part.bytes)}</span>}
        </Line>
      </figcaption>
    </figure>
  )
}

type PreviewProps = { modality: MediaPart['modality']; name: string; url: string; onBroken: () => void }

/** Bytes a browser cannot show become a line with a link. */
function Preview({ modality, name, url, onBroken }: PreviewProps) {
  const frame = 'max-h-80 max-w-full rounded-control border border-border'
  if (modality === 'image') return <img src={url} alt={name} loading="lazy" onError={onBroken} className={frame} />
  const Player = modality === 'audio' ? 'audio' : 'video'
  return <Player controls preload="metadata" src={url} aria-label={name} onError={onBroken} className={frame} />
}

function Line({ part, name, children }: { part: MediaPart; name: string; children: ReactNode }) {
  const Icon = ICONS[part.modality]
  return (
    <span className="flex flex-wrap items-center gap-x-2 text-13 text-ink-2 [overflow-wrap:anywhere]">
      <Icon aria-hidden size={16} /> {name} {children}
    </span>
  )
}

type RemoteMediumProps = { url: string; words: string; kind: string; /** A link inside of a link is none. */ isInLink?: boolean }

/** Stands for what would have been loaded from another host; only the reader goes there, in another tab. */
export function RemoteMedium({ url, words, kind, isInLink = false }: RemoteMediumProps) {
  const link = isInLink ? undefined : readLink(url)
  return (
    <span className="inline-block rounded-control border border-dashed border-control px-2 py-0.5 text-12 text-ink-2 [overflow-wrap:anywhere]">
      {kind} {words === '' ? '' : `“${words}” `}from <strong className="font-semibold">{hostOf(url)}</strong>, not loaded. Address:{' '}
      <span dir="ltr" className="font-mono select-all">
        {url}
      </span>
      {link !== undefined && !link.href.startsWith('mailto:') && (
        <a href={link.href} target="_blank" rel="noopener noreferrer nofollow" className={`ms-2 inline-block ${LINK}`}>
          Open in a new tab
        </a>
      )}
    </span>
  )
}
