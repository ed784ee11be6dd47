/** Whether the value of a header is a secret as a rule, by its name. */
export const isSecretHeader = (name: string): boolean =>
  /^(proxy-)?authorization$|^cookie$|api-?key|token|secret|passw(or)?d/i.test(name)
