/** Lets the browser keep a text as a file. */
export function download(text: readonly string[], name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([...text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name.replace(/[^\w.-]+/g, '-')
  link.click()
  URL.revokeObjectURL(url)
}
