const SCALE = 2
const PADDING_PX = 12
const TITLE_PX = 28

/** Draws a chart as it stands, with its title, on the ground it stands on. Nothing is loaded for it, so it may be read back. */
export async function pictureOf(drawing: SVGSVGElement, title: string): Promise<Blob> {
  const { width, height } = drawing.getBoundingClientRect()
  const canvas = document.createElement('canvas')
  canvas.width = (width + 2 * PADDING_PX) * SCALE
  canvas.height = (height + 2 * PADDING_PX + TITLE_PX) * SCALE
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser gives no canvas to draw on.')
  context.scale(SCALE, SCALE)
  context.fillStyle = groundOf(drawing)
  context.fillRect(0, 0, canvas.width, canvas.height)
  const { color, fontFamily } = getComputedStyle(drawing.closest('section') ?? drawing)
  context.fillStyle = color
  context.font = `600 14px ${fontFamily}`
  context.fillText(title, PADDING_PX, PADDING_PX + 14)
  context.translate(PADDING_PX, PADDING_PX + TITLE_PX)
  drawAll(context, drawing)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made.'))), 'image/png'),
  )
}

/** The first colour behind it. */
function groundOf(element: Element | null): string {
  if (!element) return 'white'
  const { backgroundColor } = getComputedStyle(element)
  return /^rgba\(.*, 0\)$|^transparent$/.test(backgroundColor) ? groundOf(element.parentElement) : backgroundColor
}

/** Children in order; what follows the pointer is left out. */
function drawAll(context: CanvasRenderingContext2D, parent: Element): void {
  for (const child of parent.children) {
    if (child.tagName === 'defs' || child.hasAttribute('data-pointer')) continue
    context.save()
    const [, x, y] = /^translate\(([-\d.]+)[ ,]([-\d.]+)\)$/.exec(child.getAttribute('transform') ?? '') ?? []
    context.translate(Number(x ?? 0), Number(y ?? 0))
    const style = getComputedStyle(child)
    context.globalAlpha *= Number(style.opacity)
    draw(context, child, style)
    context.restore()
  }
}

function draw(context: CanvasRenderingContext2D, element: Element, style: CSSStyleDeclaration): void {
  if (element.tagName === 'g') drawAll(context, element)
  else if (element.tagName === 'text') write(context, element, style)
  else {
    const shape = shapeOf(element)
    if (!shape) return
    const fill = fillStyleOf(context, element, style.fill)
    context.lineWidth = Number.parseFloat(style.strokeWidth)
    context.setLineDash((style.strokeDasharray.match(/[\d.]+/g) ?? []).map(Number))
    if (fill) {
      context.fillStyle = fill
      context.fill(shape)
    }
    if (style.stroke !== 'none') {
      context.strokeStyle = style.stroke
      context.stroke(shape)
    }
  }
}

function numberOf(element: Element, name: string): number {
  return Number(element.getAttribute(name) ?? 0)
}

function shapeOf(element: Element): Path2D | undefined {
  const of = (name: string) => numberOf(element, name)
  if (element.tagName === 'path') return new Path2D(element.getAttribute('d') ?? '')
  const shape = new Path2D()
  if (element.tagName === 'rect') shape.rect(of('x'), of('y'), of('width'), of('height'))
  else if (element.tagName === 'circle') shape.arc(of('cx'), of('cy'), of('r'), 0, 2 * Math.PI)
  else if (element.tagName === 'line') {
    shape.moveTo(of('x1'), of('y1'))
    shape.lineTo(of('x2'), of('y2'))
  } else return undefined
  return shape
}

function fillStyleOf(context: CanvasRenderingContext2D, element: Element, fill: string): string | CanvasPattern | undefined {
  const [, id] = /^url\(["']?#(.+?)["']?\)/.exec(fill) ?? []
  if (id === undefined) return fill === 'none' || element.tagName === 'line' ? undefined : fill
  const pattern = element.ownerDocument.getElementById(id)
  if (!pattern) return undefined
  const tile = document.createElement('canvas')
  tile.width = numberOf(pattern, 'width') * SCALE
  tile.height = numberOf(pattern, 'height') * SCALE
  const inTile = tile.getContext('2d')
  if (!inTile) return undefined
  inTile.scale(SCALE, SCALE)
  drawAll(inTile, pattern)
  const made = context.createPattern(tile, 'repeat') ?? undefined
  const turn = pattern.hasAttribute('patternTransform') ? 45 : 0
  made?.setTransform(new DOMMatrix().rotate(turn).scale(1 / SCALE))
  return made
}

const BASELINES: Readonly<Record<string, CanvasTextBaseline>> = { central: 'middle', middle: 'middle' }
const ANCHORS: Readonly<Record<string, CanvasTextAlign>> = { end: 'right', middle: 'center' }

function write(context: CanvasRenderingContext2D, element: Element, style: CSSStyleDeclaration): void {
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  context.fillStyle = style.fill
  context.textAlign = ANCHORS[style.textAnchor] ?? 'left'
  context.textBaseline = BASELINES[style.dominantBaseline] ?? 'alphabetic'
  context.fillText(element.textContent ?? '', numberOf(element, 'x'), numberOf(element, 'y'))
}
