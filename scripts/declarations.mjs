// The types of the library in one file that imports nothing: what an entry module exports, and what that speaks of.
import { dirname, join, resolve } from 'node:path'
import ts from 'typescript'

/** The text of a declaration file for `entry`. Throws where the types cannot stand in one file as they are. */
export function declarationsOf(entry) {
  const moduleOf = declaring(entry)
  /** Names of the output, each with the module that declares it. */
  const owners = new Map()
  const parts = []

  const declare = (file, name) => {
    const { file: owner, statements } = find(moduleOf, file, name) ?? {}
    if (!owner) return false
    const known = owners.get(name)
    if (known && known !== owner) throw new Error(`${name} is declared in ${known} and in ${owner}.`)
    if (known) return true
    owners.set(name, owner)
    for (const statement of statements) {
      for (const used of typesIn(statement)) declare(owner, used)
      parts.push(plainText(statement))
    }
    return true
  }

  const names = exportedNames(moduleOf(outputOf(entry)))
  for (const { name } of names) {
    if (!declare(outputOf(entry), name)) throw new Error(`${entry} exports ${name}, which nothing declares.`)
  }
  const list = names.map(({ name, typeOnly }) => (typeOnly ? `type ${name}` : name)).sort(byName)
  return `${parts.join('\n')}\nexport { ${list.join(', ')} }\n`
}

const byName = (a, b) => (a.replace('type ', '') < b.replace('type ', '') ? -1 : 1)
const outputOf = (file) => resolve(file).replace(/\.ts$/, '.d.ts')

/** The modules behind the entry as the compiler declares them; each is made when it is asked for, by the name of its declaration file. */
function declaring(entry) {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd())
  const program = ts.createProgram([resolve(entry)], {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    // The build does not repeat the type check, and no public type is one of the platform's.
    noCheck: true,
    types: [],
    newLine: ts.NewLineKind.LineFeed,
  })
  const modules = new Map()
  return (file) => {
    const source = program.getSourceFile(file.replace(/\.d\.ts$/, '.ts'))
    if (!source) throw new Error(`${file} is no module of this project.`)
    if (!modules.has(file)) {
      program.emit(source, (name, text) => {
        modules.set(file, ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true))
      })
    }
    return modules.get(file)
  }
}

function exportedNames(module) {
  return module.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) {
      if (!statement.exportClause || !ts.isNamedExports(statement.exportClause))
        throw new Error('The entry must name each export.')
      return statement.exportClause.elements.map((element) => ({
        name: plainName(element),
        typeOnly: statement.isTypeOnly || element.isTypeOnly,
      }))
    }
    if (!statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return []
    const typeOnly = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)
    return [...new Set(declaredNames(statement))].map((name) => ({ name, typeOnly }))
  })
}

/** The statements that declare a name, in the module itself or in the one that it comes from; undefined for a global. */
function find(moduleOf, file, name) {
  const module = moduleOf(file)
  const statements = module.statements.filter((statement) => declaredNames(statement).includes(name))
  if (statements.length > 0) return { file, statements }
  for (const statement of module.statements) {
    const bindings = ts.isImportDeclaration(statement)
      ? statement.importClause?.namedBindings
      : ts.isExportDeclaration(statement) && statement.moduleSpecifier
        ? statement.exportClause
        : undefined
    if (!bindings) continue
    if (!bindings.elements) throw new Error(`${file} imports a module as a whole.`)
    if (!bindings.elements.some((element) => plainName(element) === name)) continue
    const from = statement.moduleSpecifier.text
    if (!from.startsWith('.')) throw new Error(`${name} comes from the package ${from}.`)
    return find(moduleOf, outputOf(join(dirname(file), from)), name)
  }
  return undefined
}

function plainName(element) {
  if (element.propertyName) throw new Error(`${element.getText()} gives a type two names.`)
  return element.name.text
}

function declaredNames(statement) {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText())
  return statement.name ? [statement.name.text] : []
}

/** The names that a declaration speaks of. */
function typesIn(statement) {
  const names = new Set()
  const visit = (node) => {
    if (ts.isImportTypeNode(node)) throw new Error(`${node.getText()} names a module.`)
    if (ts.isTypeReferenceNode(node)) names.add(firstName(node.typeName))
    else if (ts.isTypeQueryNode(node)) names.add(firstName(node.exprName))
    else if (ts.isExpressionWithTypeArguments(node)) names.add(node.expression.getText())
    ts.forEachChild(node, visit)
  }
  visit(statement)
  return names
}

const firstName = (name) => (ts.isQualifiedName(name) ? firstName(name.left) : name.text)

/** A declaration with its documentation and without its `export`: the list at the end says what is exported. */
function plainText(statement) {
  const exported = statement.modifiers?.find(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  const text = statement.getFullText()
  if (!exported) return text.trim()
  const at = exported.getStart() - statement.getFullStart()
  return (text.slice(0, at) + text.slice(at).replace(/^export\s+(default\s+)?/, '')).trim()
}
