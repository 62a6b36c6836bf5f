import * as z from 'zod/mini'

const usdPerMillion = z.number().check(z.minimum(0), z.maximum(1e6))

/** A price of the project's own: it beats the bundled list. US dollars for a million tokens. */
export const priceSchema = z.object({
  /** The model as spans name it; `*` stands for any text. */
  model: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  /** Absent: whoever provides it. */
  provider: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(100))),
  inputUsd: usdPerMillion,
  /** Absent: as input. */
  cachedInputUsd: z.optional(usdPerMillion),
  cacheWriteUsd: z.optional(usdPerMillion),
  outputUsd: usdPerMillion,
})

/** What the owner of a project may decide about how its spans are read. */
export const projectSettingsSchema = z.object({
  /** Attributes that hold the session id, best first; they beat every spelling we know. */
  sessionKeys: z.array(z.string().check(z.trim(), z.minLength(1), z.maxLength(200))).check(z.maxLength(20)),
  /** Put traces that name no session into inferred ones. */
  isInferringSessions: z.boolean(),
  /** A longer silence ends an inferred session. */
  inferredIdleMinutes: z.int().check(z.minimum(1), z.maximum(1440)),
  prices: z.array(priceSchema).check(z.maxLength(500)),
})
export type ProjectSettings = z.infer<typeof projectSettingsSchema>

export const DEFAULT_SETTINGS: ProjectSettings = { sessionKeys: [], isInferringSessions: false, inferredIdleMinutes: 30, prices: [] }

/** Settings as stored; what is missing or unreadable, field by field, has its default. */
export function readSettings(text: string): ProjectSettings {
  let stored: object
  try {
    stored = { ...(JSON.parse(text) as object) }
  } catch {
    return DEFAULT_SETTINGS
  }
  const settings = { ...DEFAULT_SETTINGS }
  for (const [field, schema] of Object.entries(projectSettingsSchema.shape)) {
    const value = z.safeParse(schema as z.ZodMiniType, (stored as Record<string, unknown>)[field])
    if (value.success) Object.assign(settings, { [field]: value.data })
  }
  return settings
}
