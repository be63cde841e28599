namespace ReproBuild.Dockerfiles;

/// <summary>What <see cref="ShellLexer"/> leaves as written.</summary>
[Flags]
internal enum ShellLexerOptions
{
    None = 0,

    /// <summary>Quotes stay in the result.</summary>
    RawQuotes = 1,

    /// <summary>Escapes stay in the result.</summary>
    RawEscapes = 2,

    /// <summary>Variables that are not set stay in the result.</summary>
    KeepUnset = 4,
}
