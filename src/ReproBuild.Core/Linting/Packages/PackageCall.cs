using ReproBuild.Linting.Shell;

namespace ReproBuild.Linting.Packages;

/// <summary>One call of a package manager.</summary>
/// <param name="Name">Program and verb: <c>apk add</c>.</param>
/// <param name="Line">Its options.</param>
/// <param name="Verb">The last word of the verb.</param>
/// <param name="Operands">What stands behind the verb and is no option.</param>
internal sealed record PackageCall(string Name, CommandLine Line, ShellWord Verb, IReadOnlyList<ShellWord> Operands);
