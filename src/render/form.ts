import type { Block } from './block.ts'
import { writeMarkdown } from './write-markdown.ts'
import { writeText, type TextLook } from './write-text.ts'

export type Form = { readonly type: 'json' } | { readonly type: 'markdown' } | ({ readonly type: 'text' } & TextLook)
/** JSON is written from the objects of the API, not from blocks. */
export type ProseForm = Exclude<Form, { type: 'json' }>

export function write(block: Block, form: ProseForm): string {
  return form.type === 'markdown' ? writeMarkdown(block) : writeText(block, form)
}
