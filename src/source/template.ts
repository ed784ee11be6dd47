/**
 * The text with the actions of Go templates (`{{ … }}`, as in Helm charts) taken out, at unchanged offsets;
 * undefined where there are none. A line that holds nothing but actions becomes blank, an action within a
 * line becomes a word.
 */
export function withoutTemplateActions(text: string): string | undefined {
  if (!text.includes('{{')) return undefined
  let changed = false
  const blank = (found: string) => found.replace(/[^\r\n]/g, ' ')
  const plain = text
    .replace(/^[ \t]*(?:\{\{(?:(?!\}\})[\s\S]){0,10000}\}\}[ \t]*)+$/gm, (found) => {
      changed = true
      return blank(found)
    })
    .replace(/\{\{(?:(?!\}\})[\s\S]){0,10000}\}\}/g, (found) => {
      changed = true
      return 'x'.repeat(found.length)
    })
  return changed ? plain : undefined
}
