import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HOSTILE_TEXTS } from './example-spans.ts'
import { openTestServer, type TestServer } from './test-server.ts'

let server: TestServer
const params = { project: 'default' }

beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server?.close())

const create = (name: string, rest: object = {}) =>
  server.client.call('createView', { params, body: { name, list: 'sessions', query: 'q=status%3Aerror', ...rest } })
const names = async () => (await server.client.call('listViews', { params })).items.map(({ name }) => name)

describe('saved views', () => {
  it('are kept, renamed, changed and deleted', async () => {
    const made = await create('  Failures ')
    expect(made).toMatchObject({ name: 'Failures', list: 'sessions', query: 'q=status%3Aerror' })
    expect(Date.parse(made.createdAt)).toBeGreaterThan(0)
    await create('all', { list: 'traces', query: '' })
    expect(await names()).toEqual(['all', 'Failures'])
    const at = { ...params, viewId: made.id }
    const renamed = await server.client.call('changeView', { params: at, body: { name: 'Zeros' } })
    expect(renamed).toEqual({ ...made, name: 'Zeros' })
    expect(await server.client.call('changeView', { params: at, body: { query: 'sort=id' } })).toEqual({ ...renamed, query: 'sort=id' })
    expect(await server.client.call('changeView', { params: at, body: {} })).toMatchObject({ name: 'Zeros', query: 'sort=id' })
    expect(await names()).toEqual(['all', 'Zeros'])
    await server.client.call('deleteView', { params: at })
    expect(await names()).toEqual(['all'])
    await expect(server.client.call('deleteView', { params: at })).rejects.toMatchObject({ status: 404 })
    await expect(server.client.call('changeView', { params: at, body: { name: 'x' } })).rejects.toMatchObject({ status: 404 })
  })

  it('keep any name and any search as they were given', async () => {
    const made = []
    for (const [n, text] of HOSTILE_TEXTS.entries()) {
      if (text.length > 100) continue
      made.push(await create(`${n} ${text}`, { query: `q=${text}` }))
    }
    const { items } = await server.client.call('listViews', { params })
    expect(items).toEqual(expect.arrayContaining(made))
  })

  it('have one name each on a list, whatever its case', async () => {
    const first = await create('Äpfel')
    await expect(create('äPFEL')).rejects.toMatchObject({ status: 409, code: 'name_taken', field: 'name' })
    await create('Äpfel', { list: 'dashboard' })
    const other = await create('Birnen')
    const rename = server.client.call('changeView', { params: { ...params, viewId: other.id }, body: { name: 'ÄPFEL' } })
    await expect(rename).rejects.toMatchObject({ status: 409, field: 'name' })
    const itself = server.client.call('changeView', { params: { ...params, viewId: first.id }, body: { name: 'äpfel' } })
    await expect(itself).resolves.toMatchObject({ name: 'äpfel' })
    const both = await Promise.allSettled([create('Twice'), create('twice')])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it.each<[object, string]>([
    [{ name: '' }, 'name'],
    [{ name: '   ' }, 'name'],
    [{ name: 'x'.repeat(101) }, 'name'],
    [{ query: 'x'.repeat(4001) }, 'query'],
    [{ query: 7 }, 'query'],
    [{ list: 'users' }, 'list'],
    [{ id: 'mine' }, 'id'],
  ])('refuse %j and say why', async (rest, field) => {
    await expect(create('Fine', rest)).rejects.toMatchObject({ status: 400, field })
  })

  it('are of one project, and go with it', async () => {
    const project = await server.client.call('createProject', { body: { name: 'Other' } })
    const body = { name: 'There', list: 'sessions', query: '' } as const
    const there = await server.client.call('createView', { params: { project: project.slug }, body })
    expect(await names()).not.toContain('There')
    const foreign = server.client.call('deleteView', { params: { ...params, viewId: there.id } })
    await expect(foreign).rejects.toMatchObject({ status: 404 })
    await server.client.call('deleteProject', { params: { project: project.id } })
    expect(await server.store.control.views.list(project.id)).toEqual([])
  })

  it('have a limit that is told', async () => {
    const project = await server.client.call('createProject', { body: { name: 'Full' } })
    const body = (n: number) => ({ name: `view ${n}`, list: 'sessions', query: '' })
    for (let n = 0; n < 3; n++) await server.store.control.views.create(project.id, body(n), 3)
    await expect(server.store.control.views.create(project.id, body(3), 3)).rejects.toMatchObject({ code: 'too_many_views' })
  })
})
