namespace ReproBuild.Causes;

/// <summary>What a diagnosis is at, one after another.</summary>
public enum DiagnosisPhase
{
    /// <summary>Both images are read and compared.</summary>
    Comparing,

    /// <summary>Layers are read again, for contents that differ and are explained.</summary>
    Explaining,

    /// <summary>It is worked out what both images would be if what is proven were mended.</summary>
    Mending,
}
