import { useNavigate } from '@tanstack/react-router'
import { ChevronDown, Plus } from 'lucide-react'
import { useState } from 'react'
import { useProject } from '../data/projects.ts'
import { Menu } from '../ui/menu.tsx'
import { CreateProject } from './create-project.tsx'

export function ProjectSwitcher({ slug }: { slug: string }) {
  const { projects, project } = useProject(slug)
  const navigate = useNavigate()
  const [isCreating, setCreating] = useState(false)
  const name = project?.name ?? slug
  return (
    <>
      <Menu
        label="Projects"
        trigger={(props) => (
          <button
            type="button"
            className="flex h-8 max-w-48 min-w-0 items-center gap-1 rounded-control px-2 font-semibold hover:bg-hover"
            aria-label={`Project ${name}`}
            data-tip="Switch project"
            {...props}
          >
            <span className="truncate" dir="auto">
              {name}
            </span>
            <ChevronDown size={14} aria-hidden className="flex-none text-ink-3" />
          </button>
        )}
        items={[
          ...projects.map((one) => ({
            label: one.name,
            isChosen: one.id === project?.id,
            onSelect: () => void navigate({ to: '/p/$project/sessions', params: { project: one.slug } }),
          })),
          { label: 'New project…', icon: Plus, onSelect: () => setCreating(true) },
        ]}
      />
      <CreateProject isOpen={isCreating} onClose={() => setCreating(false)} />
    </>
  )
}
