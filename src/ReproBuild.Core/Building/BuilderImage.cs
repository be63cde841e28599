using System.Text.RegularExpressions;

namespace ReproBuild.Building;

/// <summary>The image of BuildKit that a buildx builder runs in a container: what builds is chosen by a name too, and no line of a Dockerfile has it.</summary>
public sealed partial class BuilderImage
{
    // buildx, util/imagetools: what a builder that was made without driver-opt image= pulls.
    private const string Default = "moby/buildkit:buildx-stable-1";

    private BuilderImage(string builder, string name, IReadOnlyList<string> nodes) => (Builder, Name, Nodes) = (builder, name, nodes);

    /// <summary>The builder's name.</summary>
    public string Builder { get; }

    /// <summary>The image as the builder names it.</summary>
    public string Name { get; }

    private IReadOnlyList<string> Nodes { get; }

    /// <summary>Asks buildx which image a builder runs.</summary>
    /// <param name="builder">The builder; null for the current one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="docker">The docker program.</param>
    /// <returns>Null where none is known: the BuildKit of a Docker daemon, a remote one, no docker at all. The engine says the rest itself.</returns>
    public static async Task<BuilderImage?> FindAsync(string? builder, CancellationToken cancellationToken, string docker = "docker")
    {
        var answer = await Inquiry.AskAsync(docker, ["buildx", "inspect", .. builder is null ? Array.Empty<string>() : [builder]], NoChanges, cancellationToken).ConfigureAwait(false);
        if (answer is not { Succeeded: true } || Field().Matches(answer.Output) is not { Count: > 0 } fields) return null;
        string[] Values(string name) => [.. fields.Where(f => f.Groups[1].Value == name).Select(f => f.Groups[2].Value)];
        // The first Name is the builder's own, the others are those of its nodes.
        return Values("Driver") is ["docker-container"] && Values("Name") is [var own, .. var nodes]
            ? new BuilderImage(own, Image().Match(answer.Output) is { Success: true } given ? given.Groups[1].Value : Default, nodes)
            : null;
    }

    /// <summary>The digests of the images that the builder's containers were made from.</summary>
    /// <returns>One list for each node; null for a node that has no container yet, or whose image is not known.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<string>?>> RunningAsync(CancellationToken cancellationToken, string docker = "docker")
    {
        var found = new List<IReadOnlyList<string>?>();
        foreach (string node in Nodes)
        {
            var container = await Inquiry.AskAsync(docker, ["inspect", "--format", "{{.Image}}", "buildx_buildkit_" + node], NoChanges, cancellationToken).ConfigureAwait(false);
            string id = container is { Succeeded: true } ? container.Output.Trim() : "";
            var image = id.Length == 0 ? null
                : await Inquiry.AskAsync(docker, ["image", "inspect", "--format", "{{range .RepoDigests}}{{.}} {{end}}", id], NoChanges, cancellationToken).ConfigureAwait(false);
            found.Add(image is { Succeeded: true } ? [id, .. Digest().Matches(image.Output).Select(m => m.Value)] : null);
        }

        return found;
    }

    private static Dictionary<string, string?> NoChanges { get; } = [];

    [GeneratedRegex(@"^(Name|Driver):[ \t]+(\S+)", RegexOptions.Multiline)]
    private static partial Regex Field();

    [GeneratedRegex("""^Driver Options:.*\bimage="([^"]+)"$""", RegexOptions.Multiline)]
    private static partial Regex Image();

    [GeneratedRegex("sha256:[0-9a-f]{64}")]
    private static partial Regex Digest();
}
