import { Link } from '@tanstack/react-router'
import type { SessionDetail } from '../../api/contract/session.ts'

/** Who, where and with what: each value of the session that is not a number. */
export function SessionFacts({ project, session }: { project: string; session: SessionDetail }) {
  const users = session.users.length > 0 ? session.users : session.userId ? [session.userId] : []
  return (
    <div className="flex flex-wrap items-center gap-1.5 text-12 empty:hidden">
      {users.map((user) => (
        <Link
          key={user}
          to="/p/$project/sessions"
          params={{ project }}
          search={{ userId: user, from: 'all' }}
          data-tip="Sessions of this user"
          className={`${CHIP} hover:text-accent hover:underline`}
        >
          user <bdi className="truncate text-ink">{user}</bdi>
        </Link>
      ))}
      {session.environment && <Chip name="environment" value={session.environment} />}
      <Several name="model" values={session.models} />
      <Several name="tool" values={session.tools} />
      <Several name="#" values={session.tags} />
      <Several name="also known as" values={session.aliases} tip="Spans named this id too; it finds this session" />
    </div>
  )
}

const VALUES_SHOWN = 2

/** The first few; the others are in the tip of the last. */
function Several({ name, values, tip }: { name: string; values: readonly string[]; tip?: string }) {
  const rest = values.slice(VALUES_SHOWN)
  return (
    <>
      {values.slice(0, VALUES_SHOWN).map((value) => (
        <Chip key={value} name={name} value={value} {...(tip === undefined ? {} : { tip })} />
      ))}
      {rest.length > 0 && (
        <span className={CHIP} data-tip={rest.join('\n')} tabIndex={0}>
          +{rest.length}
        </span>
      )}
    </>
  )
}

const CHIP = 'inline-flex max-w-64 gap-1 truncate rounded-full border border-border px-2 py-0.5 text-ink-3'

function Chip({ name, value, tip }: { name: string; value: string; tip?: string }) {
  return (
    <span className={CHIP} data-tip={tip}>
      {name}
      <bdi className="truncate text-ink">{value}</bdi>
    </span>
  )
}
