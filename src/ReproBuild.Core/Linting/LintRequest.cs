using ReproBuild.Dockerfiles;
using ReproBuild.Pinning;

namespace ReproBuild.Linting;

/// <summary>What is linted.</summary>
/// <param name="Dockerfile">The Dockerfile.</param>
/// <param name="Query">The target, build arguments, build contexts and platforms.</param>
/// <param name="Context">The absolute path of the build context; null where it is not known, and nothing is said of it.</param>
public sealed record LintRequest(Dockerfile Dockerfile, ImageUseQuery Query, string? Context);
