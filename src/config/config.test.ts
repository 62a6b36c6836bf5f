import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../base/errors.ts'
import { flagOf, loadConfig, variableOf, type ConfigFlags } from './config.ts'

let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'sojourn-config-'))
})
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

function load(flags: ConfigFlags = {}, env: Record<string, string> = {}) {
  return loadConfig({ flags, env, cwd })
}

function mistakesOf(flags: ConfigFlags = {}, env: Record<string, string> = {}): string {
  try {
    load(flags, env)
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
    return (error as AppError).message
  }
  throw new Error('the configuration was accepted')
}

function writeFile(content: unknown, name = 'sojourn.config.json') {
  writeFileSync(join(cwd, name), typeof content === 'string' ? content : JSON.stringify(content))
}

describe('loading the configuration', () => {
  it('needs nothing to be set', () => {
    expect(load()).toEqual({
      httpPort: 4318,
      grpcPort: 4317,
      host: '127.0.0.1',
      dataDir: join(cwd, '.sojourn'),
      allowedHosts: [],
      logLevel: 'info',
      maxBodyBytes: 64 * 1024 * 1024,
      maxQueueBytes: 256 * 1024 * 1024,
    })
  })

  it('takes a flag before a variable before the file', () => {
    writeFile({ httpPort: 1, grpcPort: 2, host: '127.0.0.3' })
    const config = load({ httpPort: '11' }, { SOJOURN_HTTP_PORT: '21', SOJOURN_GRPC_PORT: '22' })
    expect(config).toMatchObject({ httpPort: 11, grpcPort: 22, host: '127.0.0.3' })
  })

  it('takes an empty variable for an unset one', () => {
    expect(load({}, { SOJOURN_HTTP_PORT: '', SOJOURN_AUTH_TOKEN: ' ', SOJOURN_CLICKHOUSE_URL: '' }).httpPort).toBe(4318)
  })

  it('splits host names at commas', () => {
    expect(load({ allowedHosts: 'a.example, b.example,' }).allowedHosts).toEqual(['a.example', 'b.example'])
  })

  it('lists every mistake with the place it was made in', () => {
    writeFile({ maxQueueBytes: 'much', colour: 'red' })
    const message = mistakesOf({ httpPort: '70000', clickhouseUrl: 'ftp://x' }, { SOJOURN_LOG_LEVEL: 'loud' })
    for (const place of ['--http-port', '--clickhouse-url', 'SOJOURN_LOG_LEVEL', 'maxQueueBytes', 'colour'])
      expect(message).toContain(place)
    expect(message.split('\n')).toHaveLength(6)
  })

  it('never repeats a secret', () => {
    expect(mistakesOf({ authToken: 'canary with spaces' })).not.toContain('canary')
  })

  it('refuses an open address without a token, in one line', () => {
    const message = mistakesOf({ host: '0.0.0.0' })
    expect(message).toContain('--auth-token')
    expect(message).not.toContain('\n')
    expect(load({ host: '0.0.0.0', authToken: 't0ken' }).host).toBe('0.0.0.0')
  })

  it('refuses one port for two doors, but lets both be picked', () => {
    expect(mistakesOf({ httpPort: '5000', grpcPort: '5000' })).toContain('must differ')
    expect(load({ httpPort: '0', grpcPort: '0' })).toMatchObject({ httpPort: 0, grpcPort: 0 })
  })

  it('misses a named file but not the usual one', () => {
    expect(mistakesOf({ config: 'other.json' })).toContain('does not exist')
    writeFile({ httpPort: 7 }, 'other.json')
    expect(load({ config: 'other.json' }).httpPort).toBe(7)
  })

  it('says where a broken file is', () => {
    writeFile('{ "httpPort": ')
    expect(mistakesOf()).toContain('sojourn.config.json cannot be read')
    writeFile('[]')
    expect(mistakesOf()).toContain('one JSON object')
  })

  it('spells flags and variables alike', () => {
    expect([flagOf('clickhouseUrl'), variableOf('clickhouseUrl')]).toEqual(['--clickhouse-url', 'SOJOURN_CLICKHOUSE_URL'])
  })
})
