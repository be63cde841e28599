namespace ReproBuild.Causes;

/// <summary>Writes instructions anew for remedies, so that they can be pasted over the old ones.</summary>
internal static class DockerfileLine
{
    /// <summary>A RUN with one more mount.</summary>
    /// <returns>Null where the instruction is not known, or is no RUN.</returns>
    public static string? WithMount(string? instruction, string mount) => AfterRun(instruction) is { } rest ? $"RUN --mount={mount} {rest}" : null;

    /// <summary>A RUN in shell form with one more command at its end.</summary>
    /// <returns>Null where the instruction is not known, is no RUN, or is a RUN that nothing can be put behind (JSON form, here-document).</returns>
    public static string? AndThen(string? instruction, string command) =>
        AfterRun(instruction) is { } rest && rest[0] != '[' && !rest.Contains("<<", StringComparison.Ordinal) ? $"RUN {rest.TrimEnd()} && {command}" : null;

    private static string? AfterRun(string? instruction)
    {
        if (instruction is null || !instruction.StartsWith("RUN", StringComparison.OrdinalIgnoreCase) || instruction.Length < 5) return null;
        string rest = instruction[3..].TrimStart();
        return rest.Length > 0 && char.IsWhiteSpace(instruction[3]) ? rest : null;
    }
}
