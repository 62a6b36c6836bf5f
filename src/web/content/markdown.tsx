import { createContext, useContext } from 'react'
import Markdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { RemoteMedium } from './media.tsx'
import { readLink } from './safe-url.ts'
import { ScrollRegion } from './scroll-region.tsx'

const InLink = createContext(false)

/** Headings are sized, not ranked: the page has one outline and it is ours. */
function heading(className: string): NonNullable<Components['h1']> {
  return ({ children }) => <p className={`mt-3 mb-1 font-semibold first:mt-0 ${className}`}>{children}</p>
}

const COMPONENTS: Components = {
  h1: heading('text-16'),
  h2: heading('text-16'),
  h3: heading('text-14'),
  h4: heading('text-14'),
  h5: heading('text-13'),
  h6: heading('text-13'),
  p: ({ children }) => <p className="my-2 first:mt-0 last:mb-0">{children}</p>,
  ul: ({ children }) => <ul className="my-2 list-disc ps-6">{children}</ul>,
  ol: ({ children, start }) => (
    <ol start={start} className="my-2 list-decimal ps-6">
      {children}
    </ol>
  ),
  blockquote: ({ children }) => <blockquote className="my-2 border-s-2 border-control ps-3 text-ink-2">{children}</blockquote>,
  hr: () => <hr className="my-3 border-border" />,
  pre: ({ children }) => (
    <ScrollRegion label="Code" className="my-2 overflow-x-auto rounded-control border border-border bg-sunken">
      <pre className="w-max p-2 font-mono text-12 leading-5">{children}</pre>
    </ScrollRegion>
  ),
  code: ({ children }) => <code className="rounded-control bg-sunken px-1 font-mono text-12 [pre_&]:p-0">{children}</code>,
  table: ({ children }) => (
    <ScrollRegion label="Table" className="my-2 overflow-x-auto">
      <table className="border-collapse text-13">{children}</table>
    </ScrollRegion>
  ),
  th: ({ children }) => <th className="border border-border bg-sunken px-2 py-1 text-start font-semibold">{children}</th>,
  td: ({ children }) => <td className="border border-border px-2 py-1 align-top">{children}</td>,
  input: ({ checked }) => (
    <span aria-label={checked ? 'done' : 'to do'} role="img">
      {checked ? '☑' : '☐'}{' '}
    </span>
  ),
  a: ({ href, children }) => {
    const link = readLink(href)
    if (!link) return <span>{children}</span>
    return (
      <a
        href={link.href}
        title={link.host}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="text-accent underline [overflow-wrap:anywhere]"
      >
        <InLink value>{children}</InLink>
      </a>
    )
  },
  img: ({ src, alt }) => <Picture url={typeof src === 'string' ? src : ''} words={alt ?? ''} />,
}

function Picture({ url, words }: { url: string; words: string }) {
  return <RemoteMedium url={url} words={words} kind="image" isInLink={useContext(InLink)} />
}

/** GitHub-flavoured markdown from untrusted text: raw HTML is shown as text, nothing is fetched, links open elsewhere without a referrer. */
export function MarkdownText({ text }: { text: string }) {
  return (
    <div dir="auto" className="text-14 [overflow-wrap:anywhere]">
      <Markdown remarkPlugins={[remarkGfm]} urlTransform={(url) => url} components={COMPONENTS}>
        {text}
      </Markdown>
    </div>
  )
}
