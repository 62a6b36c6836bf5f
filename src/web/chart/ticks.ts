/** A step of 1, 2 or 5 times a power of ten that is not smaller. */
export function niceStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast))
  return power * ([1, 2, 5, 10].find((times) => power * times >= atLeast * (1 - 1e-9)) ?? 10)
}

const CLOCK_STEPS = [10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400].map((s) => s * 1000)

/** The same for milliseconds, in round seconds, minutes and hours beyond five seconds. */
export function niceDurationStep(atLeastMs: number): number {
  const step = atLeastMs > 5000 ? CLOCK_STEPS.find((one) => one >= atLeastMs) : undefined
  return step ?? niceStep(atLeastMs)
}

/** The same for what comes in whole pieces. */
export function niceCountStep(atLeast: number): number {
  return Math.max(1, niceStep(atLeast))
}

/** Round values from 0 up to the first that is not below `most`, in about `wished` steps. */
export function ticksUpTo(most: number, wished: number, stepOf: (atLeast: number) => number): readonly number[] {
  if (!(most > 0)) return [0]
  const step = stepOf(most / wished)
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, at) => at * step)
}
