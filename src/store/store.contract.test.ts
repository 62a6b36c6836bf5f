import { describe } from 'vitest'
import { startTestEngine } from '../engine/test-engine.ts'
import { testStore } from './store-contract.ts'

describe('the store on the embedded engine', () => {
  testStore(async () => {
    const { engine, close } = await startTestEngine()
    return { connect: { socketPath: engine.socketPath }, close }
  })
})

const url = process.env['SOJOURN_TEST_CLICKHOUSE_URL']
if (url) {
  describe('the store on a ClickHouse server', () => {
    testStore(async () => ({ connect: { url }, close: async () => undefined }))
  })
}
