import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { Tabs } from '../ui/tabs.tsx'
import { CodeBlock } from './code-block.tsx'
import type { Target } from './snippet.ts'
import { snippetsFor } from './snippets.ts'
import { Step } from './step.tsx'

const route = getRouteApi('/p/$project/start')

export function SendStep({ target }: { target: Target }) {
  const { sdk } = route.useSearch()
  const navigate = route.useNavigate()
  const { origin, grpc, key, isKeyNeeded } = target
  const snippets = useMemo(() => snippetsFor({ origin, grpc, key, isKeyNeeded }), [origin, grpc, key, isKeyNeeded])
  const shown = snippets.find((one) => one.id === sdk) ?? snippets[0]
  if (!shown) return null
  return (
    <Step number={2} title="Send">
      <p className="mb-2 text-ink-2">
        OTLP over HTTP at <code className="font-mono text-12 text-ink">{origin}</code>
        {grpc !== undefined && (
          <>
            {' '}
            and over gRPC at <code className="font-mono text-12 text-ink">{grpc}</code>
          </>
        )}
        . The marked line says which session a trace belongs to.
      </p>
      <Tabs
        label="SDK"
        tabs={snippets.map((one) => ({ key: one.id, label: one.label }))}
        chosen={shown.id}
        onChoose={(id) => void navigate({ search: (before) => ({ ...before, sdk: id }), replace: true })}
        className="[&_[role=tablist]]:flex-wrap"
        panelClassName="flex flex-col gap-2 pt-3"
      >
        {shown.install !== undefined && <CodeBlock key={`install ${shown.id}`} code={shown.install} label="Install" />}
        <CodeBlock key={shown.id} code={shown.code} label={shown.label} marked={shown.sessionLine} />
        {shown.note !== undefined && <p className="text-12 text-ink-2">{shown.note}</p>}
      </Tabs>
    </Step>
  )
}
