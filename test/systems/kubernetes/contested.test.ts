import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isContested } from '../../../src/source/contested.ts'
import { newest, oldest } from '../../../src/systems/kubernetes/release.ts'
import { readByServer, readByYaml12, sexagesimal } from '../../../src/systems/kubernetes/yaml-1-1.ts'

const isSpecial = (text: string): boolean =>
  [oldest, 16, 17, newest].some((release) => !Object.is(readByServer(text, release), readByYaml12(text))) ||
  sexagesimal(text) !== undefined ||
  /^[-+]?0x[\da-f]+$/i.test(text)

describe('a scalar that the rules of Kubernetes have something to say of', () => {
  it('is contested', () => {
    const numberLike = fc
      .array(fc.constantFrom(...'0123456789abefoxBOX_.:+-', '10', '0x', '.inf', '.nan'), { maxLength: 8 })
      .map((list) => list.join(''))
    const words = fc.mixedCase(
      fc.constantFrom('y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null', '~', ''),
    )
    let special = 0
    fc.assert(
      fc.property(fc.oneof(numberLike, words, fc.string({ maxLength: 6 })), (text) => {
        if (!isSpecial(text)) return
        special++
        expect(isContested(text)).toBe(true)
      }),
      { seed: 1, numRuns: 20_000 },
    )
    expect(special).toBeGreaterThan(500)
  })

  it.each([
    'storefront',
    '80',
    '-1',
    '0',
    '1.5',
    '1.25.3',
    '10.0.0.1',
    '10.0.0.0/8',
    '128Mi',
    '30s',
    'true',
    'null',
    '',
  ])('is no usual one: %j', (text) => expect([isContested(text), isSpecial(text)]).toEqual([false, false]))
})
