using System.Text.RegularExpressions;

namespace ReproBuild.Images;

public sealed partial record ImageReference
{
    // The distribution project's bound for the repository's path.
    private const int MaxRepositoryLength = 255;

    /// <returns>What is wrong; null when nothing is.</returns>
    private static string? Read(string text, out string registry, out string repository, out string? tag, out Digest? digest)
    {
        (registry, repository, tag, digest) = ("", "", null, null);
        if (text.Length == 0) return "The name of the image is empty.";
        if (Identifier().IsMatch(text)) return $"\"{text}\" is the bare ID of an image: name its repository too, as in name@sha256:{text}.";

        string rest = text;
        int at = rest.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
        {
            if (!Digest.TryParse(rest[(at + 1)..], out digest))
            {
                return $"\"{rest[(at + 1)..]}\" in \"{text}\" is no digest: write sha256: and 64, or sha512: and 128, lower-case hexadecimal digits.";
            }

            rest = rest[..at];
        }

        (registry, rest) = SplitRegistry(rest);
        int colon = rest.LastIndexOf(':');
        if (colon >= 0)
        {
            tag = rest[(colon + 1)..];
            rest = rest[..colon];
            if (!TagShape().IsMatch(tag))
            {
                return $"\"{tag}\" in \"{text}\" is no tag: use up to 128 letters, digits, \"_\", \".\" and \"-\", and begin with none of the last two.";
            }
        }

        repository = registry == DockerHub && !rest.Contains('/', StringComparison.Ordinal) ? "library/" + rest : rest;
        if (!RegistryShape().IsMatch(registry)) return $"\"{registry}\" in \"{text}\" is no registry: write host or host:port.";
        if (rest.Any(char.IsAsciiLetterUpper)) return $"\"{rest}\" in \"{text}\" has capital letters, which the name of a repository may not.";
        if (!RepositoryShape().IsMatch(repository)) return $"\"{text}\" is no name of an image: \"{rest}\" cannot name a repository.";
        return repository.Length > MaxRepositoryLength ? $"The repository's name in \"{text}\" is longer than {MaxRepositoryLength} characters." : null;
    }

    // What stands before the first slash is a registry if it could be nothing else.
    private static (string Registry, string Remainder) SplitRegistry(string name)
    {
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return (DockerHub, name);

        string first = name[..slash], rest = name[(slash + 1)..];
        if (first == "index.docker.io") return (DockerHub, rest);

        bool isRegistry = first == "localhost" || first.AsSpan().ContainsAny('.', ':') || first.Any(char.IsUpper);
        return isRegistry ? (first, rest) : (DockerHub, name);
    }

    [GeneratedRegex(@"\A[a-f0-9]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TagShape();

    [GeneratedRegex(
        @"\A(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[A-Fa-f0-9:]+\])(?::[0-9]+)?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex RegistryShape();

    [GeneratedRegex(
        @"\A[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex RepositoryShape();
}
