import type { ReactNode } from 'react'
import type { SpanDetail } from '../../../api/contract/span.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { KindIcon } from '../../ui/glyphs.tsx'
import { Cost, Count, Duration, IdText, When } from '../../ui/value.tsx'
import { KIND_WORDS } from '../kind-words.ts'
import { ruleWords } from '../rule-words.ts'
import { OutcomeBadge } from '../span-look.tsx'

/** What a span is, how long it took, what it used, and how it ended, with the reason. */
export function SpanSummary({ detail }: { detail: SpanDetail }) {
  const why = ruleWords(detail.outcome, detail.outcomeRule)
  return (
    <div className="flex-none px-3 pt-3 pb-2">
      <div className="flex items-center gap-2 pe-8">
        <KindIcon kind={detail.kind} size={16} />
        <h2 dir="auto" className="min-w-0 truncate text-16 font-semibold">
          {detail.name || '(no name)'}
        </h2>
        <OutcomeBadge outcome={detail.outcome} tip={why} />
      </div>
      <div className="flex min-w-0 items-center text-12 text-ink-3">
        <span className="min-w-0 truncate">
          span <IdText id={detail.id} />
        </span>
        <CopyButton text={detail.id} label="Copy span id" />
      </div>
      <dl className="flex flex-wrap gap-x-4 gap-y-1">
        <Fact word="Kind">{KIND_WORDS[detail.kind]}</Fact>
        <Fact word="Duration">{detail.isPending ? 'running' : <Duration ms={detail.durationMs} />}</Fact>
        {detail.ttftMs !== undefined && (
          <Fact word="First token">
            <Duration ms={detail.ttftMs} />
          </Fact>
        )}
        <Fact word="Started">
          <When at={detail.startedAt} />
        </Fact>
        {detail.model !== undefined && (
          <Fact word="Model">
            {detail.model}
            {detail.provider === undefined ? '' : ` · ${detail.provider}`}
          </Fact>
        )}
        {detail.finishReasons !== undefined && <Fact word="Finish">{detail.finishReasons.join(', ')}</Fact>}
        <Usage detail={detail} />
      </dl>
      {detail.outcome !== 'ok' && <p className="mt-1 text-12 text-ink-2">{why}</p>}
    </div>
  )
}

/** Tokens, only for a span that reported some, and whether the totals of the trace hold them. */
function Usage({ detail }: { detail: SpanDetail }) {
  const { promptTokens, completionTokens, totalTokens, cachedPromptTokens, reasoningTokens, costUsd, costSource } = detail
  if (promptTokens === undefined && completionTokens === undefined && totalTokens === undefined) return null
  return (
    <>
      <Fact word="Prompt">
        <Count value={promptTokens} />
        {cachedPromptTokens === undefined ? '' : ` (${cachedPromptTokens.toLocaleString('en')} cached)`}
      </Fact>
      <Fact word="Completion">
        <Count value={completionTokens} />
        {reasoningTokens === undefined ? '' : ` (${reasoningTokens.toLocaleString('en')} reasoning)`}
      </Fact>
      <Fact word="Total">
        <Count value={totalTokens} />
      </Fact>
      {costUsd !== undefined && (
        <Fact word="Cost">
          <Cost usd={costUsd} estimateBy={costSource === 'sent' ? undefined : costSource} />
        </Fact>
      )}
      <Fact word="Usage">{detail.counted ? 'counted in the totals' : 'already counted in its children'}</Fact>
    </>
  )
}

function Fact({ word, children }: { word: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 items-baseline gap-1.5">
      <dt className="text-12 text-ink-3">{word}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  )
}
