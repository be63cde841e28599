namespace ReproBuild.Publishing;

/// <summary>What an image store has after loading.</summary>
/// <param name="Names">The names, as the store knows them.</param>
/// <param name="Checked">What was compared with the store's own word, such as <c>image ID sha256:…</c>.</param>
/// <param name="Remark">What a user must know of the store; null for nothing.</param>
public sealed record LoadedImage(IReadOnlyList<string> Names, string Checked, string? Remark);
