import { expect, it } from 'vitest'
import { withTermsForParams } from './old-params.ts'

it('turns parameters of older links into terms, and leaves the rest', () => {
  expect(withTermsForParams({ status: 'error,waiting', userId: 'a b', q: 'refund', sort: 'id' })).toEqual({
    q: 'refund status:error,waiting user:"a b"',
    sort: 'id',
  })
  expect(withTermsForParams({ sessionId: 's-1', hasSession: 'false' })).toEqual({ q: 'session:s-1 -has:session' })
  expect(withTermsForParams({ status: 'nope nope' })).toEqual({ q: 'status:"nope nope"' })
  expect(withTermsForParams({ q: 'refund' })).toBeUndefined()
})
