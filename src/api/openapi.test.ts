import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { contract } from './contract/contract.ts'
import { openApiDocument } from './openapi.ts'

const root = new URL('../../', import.meta.url)

it('is committed as it is made', () => {
  const committed: unknown = JSON.parse(readFileSync(new URL('openapi.json', root), 'utf8'))
  expect(committed).toEqual(JSON.parse(JSON.stringify(openApiDocument())))
})

it('describes every operation once, with all its path parameters', () => {
  const { paths } = openApiDocument() as {
    paths: Record<string, Record<string, { operationId: string; parameters?: { name: string; in: string }[] }>>
  }
  const operations = Object.entries(paths).flatMap(([path, methods]) => Object.values(methods).map((operation) => ({ path, ...operation })))
  expect(operations.map((operation) => operation.operationId).sort()).toEqual(Object.keys(contract).sort())
  for (const { path, parameters = [] } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
    expect(parameters.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name)).toEqual(named)
  }
})
