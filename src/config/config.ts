/**
 * What the owner may set.
 * In: flags, environment, an optional file. Out: one complete Config, flags before environment before file before default.
 * Promises: every mistake is named at once, with the place it was made in, before anything is opened. An empty variable is an unset one.
 * Never reads a setting later, and never repeats the value of a secret in a message.
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { AppError } from '../base/errors.ts'
import { configSchema, type Config, type SettingName } from './schema.ts'

export type { Config } from './schema.ts'

const FILE_NAME = 'sojourn.config.json'

/** Raw flag texts by setting name; `config` is the path of the file. */
export type ConfigFlags = { readonly [Name in SettingName | 'config']?: string | undefined }
export type ConfigSources = {
  readonly flags: ConfigFlags
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
}
type Given = { readonly value: unknown; readonly from: string }

export const settingNames = Object.keys(configSchema.shape) as SettingName[]

export function flagOf(name: SettingName): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

export function variableOf(name: SettingName): string {
  return `SOJOURN_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
}

export function loadConfig(sources: ConfigSources): Config {
  const mistakes: string[] = []
  const file = readFile(sources, mistakes)
  const values: Record<string, unknown> = {}
  for (const name of settingNames) {
    const given = givenFor(name, sources, file)
    const result = configSchema.shape[name].safeParse(given?.value)
    if (result.success) values[name] = result.data
    else mistakes.push(`${given?.from ?? name} ${result.error.issues[0]?.message ?? 'is not valid'}`)
  }
  if (mistakes.length === 0) mistakes.push(...contradictions(values as Config))
  if (mistakes.length > 0) {
    throw new AppError(
      'bad_input',
      'bad_config',
      mistakes.length === 1 ? mistakes[0]! : mistakes.map((mistake) => `\n  ${mistake}`).join(''),
    )
  }
  const config = values as Config
  return { ...config, dataDir: resolve(sources.cwd, config.dataDir) }
}

function givenFor(name: SettingName, { flags, env }: ConfigSources, file: Readonly<Record<string, unknown>>): Given | undefined {
  const flag = flags[name]
  if (flag !== undefined) return { value: valueFromText(name, flag), from: flagOf(name) }
  const variable = variableOf(name)
  const text = env[variable]
  if (text !== undefined && text.trim() !== '') return { value: valueFromText(name, text), from: variable }
  if (Object.hasOwn(file, name)) return { value: file[name], from: `${FILE_NAME}: ${name}` }
  return undefined
}

/** Flags and variables are texts: numbers and comma-separated lists are read here, everything else is judged as it stands. */
function valueFromText(name: SettingName, text: string): unknown {
  const trimmed = text.trim()
  if (name === 'allowedHosts')
    return trimmed
      .split(',')
      .map((host) => host.trim())
      .filter((host) => host !== '')
  if (name === 'httpPort' || name === 'grpcPort' || name === 'maxBodyBytes' || name === 'maxQueueBytes') {
    return /^\d+$/.test(trimmed) ? Number(trimmed) : trimmed
  }
  return trimmed
}

function readFile({ flags, cwd }: ConfigSources, mistakes: string[]): Readonly<Record<string, unknown>> {
  const path = resolve(cwd, flags.config ?? FILE_NAME)
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof content !== 'object' || content === null || Array.isArray(content)) {
      mistakes.push(`${path} must hold one JSON object`)
      return {}
    }
    const unknown = Object.keys(content).filter((key) => !Object.hasOwn(configSchema.shape, key))
    for (const key of unknown) mistakes.push(`${FILE_NAME}: ${key} is not a setting; there are ${settingNames.join(', ')}`)
    return content as Record<string, unknown>
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (!isAbsent || flags.config !== undefined) {
      mistakes.push(`${path} ${isAbsent ? 'does not exist' : `cannot be read: ${(error as Error).message}`}`)
    }
    return {}
  }
}

function contradictions(config: Config): string[] {
  const found: string[] = []
  if (!isLoopbackHost(config.host) && config.authToken === undefined) {
    found.push(
      `${flagOf('host')} ${config.host} can be reached from other machines, so ${flagOf('authToken')} or ${variableOf('authToken')} must be set; without it only 127.0.0.1 is allowed`,
    )
  }
  if (config.httpPort !== 0 && config.httpPort === config.grpcPort) {
    found.push(`${flagOf('httpPort')} and ${flagOf('grpcPort')} must differ, both are ${config.httpPort}`)
  }
  return found
}

export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}
