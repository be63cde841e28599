namespace ReproBuild.Tool;

/// <summary>What the process says when it ends.</summary>
internal static class ExitCode
{
    /// <summary>Equal, or done.</summary>
    public const int Equal = 0;

    /// <summary>The images differ.</summary>
    public const int Different = 1;

    /// <summary>It could not be told, or not be done.</summary>
    public const int Unknown = 2;

    /// <summary>The command line cannot be understood.</summary>
    public const int BadUsage = 3;
}
