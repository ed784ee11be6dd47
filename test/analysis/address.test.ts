import { isIPv4, isIPv6 } from 'node:net'
import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import { describe, expect, it } from 'vitest'
import type { AddressBlock } from '../../src/analysis/address.ts'
import { parseAddress, spellingOf } from '../../src/analysis/address.ts'

function block(text: string): AddressBlock {
  const parsed = parseAddress(text)
  if (!parsed.ok) throw new Error(`${text} ${parsed.problem.message}`)
  return parsed.block
}

/** Text, canonical text, points of the spelling. */
const valid: readonly [string, string, readonly string[]][] = [
  ['10.0.0.0/8', '10.0.0.0/8', []],
  ['0.0.0.0/0', '0.0.0.0/0', []],
  ['0.0.0.0', '0.0.0.0', []],
  ['255.255.255.255', '255.255.255.255', []],
  ['203.0.113.7', '203.0.113.7', []],
  ['203.0.113.7/32', '203.0.113.7', []],
  ['203.0.113.7/31', '203.0.113.6/31', ['host-bits']],
  ['255.255.255.255/1', '128.0.0.0/1', ['host-bits']],
  ['10.0.0.1/8', '10.0.0.0/8', ['host-bits']],
  ['10.0.0.0/08', '10.0.0.0/8', ['leading-zero']],
  ['10.0.0.0/008', '10.0.0.0/8', ['leading-zero']],
  ['10.0.0.0/00', '0.0.0.0/0', ['host-bits', 'leading-zero']],
  ['10.0.0.1/032', '10.0.0.1', ['leading-zero']],
  ['::', '::', []],
  ['::/0', '::/0', []],
  ['::1', '::1', []],
  ['1::', '1::', []],
  ['2001:db8::/32', '2001:db8::/32', []],
  ['2001:db8::1/128', '2001:db8::1', []],
  ['2001:db8::1/32', '2001:db8::/32', ['host-bits']],
  ['2001:db8::/032', '2001:db8::/32', ['leading-zero']],
  ['2001:0db8::/32', '2001:db8::/32', ['leading-zero']],
  ['2001:db8:0000::/32', '2001:db8::/32', ['leading-zero', 'not-compressed']],
  ['2001:DB8::/32', '2001:db8::/32', ['upper-case']],
  ['2001:db8:0:0:0:0:0:1', '2001:db8::1', ['not-compressed']],
  ['2001:db8::0:1', '2001:db8::1', ['not-compressed']],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1', []],
  ['2001:db8::1:1:1:1:1', '2001:db8:0:1:1:1:1:1', ['not-compressed']],
  ['2001:0:0:1::1', '2001:0:0:1::1', []],
  ['2001::1:0:0:0:1', '2001:0:0:1::1', ['not-compressed']],
  ['2001:db8:0:0:1::1', '2001:db8::1:0:0:1', ['not-compressed']],
  ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0', ['not-compressed']],
  ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8', ['not-compressed']],
  ['0:0:1::', '0:0:1::', []],
  ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/1', '8000::/1', ['host-bits']],
  ['::ffff:1.2.3.4', '::ffff:1.2.3.4', ['mapped-ipv4']],
  ['::ffff:203.0.113.255', '::ffff:203.0.113.255', ['mapped-ipv4']],
  ['::ffff:cb00:71ff', '::ffff:203.0.113.255', ['mapped-ipv4']],
  ['::FFFF:1.2.3.4', '::ffff:1.2.3.4', ['upper-case', 'mapped-ipv4']],
  ['::ffff:102:304', '::ffff:1.2.3.4', ['mapped-ipv4']],
  ['0:0:0:0:0:ffff:1.2.3.4', '::ffff:1.2.3.4', ['not-compressed', 'mapped-ipv4']],
  ['::ffff:10.0.0.0/104', '::ffff:10.0.0.0/104', ['mapped-ipv4']],
  ['::ffff:0:0/96', '::ffff:0.0.0.0/96', ['mapped-ipv4']],
  ['::ffff:0:0/95', '::fffe:0:0/95', ['host-bits']],
  ['::1.2.3.4', '::102:304', ['embedded-ipv4']],
  ['2001:db8::1.2.3.4', '2001:db8::102:304', ['embedded-ipv4']],
  ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304', ['embedded-ipv4']],
  ['64:ff9b::192.0.2.33', '64:ff9b::c000:221', []],
  ['64:ff9b::c000:221', '64:ff9b::c000:221', []],
]

describe('a valid address', () => {
  it.each(valid)('%s is %s, spelled %j', (text, canonical, spelling) => {
    expect(block(text)).toMatchObject({ text, canonical })
    expect(spellingOf(block(text))).toEqual(spelling)
  })

  it.each([
    ['10.0.0.0/8', 4, 8, false],
    ['10.0.0.1', 4, 32, true],
    ['10.0.0.1/32', 4, 32, true],
    ['::/0', 6, 0, false],
    ['::1', 6, 128, true],
    ['::ffff:1.2.3.4/128', 6, 128, true],
  ])('%s is of family %i, prefix length %i, single: %s', (text, family, prefix, single) => {
    expect(block(text)).toMatchObject({ family, prefix, single })
  })
})

/** Text, reason, a word of the message, what it means if that can be told. */
const invalid: readonly [string, string, string, string?][] = [
  ['', 'empty', 'empty'],
  ['   ', 'blank', 'blank'],
  ['\u00a0', 'blank', 'blank'],
  [' 10.0.0.0/8', 'blank', 'blanks', '10.0.0.0/8'],
  ['10.0.0.1/8\n', 'blank', 'blanks', '10.0.0.0/8'],
  ['10.0.0.0 /8', 'blank', 'blanks', '10.0.0.0/8'],
  ['\u200b2001:db8::1', 'blank', 'blanks', '2001:db8::1'],
  [' 10.0.0.256', 'octet-range', '255'],
  ['10.0.0.1 10.0.0.2', 'list', 'list'],
  ['10.0.0.0/8,10.1.0.0/16', 'list', 'list'],
  ['１０.0.0.1', 'not-ascii', 'ASCII', '10.0.0.1'],
  ['https://10.0.0.1/', 'url', 'URL'],
  ['[2001:db8::1]', 'brackets', 'brackets', '2001:db8::1'],
  ['[2001:db8::1]:443', 'port', 'port', '2001:db8::1'],
  ['10.0.0.1:8080', 'port', 'port', '10.0.0.1'],
  ['10.0.0.0-10.0.0.255', 'range', 'range', '10.0.0.0/24'],
  ['10.0.0.0 - 10.0.0.255', 'range', 'range', '10.0.0.0/24'],
  ['10.0.0.0–10.0.0.255', 'range', 'range', '10.0.0.0/24'],
  ['10.0.0.1-10.0.0.1', 'range', 'range', '10.0.0.1'],
  ['0.0.0.0-255.255.255.255', 'range', 'range', '0.0.0.0/0'],
  ['2001:db8::-2001:db8::ffff', 'range', 'range', '2001:db8::/112'],
  ['10.0.0.1-10.0.0.255', 'range', 'range'],
  ['10.0.0.1-10.0.0.2', 'range', 'range'],
  ['10.0.0.9-10.0.0.1', 'range', 'range'],
  ['10.0.0.0-10.0.0.0/24', 'range', 'range'],
  ['10.0.0.0/24-10.0.0.255', 'range', 'range'],
  ['10.0.0.0-255', 'range', 'range'],
  ['10.0.0.0-::1', 'range', 'range'],
  ['10.0.0.0-10.0.0.1-10.0.0.2', 'range', 'range'],
  ['*', 'wildcard', '0.0.0.0/0'],
  ['10.0.*', 'wildcard', 'wildcard', '10.0.0.0/16'],
  ['10.0.*.*', 'wildcard', 'wildcard', '10.0.0.0/16'],
  ['10.0.0.*', 'wildcard', 'wildcard', '10.0.0.0/24'],
  ['10.*.0.1', 'wildcard', 'wildcard'],
  ['10.0.*.*.*', 'wildcard', 'wildcard'],
  ['*.example.com', 'wildcard', 'wildcard'],
  ['fe80::1%eth0', 'zone', 'zone', 'fe80::1'],
  ['fe80::%eth0/10', 'zone', 'zone', 'fe80::/10'],
  ['10.0.0.0/255.0.0.0', 'netmask', 'netmask', '10.0.0.0/8'],
  ['10.0.0.0/255.255.255.255', 'netmask', 'netmask', '10.0.0.0'],
  ['10.0.0.0/0.0.0.0', 'netmask', 'netmask', '0.0.0.0/0'],
  ['10.0.0.0/0.0.0.255', 'netmask', 'netmask', '10.0.0.0/24'],
  ['10.0.0.0/255.0.255.0', 'netmask', 'netmask'],
  ['10.0.0.0/255.0.0', 'prefix-syntax', 'decimal'],
  ['10.0.0.0/8/8', 'prefix-syntax', 'slash'],
  ['10.0.0.0/', 'prefix-syntax', 'no prefix'],
  ['10.0.0.0/+8', 'prefix-syntax', 'decimal'],
  ['10.0.0.0/-8', 'prefix-syntax', 'decimal'],
  ['10.0.0.0/8x', 'prefix-syntax', 'decimal'],
  ['10.0.0.0/0008', 'prefix-syntax', 'digits', '10.0.0.0/8'],
  ['10.0.0.0/33', 'prefix-range', 'above 32'],
  ['10.0.0.0/4294967304', 'prefix-range', 'above 32'],
  ['::/129', 'prefix-range', 'above 128'],
  ['010.0.0.1', 'leading-zero', 'octal', '10.0.0.1'],
  ['010.0.0.0/8', 'leading-zero', 'octal', '10.0.0.0/8'],
  ['10.0.0.00', 'leading-zero', 'octal', '10.0.0.0'],
  ['::ffff:1.2.3.04', 'leading-zero', 'octal', '::ffff:1.2.3.4'],
  ['0400.0.0.1', 'octet-range', '255'],
  ['256.0.0.1', 'octet-range', '255'],
  ['10.0.0.256/8', 'octet-range', '255'],
  ['::ffff:1.2.3.256', 'octet-range', '255'],
  ['1.2.3.4.5', 'octet-count', '5 octets'],
  ['10..0.1', 'octet-count', 'without digits'],
  ['10.0.0.', 'octet-count', 'without digits'],
  ['.10.0.0', 'octet-count', 'without digits'],
  ['10/8', 'short-form', 'four octets', '10.0.0.0/8'],
  ['10.1/16', 'short-form', '2 octets', '10.1.0.0/16'],
  ['10.1/24', 'short-form', '2 octets'],
  ['10.1', 'short-form', '2 octets'],
  ['167772161', 'short-form', 'number'],
  ['0x0a000001', 'short-form', 'decimal'],
  ['0x0a.0.0.1/8', 'short-form', 'decimal'],
  ['::12345', 'group-range', 'four'],
  ['00001::', 'group-range', 'four'],
  ['1:2:3:4:5:6:7', 'group-count', '7 groups'],
  ['1:2:3:4:5:6:7:8:9', 'group-count', '9 groups'],
  ['1:2:3:4:5:6:7::8', 'group-count', '8 groups and "::"'],
  ['1:2:3:4:5:6:7:1.2.3.4', 'group-count', '9 groups'],
  ['1::2::3', 'group-count', 'more than once'],
  [':1::', 'group-count', 'single colon'],
  ['1::2:', 'group-count', 'single colon'],
  [':', 'group-count', ''],
  [':::', 'group-count', ''],
  ['1:::2', 'group-count', ''],
  ['1.2.3.4::', 'not-an-address', 'dotted quad'],
  ['localhost', 'hostname', 'name'],
  ['office.example.com', 'hostname', 'name'],
  ['office.example.com/24', 'hostname', 'name'],
  ['example-1.com.', 'hostname', 'name'],
  ['/8', 'not-an-address', 'neither'],
  ['::g', 'not-an-address', 'neither'],
  ['<office>', 'not-an-address', 'neither'],
  ['10.0.0.1'.repeat(40), 'too-long', 'longer'],
]

describe('a text that is no address', () => {
  it.each(invalid)('%j: %s', (text, reason, word, meant) => {
    const parsed = parseAddress(text)
    expect(parsed).toMatchObject({ ok: false, problem: { reason } })
    if (parsed.ok) return
    expect(parsed.problem.message).toContain(word)
    expect(parsed.problem.meant).toBe(meant)
  })

  it.each(['9', '0', '1.', ':', '::', '-', '/', ' ', '10.0.0.1/', '[', '%a', 'a', '*.', '\ufdfa'])(
    'however often %j is repeated, is told in no time',
    (part) => {
      for (const times of [50, 100, 100_000]) expect(parseAddress(part.repeat(times)).ok).toBe(false)
    },
  )

  it('means nothing that is not itself canonical', () => {
    for (const [text] of invalid) {
      const parsed = parseAddress(text)
      const meant = parsed.ok ? undefined : parsed.problem.meant
      if (meant !== undefined)
        expect([block(meant).canonical, spellingOf(block(meant))]).toEqual([
          meant,
          meant.startsWith('::ffff:') ? ['mapped-ipv4'] : [],
        ])
    }
  })
})

const nearIpv4 = fc
  .array(
    fc.oneof(fc.nat({ max: 300 }).map(String), fc.constantFrom('', '00', '01', '0', '1e1', '0x1', '-1')),
    {
      minLength: 3,
      maxLength: 5,
    },
  )
  .map((octets) => octets.join('.'))

const group = fc.oneof(
  fc.nat({ max: 0xffff }).map((value) => value.toString(16)),
  fc.constantFrom('0', '0', '0', '', '0000', 'FFFF', '00001', 'g'),
)
const nearIpv6 = fc
  .tuple(fc.array(group, { minLength: 1, maxLength: 9 }), fc.option(nearIpv4, { freq: 4 }))
  .map(([groups, quad]) => [...groups, ...(quad === null ? [] : [quad])].join(':'))
const nearAddress = fc.oneof(nearIpv4, nearIpv6, fc.ipV4(), fc.ipV6())
const options = { seed: 1, numRuns: 3000 }

describe('against other readers', () => {
  it('takes the addresses that Node takes, and no others', () => {
    fc.assert(
      fc.property(nearAddress, (text) => {
        const parsed = parseAddress(text)
        expect(parsed.ok && parsed.block.family).toBe(isIPv4(text) ? 4 : isIPv6(text) ? 6 : false)
      }),
      options,
    )
  })

  it('reads the block that ipaddr.js reads', () => {
    fc.assert(
      fc.property(nearAddress, fc.nat({ max: 130 }), (text, length) => {
        const cidr = `${text}/${length}`
        const parsed = parseAddress(cidr)
        const strict = isIPv4(text) || isIPv6(text)
        expect(parsed.ok).toBe(strict && ipaddr.isValidCIDR(cidr))
        // ipaddr.js reads ::1.2.3.4 as ::ffff:1.2.3.4, against RFC 4291.
        if (!parsed.ok || /^::[0-9.]+\./.test(text)) return
        const kind = parsed.block.family === 4 ? ipaddr.IPv4 : ipaddr.IPv6
        const [address, prefix] = ipaddr.parseCIDR(
          parsed.block.canonical.replace(/^([^/]*)$/, `$1/${length}`),
        )
        expect(prefix).toBe(length)
        expect(address.toByteArray()).toEqual(kind.networkAddressFromCIDR(cidr).toByteArray())
      }),
      options,
    )
  })

  it('writes IPv6 as ipaddr.js writes RFC 5952, but for mapped addresses', () => {
    const sparse = fc.array(fc.constantFrom(0, 0, 1, 0xff, 0xabcd), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(sparse, (groups) => {
        const text = groups.map((value) => value.toString(16)).join(':')
        if (/^(0:){5}ffff/.test(text)) return
        expect(block(text).canonical).toBe(ipaddr.IPv6.parse(text).toRFC5952String())
      }),
      options,
    )
  })
})

describe('canonical text', () => {
  it('is a fixed point with nothing unusual in it, and any other spelling has something unusual', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.ipV4(), fc.ipV6(), nearIpv6),
        fc.option(fc.nat({ max: 128 })),
        (address, length) => {
          const text = length === null ? address : `${address}/${length}`
          const parsed = parseAddress(text)
          if (!parsed.ok || /^(::ffff:|64:ff9b::)/.test(parsed.block.canonical)) return
          const { canonical, family, prefix } = parsed.block
          expect(block(canonical)).toMatchObject({ canonical, family, prefix })
          expect(spellingOf(block(canonical))).toEqual([])
          const plain = text.replace(family === 4 ? /\/32$/ : /\/128$/, '')
          expect(spellingOf(parsed.block).length === 0).toBe(plain === canonical)
        },
      ),
      options,
    )
  })
})
