namespace ReproBuild.Linting.Shell;

/// <summary>Names that shells give a meaning of their own.</summary>
internal static class ShellNames
{
    private static readonly HashSet<string> Shells = ["sh", "bash", "ash", "dash", "ksh", "zsh"];

    /// <summary>Whether a program reads scripts as POSIX's shell does.</summary>
    public static bool IsShell(string? program) => program is not null && Shells.Contains(program[(program.LastIndexOf('/') + 1)..]);

    /// <summary>Whether a word is <c>NAME=value</c>.</summary>
    public static bool IsAssignment(ShellWord word) => VariableOf(word) is not null;

    /// <summary>The name that a word assigns to; null where it assigns nothing.</summary>
    public static string? VariableOf(ShellWord word)
    {
        int equals = word.Text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0) return null;
        string name = word.Text[(word.Text[equals - 1] == '+' ? 0..(equals - 1) : 0..equals)];
        return name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(IsNamePart) ? name : null;
    }

    /// <summary>Whether a character may be part of a variable's name.</summary>
    public static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
