import fc from 'fast-check'
import { expect, it } from 'vitest'
import { storeRecording, turnsOf } from '../../../test/corpus/stored-recording.ts'
import { arbitrarySpan } from '../../normalize/test-arbitrary-span.ts'
import { madeSpan } from './example-turns.ts'

/** Spans with anything in them, anywhere in some traces of one session. */
const spans = fc
  .array(fc.tuple(arbitrarySpan, fc.nat(4), fc.option(fc.nat(20), { nil: undefined }), fc.nat(50), fc.nat(50)), {
    minLength: 1,
    maxLength: 20,
  })
  .map((list) =>
    list.map(([{ attributes, events, scope, statusCode, statusMessage }, turn, parent, from, length], span) => {
      const place = madeSpan({ turn, span, from, to: from + length, ...(parent === undefined ? {} : { parent }) })
      return { ...place, attributes: new Map([...attributes, ['session.id', 's']]), events, scope, statusCode, statusMessage }
    }),
  )

it('turns are told whatever their spans hold, and alike on pages of any size', async () => {
  await fc.assert(
    fc.asyncProperty(spans, async (made) => {
      const stored = storeRecording(made)
      for (const id of stored.sessionIds) {
        const turns = await turnsOf(stored, id, 100)
        expect(await turnsOf(stored, id, 2)).toEqual(turns)
        expect(() => JSON.stringify(turns)).not.toThrow()
      }
    }),
    { numRuns: 60 },
  )
})
