namespace ReproBuild.Registries;

/// <summary>A registry's answer to a call.</summary>
/// <param name="Http">Status, headers, body.</param>
/// <param name="Address">Where it came from in the end; relative addresses in it are meant from there.</param>
/// <param name="HadCredential">Whether the registry was shown a credential of the user's.</param>
internal sealed record RegistryAnswer(HttpResponseMessage Http, Uri Address, bool HadCredential) : IDisposable
{
    public System.Net.HttpStatusCode Status => Http.StatusCode;

    public string? Header(string name) => Http.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    public void Dispose() => Http.Dispose();
}
