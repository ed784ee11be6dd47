import type { Model } from './model.ts'
import type { Path } from './position.ts'
import { isWrittenOut } from './secret-names.ts'
import { hasSecretText } from './shown-pattern.ts'

/** Where a model has secrets, and patterns of headers that carry one, whether any rule reports them or not. */
export const secretsOf = ({ secrets, patterns }: Model): Path[] => [
  ...secrets.filter(({ value }) => isWrittenOut(value)).map(({ at }) => at),
  ...patterns.filter(hasSecretText).map(({ at }) => at),
]
