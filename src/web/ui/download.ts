/** Lets the browser keep something as a file. */
export function download(parts: readonly BlobPart[], name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([...parts], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name.replace(/[^\w.-]+/g, '-')
  link.click()
  URL.revokeObjectURL(url)
}
