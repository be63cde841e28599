namespace ReproBuild.Registries;

/// <summary>What a client asks for. RFC 9112, section 3.</summary>
/// <param name="Method">The method, such as <c>GET</c>.</param>
/// <param name="Path">The path, without a query.</param>
internal sealed record HttpRequest(string Method, string Path);
