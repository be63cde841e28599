using System.Collections.Immutable;
using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace ReproBuild.Causes.Dotnet;

/// <summary>Lists a portable PDB: every row of every table, with what it points to (Portable PDB v1.0).</summary>
internal sealed class PdbReading
{
    private static readonly TableIndex[] Known =
    [
        TableIndex.Document, TableIndex.MethodDebugInformation, TableIndex.LocalScope, TableIndex.LocalVariable, TableIndex.LocalConstant,
        TableIndex.ImportScope, TableIndex.StateMachineMethod, TableIndex.CustomDebugInformation,
    ];

    private readonly MetadataReader _reader;
    private readonly List<KeyValuePair<string, string>> _values = [];

    private PdbReading(MetadataReader reader) => _reader = reader;

    /// <summary>All values.</summary>
    /// <exception cref="Exception">One of <see cref="ContentFault"/>: malformed, or with tables that no PDB has.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(ReadOnlyMemory<byte> content)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbImage(ImmutableArray.Create(content.Span));
        var reading = new PdbReading(provider.GetMetadataReader());
        reading.Header(content.ToArray());
        reading.Documents();
        reading.Methods();
        reading.Scopes();
        reading.Imports();
        PdbCustomReading.Add(reading._reader, reading.Add);
        return reading._values;
    }

    private void Header(byte[] content)
    {
        var header = _reader.DebugMetadataHeader ?? throw new InvalidDataException("no PDB stream");
        for (int i = 0; i < MetadataTokens.TableCount; i++)
        {
            if (_reader.GetTableRowCount((TableIndex)i) > 0 && !Known.Contains((TableIndex)i)) throw new InvalidDataException($"a table that no PDB has: {i}");
        }

        var stream = MetadataStreams.Read(content).First(s => s.Name == "#Pdb");
        Add("version", _reader.MetadataVersion);
        Add("id", Hex(header.Id.AsSpan()));
        Add("entry point and tables", Hex(content.AsSpan(stream.Offset + 20, stream.Length - 20)));
    }

    private void Documents()
    {
        foreach (var handle in _reader.Documents)
        {
            var document = _reader.GetDocument(handle);
            Add("document", _reader.GetString(document.Name));
            Add("document language and hash", $"{_reader.GetGuid(document.Language)} {Guid(document.HashAlgorithm)} {Blob(document.Hash)}");
        }
    }

    private void Methods()
    {
        foreach (var handle in _reader.MethodDebugInformation)
        {
            var method = _reader.GetMethodDebugInformation(handle);
            string document = method.Document.IsNil ? "-" : Row(method.Document);
            string kickoff = method.GetStateMachineKickoffMethod() is { IsNil: false } outer ? Row(outer) : "-";
            Add("method", $"{Row(handle)} {document} {kickoff} {Blob(method.SequencePointsBlob)}");
        }
    }

    private void Scopes()
    {
        foreach (var handle in _reader.LocalScopes)
        {
            var scope = _reader.GetLocalScope(handle);
            Add("scope", $"{Row(scope.Method)} {(scope.ImportScope.IsNil ? "-" : Row(scope.ImportScope))} {scope.StartOffset} {scope.Length}");
            foreach (var local in scope.GetLocalVariables())
            {
                var variable = _reader.GetLocalVariable(local);
                Add("local", $"{Row(local)} {(int)variable.Attributes} {variable.Index} {_reader.GetString(variable.Name)}");
            }

            foreach (var local in scope.GetLocalConstants())
            {
                var constant = _reader.GetLocalConstant(local);
                Add("constant", $"{Row(local)} {_reader.GetString(constant.Name)} {Blob(constant.Signature)}");
            }
        }

        Add("locals", $"{_reader.LocalVariables.Count} {_reader.LocalConstants.Count}");
    }

    private void Imports()
    {
        foreach (var handle in _reader.ImportScopes)
        {
            var scope = _reader.GetImportScope(handle);
            Add("imports", scope.Parent.IsNil ? "-" : Row(scope.Parent));
            foreach (var import in scope.GetImports())
            {
                // What an import of this kind has none of cannot even be asked for.
                string type = import.Kind is ImportDefinitionKind.ImportType or ImportDefinitionKind.AliasType ? Token(import.TargetType) : "-";
                string assembly = import.TargetAssembly.IsNil ? "-" : Row(import.TargetAssembly);
                Add("import", $"{import.Kind} {Text(import.Alias)} {Text(import.TargetNamespace)} {assembly} {type}");
            }
        }
    }

    private void Add(string name, string value) => _values.Add(new(name, value));

    private string Guid(GuidHandle handle) => handle.IsNil ? "-" : _reader.GetGuid(handle).ToString();

    private string Blob(BlobHandle handle) => handle.IsNil ? "-" : Hex(_reader.GetBlobBytes(handle));

    private string Text(BlobHandle handle) => handle.IsNil ? "-" : Hex(_reader.GetBlobBytes(handle));

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    private static string Token(EntityHandle handle) => MetadataTokens.GetToken(handle).ToString("x8", CultureInfo.InvariantCulture);

    private static string Row(EntityHandle handle) => MetadataTokens.GetRowNumber(handle).ToString(CultureInfo.InvariantCulture);
}
