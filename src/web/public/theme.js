// Runs before the first paint, so a chosen theme never flashes. No choice = the system's.
try {
  const theme = localStorage.getItem('sojourn.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is blocked: the system's theme it is.
}
