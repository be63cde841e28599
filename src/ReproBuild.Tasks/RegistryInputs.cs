using Microsoft.Build.Framework;
using ReproBuild.Building;
using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;
using ReproBuild.Pinning;
using ReproBuild.Registries;

namespace ReproBuild.Tasks;

/// <summary>Turns items into how registries are reached, and which digests a build takes from them.</summary>
internal static class RegistryInputs
{
    private const string MirrorItem = "ReproRegistryMirror";

    /// <summary>What the environment says, and over its mirrors <c>registry=host</c>, or <c>registry</c> with the metadata <c>Value</c>.</summary>
    /// <exception cref="ReproException">REPRO1005: a mirror is malformed.</exception>
    public static RegistryOptions Options(ITaskItem[] mirrors)
    {
        var options = RegistryOptions.FromEnvironment();
        return options with
        {
            Mirrors = mirrors.Select((item, i) => PlanInputs.Pair(item, i + 1, MirrorItem, "a host"))
                .Aggregate(options.Mirrors, (known, mirror) => known.With(mirror.Name, mirror.Value.Trim(), MirrorItem)),
        };
    }

    /// <summary>What the environment says, with the credentials and the registries without TLS that the .NET SDK takes from it when it pushes.</summary>
    /// <exception cref="ReproException">REPRO1005: a variable is malformed.</exception>
    public static RegistryOptions ForPushing()
    {
        var options = RegistryOptions.FromEnvironment();
        string[] insecure = (Environment.GetEnvironmentVariable("DOTNET_CONTAINER_INSECURE_REGISTRIES") ?? "").Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return options with
        {
            Credentials = new EnvironmentCredentials(Environment.GetEnvironmentVariable, options.Credentials),
            PlainHttpHosts = [.. options.PlainHttpHosts, .. insecure],
        };
    }

    /// <summary>A lock file; one with nothing in it where none is named or there.</summary>
    /// <param name="path">Its absolute path; null for none.</param>
    public static LockFile Lock(string? path) => path is null ? LockFile.Empty("") : LockFile.Load(path);

    /// <summary>The pins of a lock file, and the mirrors that stand in for registries.</summary>
    /// <param name="lockFile">As <see cref="Lock"/> takes it.</param>
    /// <param name="mirrors">As <see cref="Options"/> takes them.</param>
    public static BuildPins Pins(string? lockFile, ITaskItem[] mirrors) => new(Lock(lockFile), Options(mirrors).Mirrors);

    /// <summary>
    /// The contexts that a Dockerfile is built with: those that were given, and those that bring in digests and mirrors. Every build of the Dockerfile
    /// takes them from here, that of a single stage too, or it would be a build of something else.
    /// </summary>
    /// <param name="dockerfile">The Dockerfile's absolute path; null or the path of nothing where there is none.</param>
    /// <param name="given">The contexts that were given.</param>
    /// <param name="query">What the Dockerfile is built with.</param>
    /// <param name="pins">The pins.</param>
    public static IReadOnlyList<NamedContext> Contexts(string? dockerfile, IReadOnlyList<NamedContext> given, ImageUseQuery query, BuildPins pins)
    {
        if (!Path.Exists(dockerfile)) return given;
        var pinned = pins.Contexts(Dockerfile.Load(dockerfile), query);
        return [.. given.Where(g => !pinned.ContainsKey(g.Name)), .. pinned.Select(p => new NamedContext(p.Key, p.Value))];
    }
}
