import type { Path } from '../../../position.ts'
import { isMap } from '../../../schema/json-schema.ts'
import { closest, shown } from '../../../schema/words.ts'
import type { PplProblem, ReadData } from './tree.ts'

const keys = ['is', 'type', 'approved']
/** https://www.pomerium.com/docs/internals/ppl#device-matcher */
const deviceTypes = ['any', 'enclave_only']

/** Reads a device matcher (pkg/policy/criteria/device.go). */
export function readDevice(at: Path, data: unknown): ReadData {
  const problems: PplProblem[] = []
  const refuse = (place: Path, message: string, key?: true) =>
    problems.push({ kind: 'operator', at: place, message, ...(key && { key }) })
  if (!isMap(data)) {
    refuse(
      at,
      `${shown(data)} is what device holds, and Pomerium takes a map with is, type or approved only.`,
    )
    return { test: undefined, problems }
  }
  for (const key of Object.keys(data)) {
    if (keys.includes(key)) continue
    const meant = closest(key, keys)
    const fix = meant ? `; did you mean ${meant}` : ': it takes is, type and approved only'
    refuse([...at, key], `${shown(key)} is not taken by device, so Pomerium refuses the policy${fix}.`, true)
  }
  for (const key of ['is', 'type']) {
    const value = data[key]
    if (Object.hasOwn(data, key) && value !== undefined && typeof value !== 'string')
      refuse(
        [...at, key],
        `${shown(value)} is what ${key} of a device holds, and Pomerium takes a text only.`,
      )
  }
  if (problems.length > 0 || Object.values(data).includes(undefined)) return { test: undefined, problems }
  const { is, type, approved } = data
  if (typeof type === 'string' && !deviceTypes.includes(type))
    problems.push({
      kind: 'dead',
      at: [...at, 'type'],
      message: `${shown(type)} is no type of device, so it never matches; write any or enclave_only.`,
    })
  return {
    test: {
      kind: 'device',
      demands: {
        type: typeof type === 'string' ? type : 'any',
        registered: typeof type === 'string',
        ...(Object.hasOwn(data, 'approved') && { approved: isTruthy(approved) }),
        ...(typeof is === 'string' && { id: is }),
      },
    },
    problems,
  }
}

/** What Pomerium takes for true: all but false, 0, the empty text and null. */
const isTruthy = (value: unknown): boolean => value !== false && value !== 0 && value !== '' && value !== null
