namespace ReproBuild.Linting.Shell;

/// <summary>A word of a shell command.</summary>
/// <param name="Script">Its text with quotes and escapes resolved; expansions stand in it as they are written.</param>
/// <param name="Start">The file's offset of its first character, quotes included.</param>
/// <param name="End">The file's offset behind its last character.</param>
/// <param name="IsLiteral">Whether it holds no expansion: the shell reads exactly this text.</param>
/// <param name="IsQuoted">Whether a part of it is quoted or escaped.</param>
/// <param name="Variables">The names of the variables in it.</param>
/// <param name="Commands">The commands whose output is put into it: <c>$(date)</c>.</param>
internal sealed record ShellWord(
    ScriptText Script, int Start, int End, bool IsLiteral, bool IsQuoted, IReadOnlyList<string> Variables, IReadOnlyList<ShellCommand> Commands)
{
    public string Text => Script.Text;
}
