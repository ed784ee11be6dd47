/** How a node holds others: itself a template, or a list of steps, or both. */
const containers = [
  'Workflow',
  'LoopWorkflow',
  'Pipeline',
  'WorkflowTemplate',
  'PreviewBlueprint',
  'Template',
]

/** Nodes whose `spec.ports` lists ports of services. */
export const serviceKinds: ReadonlySet<string> = new Set([
  'CombinedService',
  'DeploymentService',
  'LLMModelDeployment',
  'Harness',
])

/**
 * Every kind of node that the platform runs, in templates, release flows, previews and workflows.
 * Source: the API pages of those, https://northflank.com/docs/v1/api/team/templates/create-template among them.
 */
export const nodeKinds: ReadonlySet<string> = new Set([
  ...containers,
  ...serviceKinds,
  ...['Action', 'Addon', 'AddonBackup', 'AddonImport', 'Approval', 'BYOCCluster', 'BYOCIntegration'],
  ...['BYOCRegistry', 'Build', 'BuildService', 'BuildSource', 'Condition', 'CronJob'],
  ...['CustomDockerCredentials', 'CustomPlan', 'EgressIp', 'ExternalAddon', 'Job', 'JobRun', 'LoadBalancer'],
  ...[
    'LoopData',
    'ManualJob',
    'Message',
    'OpenTofu',
    'OpenTofuDestroy',
    'Project',
    'Release',
    'ReleaseStage',
  ],
  ...['ResourceTag', 'RolloutStrategy', 'RunTemplate', 'SSHIdentity', 'SecretGroup', 'SecretInheritance'],
  ...['Subdomain', 'SubdomainPath', 'Volume', 'WorkloadIdentity'],
])

/**
 * The kinds that a teardown workflow may hold.
 * Source: https://northflank.com/docs/v1/application/infrastructure-as-code/configure-teardown-workflows
 */
export const teardownKinds: ReadonlySet<string> = new Set([
  ...['Workflow', 'LoopWorkflow', 'LoopData', 'JobRun', 'Message', 'Action', 'Condition', 'Approval'],
  'OpenTofuDestroy',
])
