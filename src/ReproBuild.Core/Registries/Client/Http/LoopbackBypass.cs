using System.Net;

namespace ReproBuild.Registries;

/// <summary>A proxy that is passed by on the way to this machine itself, where it could not find the same machine.</summary>
internal sealed class LoopbackBypass(IWebProxy proxy) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => throw new NotSupportedException();
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => RegistryEndpoint.IsLoopbackHost(host.Host) || proxy.IsBypassed(host) || proxy.GetProxy(host) is null;
}
