import { Download } from 'lucide-react'
import { useMemo } from 'react'
import type { SpanDetail } from '../../../api/contract/span.ts'
import { PlainText } from '../../content/long-text.tsx'
import { writeJson } from '../../content/parse-json.ts'
import { formatBytes } from '../../format/number.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { download } from '../../ui/download.ts'
import { ScrollRegion } from '../../content/scroll-region.tsx'

/** The span as the API answers it, to copy or to keep. */
export function RawTab({ detail }: { detail: SpanDetail }) {
  const text = useMemo(() => writeJson(detail), [detail])
  return (
    <>
      <div className="flex flex-none flex-wrap items-center gap-2 px-3 py-2">
        <CopyButton text={text} label="Copy JSON" isWide />
        <Button icon={Download} onClick={() => download([text], `span-${detail.id}.json`, 'application/json')}>
          Download
        </Button>
        <span className="text-12 text-ink-3">{formatBytes(text.length)}</span>
      </div>
      <ScrollRegion label="Span as JSON" className="min-h-0 flex-1 overflow-auto px-3 pb-3">
        <PlainText text={text} label="Span as JSON" isMono />
      </ScrollRegion>
    </>
  )
}
