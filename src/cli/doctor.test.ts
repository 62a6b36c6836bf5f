import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkClickHouse, checkDataDir, checkDisk, checkNode, checkPort } from './doctor/checks.ts'
import { render, warn } from './doctor/finding.ts'
import { prepareDataDir } from './data-dir.ts'

let dir: string
const servers: Server[] = []
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sojourn-doctor-'))
})
afterEach(async () => {
  rmSync(dir, { recursive: true, force: true })
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

function listen(server: Server): Promise<number> {
  servers.push(server)
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))
}

/** Something that answers as a server would. */
function serverAnswering(answers: Record<string, [status: number, body: string]>): Promise<number> {
  return listen(
    createHttpServer((request, response) => {
      const [status, body] = answers[request.url ?? ''] ?? [404, '']
      response.writeHead(status, { connection: 'close' }).end(body)
    }),
  )
}

describe('the doctor', () => {
  it.each([
    ['20.19.0', 'ok'],
    ['24.1.0', 'ok'],
    ['20.18.9', 'fail'],
    ['18.20.0', 'fail'],
  ])('judges Node.js %s', (version, level) => {
    expect(checkNode(version).level).toBe(level)
  })

  it('finds a free port free', async () => {
    const port = await listen(createServer())
    await new Promise((resolve) => servers.pop()!.close(resolve))
    expect((await checkPort('HTTP', '--http-port', '127.0.0.1', port)).finding.level).toBe('ok')
  })

  it('tells a stranger on the port from a running server', async () => {
    const stranger = await checkPort('HTTP', '--http-port', '127.0.0.1', await serverAnswering({}))
    expect(stranger.finding).toMatchObject({ level: 'fail', hint: expect.stringContaining('--http-port') })
    const own = await checkPort(
      'HTTP',
      '--http-port',
      '127.0.0.1',
      await serverAnswering({ '/api/v1/instance': [200, '{"version":"1.2.3"}'], '/readyz': [503, '{"reason":"recovering"}'] }),
    )
    expect(own.finding.level).toBe('ok')
    expect(own.sojourn).toMatchObject({ level: 'warn', says: expect.stringContaining('recovering') })
  })

  it('knows a data dir that is there, one that will be, and one that cannot be', () => {
    expect(checkDataDir(dir)).toMatchObject({ exists: true, finding: { level: 'ok' } })
    expect(checkDataDir(join(dir, 'a', 'b'))).toMatchObject({ exists: false, finding: { level: 'ok' } })
    writeFileSync(join(dir, 'file'), '')
    expect(checkDataDir(join(dir, 'file')).finding.level).toBe('fail')
    expect(checkDataDir(join(dir, 'file', 'below')).finding.level).toBe('fail')
  })

  it('warns of a data dir that others can read', () => {
    mkdirSync(join(dir, 'open'))
    chmodSync(join(dir, 'open'), 0o755)
    expect(checkDataDir(join(dir, 'open')).finding).toMatchObject({ level: 'warn', hint: expect.stringContaining('chmod 700') })
  })

  it('reads the disk of a directory that does not exist yet', async () => {
    expect((await checkDisk(join(dir, 'later'))).says).toMatch(/GiB free of/)
  })

  it('asks ClickHouse', async () => {
    const port = await serverAnswering({ '/ping': [200, 'Ok.\n'] })
    expect((await checkClickHouse(`http://user:secret@127.0.0.1:${port}/db`)).level).toBe('ok')
    const finding = await checkClickHouse('http://user:secret@127.0.0.1:1/db')
    expect(finding.level).toBe('fail')
    expect(finding.says).not.toContain('secret')
  })

  it('writes a finding and what to do about it', () => {
    expect(render(warn('disk', 'is nearly full', 'Free some.'))).toBe(`warn  disk       is nearly full\n${' '.repeat(17)}Free some.`)
  })
})

describe('the data dir', () => {
  it('is made, below a path with spaces and letters of any script', () => {
    const path = join(dir, 'déjà vu', '数据')
    prepareDataDir(path)
    expect(checkDataDir(path).finding.level).toBe('ok')
  })

  it('is refused, not tried for ever, where nothing can be made', () => {
    writeFileSync(join(dir, 'none'), '')
    const path = process.platform === 'linux' ? '/proc/none' : join(dir, 'none', 'below')
    expect(() => prepareDataDir(path)).toThrow(/cannot be used/)
  })

  it('is refused in one line when it is a file', () => {
    writeFileSync(join(dir, 'file'), '')
    for (const path of [join(dir, 'file'), join(dir, 'file', 'below')]) {
      expect(() => prepareDataDir(path)).toThrow(/cannot be used: .* is not a directory\.$/)
    }
  })
})
