// The licences of everything bundled into dist/, as one text file: who publishes a bundle publishes these with it.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** @param {Iterable<string>} moduleFiles paths of bundled modules */
export function licenceText(moduleFiles) {
  const folders = new Set([...moduleFiles].map(packageFolder).filter((folder) => folder !== undefined))
  return [...folders]
    .sort()
    .map(section)
    .join(`\n${'-'.repeat(80)}\n\n`)
}

function packageFolder(file) {
  const path = file.split('?')[0].replaceAll('\\', '/')
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path.replace(/^.*?(?=node_modules\/)/, ''))?.[0]
}

function section(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = existsSync(folder) ? readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry)) : undefined
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `Licence: ${license}`
  return `${name} ${version} (${license})\n\n${text}\n`
}
