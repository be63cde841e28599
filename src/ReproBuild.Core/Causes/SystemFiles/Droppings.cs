using ReproBuild.Comparing;

namespace ReproBuild.Causes.SystemFiles;

/// <summary>What programs leave behind: histories, temporary files, what they remember of servers.</summary>
internal sealed class Droppings : PathCause
{
    private static readonly string[] Names =
        [".wget-hsts", ".bash_history", ".ash_history", ".sh_history", ".zsh_history", ".python_history", ".node_repl_history", ".lesshst", ".viminfo", ".sudo_as_admin_successful"];

    private static readonly string[] Folders = [".node-gyp/", ".cache/node-gyp/", ".cache/pip/", ".cache/go-build/"];

    public override string Id => "droppings";

    public override string Code => "REPRO5413";

    public override string Title => "What programs leave behind";

    public override bool IsHere(string path)
    {
        if (Below(path, "tmp/") || Below(path, "var/tmp/")) return true;
        if (Home(path) is not { } home) return false;
        return Names.Contains(path[home..]) || Folders.Any(f => path.AsSpan(home).StartsWith(f, StringComparison.Ordinal));
    }

    public override string Describe(Difference difference) => $"{DifferenceText.PathOf(difference)} was left behind by a program that the build ran; no container needs it";

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Delete it in the instruction that leaves it, or keep it out of the layer: --mount=type=tmpfs,target=/tmp; wget --no-hsts.",
        context.Path?.StartsWith("/tmp/", StringComparison.Ordinal) == true
            ? DockerfileLine.WithMount(context.Instruction, "type=tmpfs,target=/tmp")
            : context.Path is { } path && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_') ? DockerfileLine.AndThen(context.Instruction, $"rm -rf {path}") : null);

    private static bool Below(string path, string folder) => path.StartsWith(folder, StringComparison.Ordinal) && path.Length > folder.Length;

    // Where the home folder's own entries begin.
    private static int? Home(string path)
    {
        if (path.StartsWith("root/", StringComparison.Ordinal)) return "root/".Length;
        if (!path.StartsWith("home/", StringComparison.Ordinal)) return null;
        int slash = path.IndexOf('/', "home/".Length);
        return slash < 0 ? null : slash + 1;
    }
}
