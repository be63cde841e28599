using System.Globalization;
using ReproBuild.Dockerfiles;
using ReproBuild.Images;

namespace ReproBuild.Comparing;

/// <summary>Finds the instruction behind each entry of a history, from the newest back, since the oldest are the base image's.</summary>
internal static class HistoryAligner
{
    /// <summary>The instruction of each entry; null where none is certain.</summary>
    /// <param name="history">The image's history, oldest first.</param>
    /// <param name="dockerfile">The Dockerfile.</param>
    /// <param name="target">The stage that was built, by name or number; null for the last.</param>
    public static Instruction?[] Align(IReadOnlyList<HistoryEntry> history, Dockerfile dockerfile, string? target)
    {
        var found = new Instruction?[history.Count];
        var instructions = Instructions(dockerfile, target);
        int next = instructions.Count - 1;
        int unclaimed = 0;
        for (int i = history.Count - 1; i >= 0 && next >= 0; i--)
        {
            int match = Match(history[i], instructions, next, unclaimed);
            if (match < 0)
            {
                unclaimed++;
                continue;
            }

            found[i] = instructions[match];
            next = match - 1;
            unclaimed = 0;
        }

        return found;
    }

    // An instruction may be passed over only where an entry that nobody claimed can be its own, or where it may have left none.
    private static int Match(HistoryEntry entry, List<Instruction> instructions, int next, int unclaimed)
    {
        for (int i = next; i >= 0; i--)
        {
            if (HistoryText.IsOf(entry, instructions[i])) return i;
            if (instructions[i].Keyword is "RUN" or "COPY" or "ADD" && unclaimed-- == 0) return -1;
        }

        return -1;
    }

    private static List<Instruction> Instructions(Dockerfile dockerfile, string? target)
    {
        var stage = target is null
            ? dockerfile.Stages[^1]
            : dockerfile.Stages.LastOrDefault(s => string.Equals(s.Name, target, StringComparison.OrdinalIgnoreCase) || s.Index.ToString(CultureInfo.InvariantCulture) == target);
        var chain = new List<Instruction>();
        for (; stage is not null; stage = stage.Parent) chain.InsertRange(0, stage.Instructions.Skip(1));
        return chain;
    }
}
