using ReproBuild.Diagnostics;

namespace ReproBuild.Registries;

/// <summary>The words of what goes wrong when something is pushed.</summary>
internal static class PushErrors
{
    public static async Task<ReproException> OfAsync(RegistryCall call, RegistryAnswer answer, Secrets secrets, Watchdog watchdog)
    {
        var error = await AnswerErrors.OfAsync(call, answer, DiagnosticCodes.PushRefused, secrets, watchdog).ConfigureAwait(false);
        return error.Diagnostic.Code == DiagnosticCodes.MalformedAnswer
            ? new ReproException(error.Diagnostic with { Code = DiagnosticCodes.PushRefused, Message = error.Message.Replace(AnswerErrors.NoRegistry, "No tag was moved. See what the registry allows: sizes, media types, names.", StringComparison.Ordinal) })
            : error;
    }

    public static ReproException OutOfStep(RegistryCall call) => new(
        DiagnosticCodes.PushRefused, $"{call.Endpoint.Name} answered 416 when it was asked for {call.What}, again and again: it has another part of the blob than it says. No tag was moved. Push again.");
}
