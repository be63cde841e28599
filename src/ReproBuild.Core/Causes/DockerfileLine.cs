namespace ReproBuild.Causes;

/// <summary>Writes instructions anew for remedies, so that they can be pasted over the old ones.</summary>
internal static class DockerfileLine
{
    /// <summary>A RUN with one more mount.</summary>
    /// <returns>Null where the instruction is not known, or is no RUN.</returns>
    public static string? WithMount(string? instruction, string mount) => After("RUN", instruction) is { } rest ? $"RUN --mount={mount} {rest}" : null;

    /// <summary>A RUN in shell form with one more command at its end.</summary>
    /// <returns>Null where the instruction is not known, is no RUN, or is a RUN that nothing can be put behind (JSON form, here-document).</returns>
    public static string? AndThen(string? instruction, string command) =>
        Shell(instruction) is var (flags, shell) ? $"RUN {flags}{shell.TrimEnd()} && {command}" : null;

    /// <summary>A RUN in shell form with one more command before its own.</summary>
    /// <returns>Null as with <see cref="AndThen"/>.</returns>
    public static string? First(string? instruction, string command) => Shell(instruction) is var (flags, shell) ? $"RUN {flags}{command} && {shell}" : null;

    /// <summary>A COPY or ADD with one more flag.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="flag">The flag and its value: <c>--chmod=0644</c>.</param>
    /// <returns>Null where the instruction is not known, is neither, or has that flag.</returns>
    public static string? WithFlag(string? instruction, string flag)
    {
        foreach (string keyword in (ReadOnlySpan<string>)["COPY", "ADD"])
        {
            if (After(keyword, instruction) is not { } rest) continue;
            return rest.Contains(flag[..(flag.IndexOf('=') + 1)], StringComparison.OrdinalIgnoreCase) ? null : $"{keyword} {flag} {rest}";
        }

        return null;
    }

    // Flags stand before the command, each ended by white space.
    private static (string Flags, string Shell)? Shell(string? instruction)
    {
        if (After("RUN", instruction) is not { } rest) return null;

        int start = 0;
        while (rest.AsSpan(start).StartsWith("--"))
        {
            int end = rest.AsSpan(start).IndexOfAny(" \t\n");
            if (end < 0) return null;
            start += end;
            while (start < rest.Length && (char.IsWhiteSpace(rest[start]) || rest[start] == '\\')) start++;
        }

        string shell = rest[start..];
        return shell.Length == 0 || shell[0] == '[' || shell.Contains("<<", StringComparison.Ordinal) ? null : (rest[..start], shell);
    }

    private static string? After(string keyword, string? instruction)
    {
        if (instruction is null || instruction.Length < keyword.Length + 2 || !instruction.StartsWith(keyword, StringComparison.OrdinalIgnoreCase)) return null;
        string rest = instruction[keyword.Length..].TrimStart();
        return rest.Length > 0 && char.IsWhiteSpace(instruction[keyword.Length]) ? rest : null;
    }
}
