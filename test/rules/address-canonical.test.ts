import { allow, deny, policies, security } from '../helpers/northflank.ts'
import { ruleTable } from '../helpers/rule-table.ts'

ruleTable('address-canonical', {
  silent: {
    'usual spellings': policies(
      allow('10.0.0.0/8', '10.0.0.1', '2001:db8::/32', '2001:db8::1', '::', '::/0'),
    ),
    'a single address with its full length': policies(allow('10.0.0.1/32', '2001:db8::1/128')),
    'the whole family': policies(allow('0.0.0.0/0')),
    'what is no address': policies(allow('10.0.0', 'office', '1.2.3.4/33', '')),
  },
  reports: {
    'host bits': {
      document: policies(allow('«10.0.0.5/24»')),
      messages: ['10.0.0.5/24 has bits set beyond its prefix length; write 10.0.0.0/24.'],
      severities: ['note'],
    },
    'host bits, IPv6': {
      document: policies(deny('«2001:db8::1/32»')),
      messages: ['2001:db8::1/32 has bits set beyond its prefix length; write 2001:db8::/32.'],
    },
    'upper case': {
      document: policies(allow('«2001:DB8::1»')),
      messages: ['2001:DB8::1 has upper-case digits; write 2001:db8::1.'],
    },
    'not shortened': {
      document: policies(allow('«2001:db8:0:0:0:0:0:1»')),
      messages: ['2001:db8:0:0:0:0:0:1 is not shortened in the usual way; write 2001:db8::1.'],
    },
    'two points at once': {
      document: policies(allow('«2001:DB8::1/64»')),
      messages: [/^2001:DB8::1\/64 has .* and has .*; write 2001:db8::\/64\.$/],
    },
    'leading zeros of an octet': {
      document: policies(allow('«010.0.0.1»')),
      messages: [
        '010.0.0.1 has a leading zero, which some readers refuse and some read as octal; write 10.0.0.1 if that is meant.',
      ],
    },
    'a leading zero of the prefix length': {
      document: policies(allow('«10.0.0.0/08»')),
      messages: [/; write 10\.0\.0\.0\/8\.$/],
    },
    'an IPv4-mapped address': {
      document: policies(allow('«::ffff:10.0.0.1»')),
      messages: [
        '::ffff:10.0.0.1 is an IPv4-mapped IPv6 address, which an IPv4 caller matches only where addresses are mapped; write the IPv4 address if that is meant.',
      ],
    },
    'every list of a port': {
      document: security(`ip: [${allow('«10.0.0.1/8»')}], policies: [${deny('«11.0.0.1/8»')}]`),
    },
  },
})
