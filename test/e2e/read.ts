import { expect } from '@playwright/test'
import type { SessionDetail, SessionPage } from '../../src/api/contract/session.ts'
import type { TracePage, TraceRow } from '../../src/api/contract/trace.ts'
import type { SpanDetail, SpanList } from '../../src/api/contract/span.ts'

const PROJECT = '/api/v1/projects/default'

async function get<T>(url: string, path: string): Promise<T> {
  const response = await fetch(url + PROJECT + path)
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

export const readSessions = (url: string, query = '') => get<SessionPage>(url, `/sessions${query}`)
export const readSession = (url: string, id: string) => get<SessionDetail>(url, `/sessions/${encodeURIComponent(id)}`)
export const readTraces = (url: string, query = '') => get<TracePage>(url, `/traces${query}`)
export const readTrace = (url: string, traceId: string) => get<TraceRow>(url, `/traces/${traceId}`)
export const readSpans = (url: string, traceId: string) => get<SpanList>(url, `/traces/${traceId}/spans`)
export const readSpan = (url: string, traceId: string, spanId: string) => get<SpanDetail>(url, `/traces/${traceId}/spans/${spanId}`)

/** Waits until the session shows these fields: an ack means on disk, lists follow within moments. */
export async function expectSession(url: string, id: string, fields: Partial<SessionDetail>): Promise<SessionDetail> {
  await expect(async () => expect(await readSession(url, id)).toMatchObject(fields)).toPass({ timeout: 15_000 })
  return readSession(url, id)
}
