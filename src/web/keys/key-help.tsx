import { Dialog } from '../ui/dialog.tsx'
import { useStored, writeStored } from '../url/stored.ts'
import { useKeyGroups, type KeyBinding, type KeyGroup } from './keys.ts'

const NAMES: Record<string, string> = {
  Escape: 'Esc',
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
}

/** Every key that does something on the current screen. */
export function KeyHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const groups = mergeScopes(useKeyGroups())
  const areSingleKeysOff = useStored('keys') === 'off'
  return (
    <Dialog title="Keyboard" isOpen={isOpen} onClose={onClose}>
      {groups.map((group) => {
        const { scope, bindings } = group
        return (
          <section key={scope} className="mb-4">
            <h3 className="mb-1 text-12 font-semibold text-ink-2">{scope}</h3>
            <dl className="grid grid-cols-[1fr_auto] gap-x-4">
              {bindings.map((binding) => (
                <div key={binding.keys} className="contents">
                  <dt className="border-b border-border py-1">{binding.label}</dt>
                  <dd className="border-b border-border py-1 text-right">
                    {binding.keys.split('|').map((keys) => (
                      <kbd key={keys} className="ml-1 rounded-control border border-control bg-sunken px-1.5 font-mono text-12">
                        {spell(keys)}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        )
      })}
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          checked={!areSingleKeysOff}
          onChange={(event) => writeStored('keys', event.target.checked ? undefined : 'off')}
        />
        Single-letter keys
      </label>
    </Dialog>
  )
}

/** Parts of a screen bind the same scope each on its own. */
function mergeScopes(groups: readonly KeyGroup[]): readonly KeyGroup[] {
  const scopes = new Map<string, KeyBinding[]>()
  for (const { scope, bindings } of groups) scopes.set(scope, [...(scopes.get(scope) ?? []), ...bindings])
  return [...scopes].map(([scope, bindings]) => ({ scope, bindings }))
}

function spell(keys: string): string {
  const mod = /mac/i.test(navigator.userAgent) ? '⌘' : 'Ctrl '
  return keys
    .split(' ')
    .map((one) =>
      one
        .replace('mod+', mod)
        .replace('shift+', '⇧')
        .replace(/[A-Z]\w+$/, (name) => NAMES[name] ?? name),
    )
    .join(' then ')
}
