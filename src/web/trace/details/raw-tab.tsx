import { Download } from 'lucide-react'
import { useContext, useMemo } from 'react'
import { contract } from '../../../api/contract/contract.ts'
import type { SpanDetail } from '../../../api/contract/span.ts'
import { addressOf } from '../../../client/client.ts'
import { CutSource } from '../../content/cut-source.ts'
import { PlainText } from '../../content/long-text.tsx'
import { writeJson } from '../../content/parse-json.ts'
import { ScrollRegion } from '../../content/scroll-region.tsx'
import { formatBytes, formatPlural } from '../../format/number.ts'
import { buttonClass } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'

/** The span as the API answers it, to copy or to keep; the file holds everything, however long. */
export function RawTab({ detail }: { detail: SpanDetail }) {
  const text = useMemo(() => writeJson({ ...detail, cuts: undefined }), [detail])
  const source = useContext(CutSource)
  const cutCount = detail.cuts?.length ?? 0
  return (
    <>
      <div className="flex flex-none flex-wrap items-center gap-2 px-3 py-2">
        {cutCount === 0 && <CopyButton text={text} label="Copy JSON" isWide />}
        {source && (
          <a href={addressOf(contract.getSpanValue.path, source, { pointer: '' })} download className={buttonClass()}>
            <Download size={15} aria-hidden /> Download
          </a>
        )}
        <span className="text-12 text-ink-3">
          {cutCount === 0
            ? formatBytes(text.length)
            : `${formatPlural(cutCount, 'long value')} shortened below; the download has all of it.`}
        </span>
      </div>
      <ScrollRegion label="Span as JSON" className="min-h-0 flex-1 overflow-auto px-3 pb-3">
        <PlainText text={text} label="Span as JSON" isMono />
      </ScrollRegion>
    </>
  )
}
