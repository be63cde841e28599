using System.Text.RegularExpressions;

namespace ReproBuild.Building;

/// <summary>Finds out whether <c>docker buildx</c> can export OCI archives with rewritten times.</summary>
/// <param name="docker">The docker program.</param>
/// <param name="plan">Names the builder, if one is chosen.</param>
internal sealed partial class BuildxProbe(string docker, BuildPlan plan)
{
    private static readonly Version RewriteTimestampSince = new(0, 13);

    /// <summary>Asks docker, its plugin, its builder and its daemon, in this order.</summary>
    public async Task<EngineState> RunAsync(CancellationToken cancellationToken)
    {
        if (await AskAsync(cancellationToken, "buildx", "version").ConfigureAwait(false) is not { } version)
            return EngineState.Missing("docker is not installed.");
        // podman calls itself docker where it is asked to, but is no BuildKit.
        if (!version.Succeeded || !version.Output.Contains("buildx", StringComparison.Ordinal))
            return EngineState.Broken("docker has no buildx. Install the package docker-buildx or docker-buildx-plugin.");

        var inspected = (await AskAsync(cancellationToken, ["buildx", "inspect", .. plan.Builder is { } name ? [name] : Array.Empty<string>()])
            .ConfigureAwait(false))!;
        if (!inspected.Succeeded)
            return EngineState.Broken($"{Trimmed(inspected.Error)} \"docker buildx ls\" lists the builders; set ReproBuilder to one of them.");
        if (Field(inspected.Output, "Error") is { } error) return EngineState.Broken(Unreachable(error));

        if (Versions(inspected.Output).FirstOrDefault(v => v < RewriteTimestampSince) is { } old)
            return EngineState.Broken($"BuildKit {old} cannot rewrite the times of files; {RewriteTimestampSince} and later can. Update Docker, " +
                "or type: docker buildx create --use");
        return Field(inspected.Output, "Driver") == "docker" && !await HasImageStoreAsync(cancellationToken).ConfigureAwait(false)
            ? EngineState.Broken("Docker's own builder exports no OCI archives without the containerd image store. Type: docker buildx create " +
                "--use; or set {\"features\":{\"containerd-snapshotter\":true}} in the daemon's settings.")
            : EngineState.Usable;
    }

    // A builder of the docker driver has the name of its context.
    private async Task<bool> HasImageStoreAsync(CancellationToken cancellationToken)
    {
        var info = await AskAsync(cancellationToken, [.. plan.Builder is { } name ? ["--context", name] : Array.Empty<string>(),
            "info", "--format", "{{json .DriverStatus}}"]).ConfigureAwait(false);
        return info is { Succeeded: true } && info.Output.Contains("io.containerd.snapshotter", StringComparison.Ordinal);
    }

    private Task<Inquiry.Answer?> AskAsync(CancellationToken cancellationToken, params string[] arguments) =>
        Inquiry.AskAsync(docker, arguments, plan.Environment, cancellationToken);

    private static string Unreachable(string error) => Trimmed(error) + (error.Contains("permission denied", StringComparison.OrdinalIgnoreCase)
        ? " Add yourself to the group docker, and log in anew."
        : " Start it: \"systemctl start docker\", or Docker Desktop; or set DOCKER_HOST to a daemon that runs.");

    private static string Trimmed(string error) => error.Trim().TrimEnd('.') + ".";

    private static string? Field(string output, string name) => output.Split('\n')
        .Where(line => line.StartsWith(name + ":", StringComparison.Ordinal))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault(value => value.Length > 0);

    // A daemon that was built by a distribution tells "v0.0.0+unknown", which says nothing.
    private static IEnumerable<Version> Versions(string output) => BuildKitVersion().Matches(output)
        .Select(match => Version.Parse(match.Groups[1].Value))
        .Where(version => version > new Version(0, 0, 0));

    [GeneratedRegex(@"^BuildKit(?: version)?:\s+v(\d+\.\d+\.\d+)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex BuildKitVersion();
}
