namespace ReproBuild.Registries;

/// <summary>What a token is for: <c>repository:name:pull,push</c>, several where a push mounts from another repository.</summary>
internal sealed class AuthScope
{
    private readonly SortedDictionary<string, SortedSet<string>> _actions = new(StringComparer.Ordinal);

    private AuthScope() { }

    public static AuthScope Pull(string repository) => new AuthScope().Add($"repository:{repository}", "pull");

    public static AuthScope Push(string repository) => new AuthScope().Add($"repository:{repository}", "pull,push");

    /// <summary>One for each resource.</summary>
    public IEnumerable<string> Texts => _actions.Select(a => $"{a.Key}:{string.Join(',', a.Value)}");

    /// <summary>This and what a challenge, or another scope, asks for beside it.</summary>
    /// <param name="scopes"><c>type:name:actions</c>, separated by spaces; what has another form is passed over.</param>
    public AuthScope With(string? scopes)
    {
        var merged = new AuthScope();
        foreach (string text in Texts.Concat((scopes ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            int colon = text.LastIndexOf(':');
            if (colon > 0) merged.Add(text[..colon], text[(colon + 1)..]);
        }
        return merged;
    }

    /// <summary>All in one, the same for the same scope.</summary>
    public override string ToString() => string.Join(' ', Texts);

    private AuthScope Add(string resource, string actions)
    {
        if (!_actions.TryGetValue(resource, out var set)) _actions[resource] = set = new SortedSet<string>(StringComparer.Ordinal);
        set.UnionWith(actions.Split(',', StringSplitOptions.RemoveEmptyEntries));
        return this;
    }
}
