import { Copy, Download, Ellipsis, Image } from 'lucide-react'
import { IconButton } from '../ui/button.tsx'
import { copyText } from '../ui/copy-button.tsx'
import { download } from '../ui/download.ts'
import { Menu } from '../ui/menu.tsx'
import { toast } from '../ui/toast.tsx'
import type { Twin } from './chart-card.tsx'
import { csvOf } from './csv.ts'
import { pictureOf } from './picture.ts'

type CardMenuProps = { title: string; twin: Twin; /** Absent: it has no drawing. */ drawingOf?: () => SVGSVGElement | undefined }

/** Takes the numbers or the picture of a chart along. */
export function CardMenu({ title, twin, drawingOf }: CardMenuProps) {
  const csv = () =>
    csvOf(
      twin.columns,
      Array.from({ length: twin.count }, (_, at) => (twin.cellsOf ?? twin.rowOf)(at)),
    )
  return (
    <Menu
      label={`Take ${title} along`}
      align="end"
      trigger={({ ref, ...props }) => (
        <span ref={(span) => ref(span?.querySelector('button') ?? null)} className="flex">
          <IconButton icon={Ellipsis} label={`More of ${title}`} className="!size-6" {...props} />
        </span>
      )}
      items={[
        { label: 'Copy as CSV', icon: Copy, onSelect: () => void copyText(csv()).then((isDone) => isDone && toast('CSV copied')) },
        { label: 'Download CSV', icon: Download, onSelect: () => download([csv()], `${title}.csv`, 'text/csv') },
        ...(drawingOf
          ? [
              { label: 'Copy as picture', icon: Image, onSelect: () => void takePicture(title, drawingOf(), true) },
              { label: 'Download picture', icon: Download, onSelect: () => void takePicture(title, drawingOf(), false) },
            ]
          : []),
      ]}
    />
  )
}

async function takePicture(title: string, drawing: SVGSVGElement | undefined, isCopied: boolean): Promise<void> {
  if (!drawing) return toast('Show the chart first: a table has no picture.', { isError: true })
  try {
    const picture = pictureOf(drawing, title)
    if (isCopied) {
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })])
      toast('Picture copied')
    } else download([await picture], `${title}.png`, 'image/png')
  } catch {
    toast('The browser did not allow this picture to be taken.', { isError: true })
  }
}
