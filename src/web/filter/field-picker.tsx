import clsx from 'clsx'
import { Check, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { Field } from '../../filter/filter.ts'
import { fieldClass } from '../ui/text-field.tsx'
import type { PickerProps } from './add-filter.tsx'
import { fit } from './complete.ts'
import { fieldGroups } from './field-groups.ts'
import { flipTerm, hasTerm } from './narrow.ts'
import { readyMade, type ReadyMade } from './ready-made.ts'

/** No field of its own: words anywhere in what was said. */
export const TEXT_FIELD: Field = { name: 'text', type: 'words', scopes: [], about: 'Words in messages, ids, names and users' }

type FieldPickerProps = Omit<PickerProps, 'onBack'> & { onChoose: (field: Field) => void }

/** First step: a question that is asked often, or what a filter is about. */
export function FieldPicker({ list, text, onChange, onChoose }: FieldPickerProps) {
  const [typed, setTyped] = useState('')
  const fits = (...names: string[]) => names.some((name) => fit(name, typed.trim()) !== undefined)
  const questions = readyMade(list.scope).filter(({ label, about }) => fits(label, about))
  const groups = fieldGroups(list.scope)
    .map(({ title, fields }) => ({ title, fields: title === 'Content' ? [TEXT_FIELD, ...fields] : fields }))
    .map(({ title, fields }) => ({
      title,
      fields: fields.filter(({ name, about, aliases }) => fits(title, name, about, ...(aliases ?? []))),
    }))
    .filter(({ fields }) => fields.length > 0)
  return (
    <>
      <div className="flex-none border-b border-border p-2">
        <input
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          aria-label="Find a field"
          placeholder="What to filter by"
          spellCheck={false}
          autoComplete="off"
          className={fieldClass}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto p-1">
        {questions.length > 0 && (
          <Group title="Often asked">
            <div className="flex flex-wrap gap-1 px-2 py-1">
              {questions.map((question) => (
                <Question key={question.label} question={question} list={list} text={text} onChange={onChange} />
              ))}
            </div>
          </Group>
        )}
        {groups.map(({ title, fields }) => (
          <Group key={title} title={title}>
            {fields.map((field) => (
              <Row key={field.name} field={field} onPress={() => onChoose(field)} />
            ))}
          </Group>
        ))}
        {questions.length + groups.length === 0 && <p className="p-3 text-ink-3">Nothing by that name.</p>}
      </div>
    </>
  )
}

/** Pressed it is asked, pressed again it is not. */
function Question({ question, list, text, onChange }: { question: ReadyMade } & Omit<PickerProps, 'onBack'>) {
  const isOn = hasTerm(text, list.scope, question.term)
  return (
    <button
      type="button"
      aria-pressed={isOn}
      data-tip={question.about}
      onClick={() => onChange(flipTerm(text, list.scope, question.term))}
      className={clsx(
        'inline-flex min-h-6 items-center gap-1 rounded-full border px-2 text-12 hover:bg-hover',
        isOn ? 'border-accent bg-accent-soft font-medium' : 'border-border',
      )}
    >
      {isOn && <Check size={12} aria-hidden className="flex-none text-accent" />}
      {question.label}
    </button>
  )
}

function Group({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section aria-label={title} className="mb-1">
      <h2 className="px-2 pt-1.5 pb-0.5 text-11 font-semibold text-ink-3">{title}</h2>
      {children}
    </section>
  )
}

function Row({ field, onPress }: { field: Field; onPress: () => void }) {
  return (
    <button
      type="button"
      onClick={onPress}
      className="flex min-h-7 w-full items-center gap-3 rounded-control px-2 py-1 text-left hover:bg-hover focus-visible:outline-offset-[-2px]"
    >
      <span className="flex-none font-medium">{field.name}</span>
      <span className="min-w-0 flex-1 truncate text-12 text-ink-3" title={field.about}>
        {field.about}
      </span>
      <ChevronRight size={14} aria-hidden className="flex-none text-ink-3" />
    </button>
  )
}
