import { TriangleAlert } from 'lucide-react'
import type { Ingest } from '../../api/contract/project.ts'
import { formatBytes } from '../format/number.ts'
import { When } from '../ui/value.tsx'
import { requestFix } from '../../model/request-fix.ts'

/** A request that was not taken, or not whole: what came, why it was refused, and what to do. */
export function RefusedRequest({ request }: { request: Ingest['requests'][number] }) {
  const encoding = request.contentEncoding === '' || request.contentEncoding === 'identity' ? '' : ` · ${request.contentEncoding}`
  return (
    <div className="flex gap-3 rounded-card border border-warning bg-warning-soft p-3">
      <TriangleAlert size={16} aria-hidden className="mt-0.5 flex-none text-warning" />
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <p className="font-medium">
          {request.isAccepted ? `${request.rejectedCount.toLocaleString('en')} spans refused` : `Refused with ${request.status}`} ·{' '}
          <span className="font-mono text-12">{request.path}</span> · <When at={request.at} />
        </p>
        {request.reason !== undefined && <p>{request.reason}</p>}
        <p className="mt-1 font-medium">{requestFix(request)}</p>
        <p className="mt-1 text-12 text-ink-2">
          {request.door === 'grpc' ? 'gRPC' : 'HTTP'} · {request.contentType || 'no content type'}
          {encoding} · {formatBytes(request.bytes)} · {request.userAgent || 'no user agent'}
        </p>
      </div>
    </div>
  )
}
