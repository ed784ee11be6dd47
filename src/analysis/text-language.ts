export {
  anyText,
  describeText,
  exactText,
  hostText,
  noText,
  regexText,
  segmentPrefix,
  type TextLanguage,
  textAfter,
  textContains,
  textKey,
  textPrefix,
  textSuffix,
  unionText,
  wildcardText,
} from './text-kinds.ts'
export { matchesText } from './text-match.ts'
export { compareTexts, defaultSteps, findText } from './text-search.ts'
