using System.Text;

namespace ReproBuild.Sources;

/// <content>
/// What <c>git status</c> passes over: changes in files that are marked <c>--assume-unchanged</c> or <c>--skip-worktree</c>. git-update-index(1).
/// </content>
public sealed partial class SourceRepository
{
    // A split index would leave a part of itself in the repository.
    private static readonly string[] Alone = ["-c", "core.splitIndex=false", "-c", "core.untrackedCache=false", "-c", "diff.autoRefreshIndex=true"];

    private async Task<List<string>> HiddenChangesAsync(string directory, CancellationToken cancellationToken)
    {
        var (changed, sparse, marked) = (new List<string>(), new HashSet<string>(), new StringBuilder());
        foreach (string entry in (await AskAsync(directory, ["ls-files", "-v", "--stage", "-z"], cancellationToken).ConfigureAwait(false)).Names)
        {
            // "tag mode object stage TAB path": S for skip-worktree, a small letter for assume-unchanged.
            string path = entry[(entry.IndexOf('\t', StringComparison.Ordinal) + 1)..];
            if (entry[0] is 'S' or 's') sparse.Add(path);
            if (entry[0] == 'S' || char.IsAsciiLetterLower(entry[0])) marked.Append(entry.AsSpan(2)).Append('\0');

            string submodule = Path.Combine(directory, path);
            if (!entry.AsSpan(2).StartsWith("160000 ", StringComparison.Ordinal) || !HasGitLink(submodule)) continue;
            foreach (string inner in await HiddenChangesAsync(submodule, cancellationToken).ConfigureAwait(false)) changed.Add(path + "/" + inner);
        }

        if (marked.Length == 0) return changed;
        var names = await DifferAsync(directory, marked.ToString(), cancellationToken).ConfigureAwait(false);
        for (int i = 0; i + 1 < names.Count; i += 2)
        {
            // A sparse checkout lacks files on purpose, as every clone that is made like it does.
            if (names[i] != "D" || !sparse.Contains(names[i + 1])) changed.Add(names[i + 1]);
        }

        return changed;
    }

    // The same entries in an index of their own, without the marks, so that git itself compares: it knows line endings, filters, links and modes.
    private async Task<IReadOnlyList<string>> DifferAsync(string directory, string entries, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("reprobuild-");
        try
        {
            string index = Path.Combine(folder.FullName, "index");
            await AskAsync(directory, [.. Alone, "update-index", "-z", "--index-info"], cancellationToken, index, entries).ConfigureAwait(false);
            return (await AskAsync(directory,
                [.. Alone, "diff", "--name-status", "-z", "--no-renames", "--no-ext-diff", "--no-relative", "--ignore-submodules=none"],
                cancellationToken, index).ConfigureAwait(false)).Names;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
