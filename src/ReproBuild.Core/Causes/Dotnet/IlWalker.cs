using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace ReproBuild.Causes.Dotnet;

/// <summary>Walks over instructions (ECMA-335, III.1.2 and VI.C).</summary>
internal static class IlWalker
{
    private static readonly Dictionary<int, OpCode> ByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => o.Value & 0xFFFF);

    /// <summary>The places of the operands of <c>ldstr</c>.</summary>
    /// <exception cref="InvalidDataException">There is an instruction that does not exist.</exception>
    public static IReadOnlyList<int> StringOperands(ReadOnlyMemory<byte> body)
    {
        var found = new List<int>();
        var code = body.Span;
        for (int at = 0; at < code.Length;)
        {
            int value = code[at++];
            if (value == 0xFE) value = 0xFE00 | code[at++];
            if (!ByValue.TryGetValue(value, out var op)) throw new InvalidDataException("an unknown instruction");

            if (op.OperandType == OperandType.InlineString) found.Add(at);
            at = checked(at + OperandSize(op.OperandType, code[at..]));
        }

        return found;
    }

    private static int OperandSize(OperandType type, ReadOnlySpan<byte> rest) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => checked(4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(rest))),
        _ => 4,
    };
}
