import { Link } from '@tanstack/react-router'
import type { SessionDetail } from '../../api/contract/session.ts'
import { writeTerm } from '../../filter/filter.ts'
import { Filterable } from '../filter/filterable.tsx'

/** Who, where and with what: each value of the session that is not a number. */
export function SessionFacts({ project, session }: { project: string; session: SessionDetail }) {
  const users = session.users.length > 0 ? session.users : session.userId ? [session.userId] : []
  return (
    <div className="flex flex-wrap items-center gap-1.5 text-12 empty:hidden">
      {users.map((user) => (
        <Filterable key={user} of={{ field: 'user', value: user }}>
          <Link
            to="/p/$project/sessions"
            params={{ project }}
            search={{ q: writeTerm({ field: 'user' }, [user]), from: 'all' }}
            data-tip="Sessions of this user"
            className={`${CHIP} hover:text-accent hover:underline`}
          >
            user <bdi className="truncate text-ink">{user}</bdi>
          </Link>
        </Filterable>
      ))}
      {session.environment && <Chip name="environment" field="env" value={session.environment} />}
      <Several name="model" field="model" values={session.models} />
      <Several name="tool" field="tool" values={session.tools} />
      <Several name="#" field="tag" values={session.tags} />
      <Several name="also known as" values={session.aliases} tip="Spans named this id too; it finds this session" />
    </div>
  )
}

const VALUES_SHOWN = 2

/** The first few; the others are in the tip of the last. */
function Several({ values, ...chip }: Omit<ChipProps, 'value'> & { values: readonly string[] }) {
  const rest = values.slice(VALUES_SHOWN)
  return (
    <>
      {values.slice(0, VALUES_SHOWN).map((value) => (
        <Chip key={value} value={value} {...chip} />
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

type ChipProps = {
  name: string
  value: string
  tip?: string
  /** What a list is filtered by to find it; absent where it is no field. */
  field?: string
}

function Chip({ name, value, tip, field }: ChipProps) {
  const chip = (
    <span className={CHIP} data-tip={tip}>
      {name}
      <bdi className="truncate text-ink">{value}</bdi>
    </span>
  )
  return field === undefined ? chip : <Filterable of={{ field, value }}>{chip}</Filterable>
}
