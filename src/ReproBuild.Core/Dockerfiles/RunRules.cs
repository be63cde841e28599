namespace ReproBuild.Dockerfiles;

/// <summary>What BuildKit asks of the values of RUN's flags before it builds.</summary>
internal static class RunRules
{
    public static (InstructionFlag Flag, string Message)? Violation(Instruction run)
    {
        foreach (var flag in run.Flags)
        {
            if (Message(flag) is { } message) return (flag, message);
        }

        return null;
    }

    private static string? Message(InstructionFlag flag) => flag.Name switch
    {
        "mount" => Mount(flag.Value!),
        "network" when flag.Value is not ("default" or "none" or "host") =>
            $"--network takes \"default\", \"none\" or \"host\", not \"{flag.Value}\".",
        "security" when flag.Value is not ("sandbox" or "insecure") =>
            $"--security takes \"sandbox\" or \"insecure\", not \"{flag.Value}\".",
        _ => null,
    };

    private static string? Mount(string value)
    {
        // Only these can be wrong, and most have neither.
        if (value.Length > 0 && !value.AsSpan().ContainsAny('"', '$')) return null;
        if (Csv.Split(value) is not { } fields) return $"--mount={value} has a quote where none may be, or nothing at all.";

        foreach (string field in fields)
        {
            int equals = field.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !field[..equals].Equals("from", StringComparison.OrdinalIgnoreCase)) continue;
            int dollar = field.IndexOf('$', equals);
            if (dollar >= 0 && dollar + 1 < field.Length)
            {
                return $"--mount takes no variable in from (\"{field}\"). Give the image a stage of its own: FROM {field[(equals + 1)..]} AS <name>, and name that.";
            }
        }

        return null;
    }
}
