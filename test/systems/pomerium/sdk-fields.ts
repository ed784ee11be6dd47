/** What answers show beside the body, and what the API has learnt since the reference was written. */
export const laterFields: Readonly<Record<string, readonly string[]>> = {
  policy: ['originatorId', 'routes', 'enforcedRoutes'],
  route: [
    ...['originatorId', 'allowUpgrades', 'sessionRecording', 'sessionRecording.enabled'],
    ...['policies', 'enforcedPolicies', 'enforcedPolicyIds'],
    'mcp.server<object>.authorizationServerUrl',
    'mcp.server<object>.upstreamOAuth2.authorizationUrlParams',
  ],
  settings: [
    ...[
      'originatorId',
      'allowUpgrades',
      'blobStorage',
      'blobStorage.bucket_uri',
      'blobStorage.managed_prefix',
    ],
    ...['envoyDynamicExtensions', 'mcpAllowedAsMetadataDomains', 'mcpAllowedClientIdDomains'],
    ...['mcpDynamicClientRegistration', 'sessionRecordingConcurrency'],
  ],
  'key-pair': ['originatorId', 'certificateInfo', 'origin', 'status'],
  'service-account': ['originatorId', 'token'],
  'custom-domain': ['lastError', 'keyPairId', 'expiresAt'],
}

/** What every answer has. */
export const stamps = ['id', 'createdAt', 'updatedAt']
