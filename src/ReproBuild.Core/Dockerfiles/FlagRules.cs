namespace ReproBuild.Dockerfiles;

/// <summary>Which flags each instruction takes, and of what kind.</summary>
/// <remarks>BuildKit, <c>frontend/dockerfile/instructions</c>, with the flags that its newest stable syntax knows.</remarks>
internal static class FlagRules
{
    private enum Kind
    {
        Text,
        Texts,
        Switch,
    }

    /// <returns>What is wrong with the first wrong flag, and which it is; null when all are right.</returns>
    public static (InstructionFlag Flag, string Message)? Violation(string keyword, IReadOnlyList<InstructionFlag> flags)
    {
        if (flags.Count == 0) return null;

        var seen = flags.Count > 1 ? new HashSet<string>(StringComparer.Ordinal) : null;
        foreach (var flag in flags)
        {
            if (Of(keyword, flag.Name) is not { } kind) return (flag, $"{keyword} has no flag --{flag.Name}.");
            if (seen?.Add(flag.Name) == false && kind != Kind.Texts) return (flag, $"{keyword} takes --{flag.Name} once only.");
            if (kind != Kind.Switch && flag.Value is null) return (flag, $"--{flag.Name} needs a value: --{flag.Name}=….");
            if (kind == Kind.Switch && flag.Value is not null && !IsBoolean(flag.Value))
            {
                return (flag, $"--{flag.Name} takes \"true\" or \"false\", not \"{flag.Value}\".");
            }
        }

        return null;
    }

    private static bool IsBoolean(string value) =>
        value.Equals("true", StringComparison.OrdinalIgnoreCase) || value.Equals("false", StringComparison.OrdinalIgnoreCase);

    private static Kind? Of(string keyword, string flag) => (keyword, flag) switch
    {
        ("FROM", "platform") => Kind.Text,
        ("RUN", "mount" or "device") => Kind.Texts,
        ("RUN", "network" or "security") => Kind.Text,
        ("COPY", "from") => Kind.Text,
        ("COPY" or "ADD", "chown" or "chmod") => Kind.Text,
        ("COPY" or "ADD", "exclude") => Kind.Texts,
        ("COPY" or "ADD", "link") => Kind.Switch,
        ("COPY", "parents") => Kind.Switch,
        ("ADD", "checksum") => Kind.Text,
        ("ADD", "keep-git-dir" or "unpack") => Kind.Switch,
        ("HEALTHCHECK", "interval" or "timeout" or "start-period" or "start-interval" or "retries") => Kind.Text,
        _ => null,
    };
}
