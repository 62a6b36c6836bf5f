import { Link } from '@tanstack/react-router'
import {
  ChartNoAxesColumn,
  Keyboard,
  ListTree,
  MessagesSquare,
  Moon,
  Rocket,
  Settings,
  Sun,
  SunMoon,
  Users,
  type LucideIcon,
} from 'lucide-react'
import { useStored } from '../url/stored.ts'
import { Menu } from '../ui/menu.tsx'
import { chooseTheme, readTheme, THEMES, type Theme } from './theme.ts'

const ITEM =
  'flex h-12 flex-auto flex-col items-center justify-center gap-0.5 rounded-card text-11 text-ink-2 hover:bg-hover hover:text-ink md:w-full md:flex-none aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent'
const THEME_ICONS: Record<Theme, LucideIcon> = { system: SunMoon, light: Sun, dark: Moon }
const THEME_NAMES: Record<Theme, string> = { system: 'Like the system', light: 'Light', dark: 'Dark' }

/** Left of the screen; on a phone, its bottom. */
export function Rail({ project, onHelp }: { project: string; onHelp: () => void }) {
  return (
    <nav
      aria-label="Main"
      className="order-last flex flex-none items-center justify-around border-t border-border bg-bg p-1 md:order-none md:w-[4.5rem] md:flex-col md:justify-start md:gap-1 md:border-t-0 md:border-r"
    >
      <Link to="/p/$project/sessions" params={{ project }} search={keepRange} className={ITEM} data-tip="Sessions  g s">
        <MessagesSquare size={18} aria-hidden />
        Sessions
      </Link>
      <Link to="/p/$project/traces" params={{ project }} search={keepRange} className={ITEM} data-tip="Traces  g t">
        <ListTree size={18} aria-hidden />
        Traces
      </Link>
      <Link to="/p/$project/dashboard" params={{ project }} search={keepRange} className={ITEM} data-tip="Dashboard  g d">
        <ChartNoAxesColumn size={18} aria-hidden />
        Dashboard
      </Link>
      <Link to="/p/$project/users" params={{ project }} search={keepRange} className={ITEM} data-tip="Users  g u">
        <Users size={18} aria-hidden />
        Users
      </Link>
      <Link to="/p/$project/settings/{-$section}" params={{ project, section: undefined }} className={ITEM} data-tip="Settings  g ,">
        <Settings size={18} aria-hidden />
        Settings
      </Link>
      <span className="hidden flex-1 md:block" />
      <Link to="/p/$project/start" params={{ project }} className={ITEM} data-tip="Getting started">
        <Rocket size={18} aria-hidden />
        Start
      </Link>
      <ThemeMenu />
      <button type="button" className={`${ITEM} hidden md:flex`} onClick={onHelp} data-tip="Keyboard  ?">
        <Keyboard size={18} aria-hidden />
        Keys
      </button>
    </nav>
  )
}

/** The time window goes along from list to list. */
export function keepRange(previous: { from?: string; to?: string }): { from?: string; to?: string } {
  return { from: previous.from, to: previous.to }
}

function ThemeMenu() {
  useStored('theme')
  const theme = readTheme()
  const Icon = THEME_ICONS[theme]
  return (
    <Menu
      label="Theme"
      trigger={(props) => (
        <button type="button" className={ITEM} data-tip={`Theme: ${THEME_NAMES[theme].toLowerCase()}  T`} {...props}>
          <Icon size={18} aria-hidden />
          Theme
        </button>
      )}
      items={THEMES.map((one) => ({
        label: THEME_NAMES[one],
        icon: THEME_ICONS[one],
        isChosen: one === theme,
        onSelect: () => chooseTheme(one),
      }))}
    />
  )
}
