/** A Service with these lines in its spec, in the order in which they are given. */
export const service = (spec: string, metadata = 'name: web') =>
  `apiVersion: v1
kind: Service
metadata: { ${metadata} }
spec:
${spec
  .trim()
  .split('\n')
  .map((line) => `  ${line}`)
  .join('\n')}
`

/** Documents as one stream. */
export const stream = (...documents: readonly string[]) => documents.join('---\n')
