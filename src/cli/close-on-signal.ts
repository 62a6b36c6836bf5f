const PATIENCE_MS = 9_500

/**
 * SIGTERM, SIGINT or SIGHUP (a closed terminal) closes and exits with 0; a second one, or running out of patience, exits at once.
 * A close that fails is a bug: it is shown, and the exit code says so.
 */
export function closeOnSignal(close: () => Promise<void>): void {
  let isClosing = false
  const onSignal = () => {
    if (isClosing) process.exit(1)
    isClosing = true
    setTimeout(() => process.exit(1), PATIENCE_MS).unref()
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, onSignal)
}
