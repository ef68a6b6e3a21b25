using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>A number from 1 to 4 that is a constant to the JIT: of vectors that stay in registers through a loop.</summary>
internal interface IFew
{
    /// <summary>The number.</summary>
    static abstract int Count { get; }
}

/// <summary>1.</summary>
internal readonly struct One : IFew
{
    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(Loop.Inlined)]
        get => 1;
    }
}

/// <summary>2.</summary>
internal readonly struct Two : IFew
{
    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(Loop.Inlined)]
        get => 2;
    }
}

/// <summary>3.</summary>
internal readonly struct Three : IFew
{
    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(Loop.Inlined)]
        get => 3;
    }
}

/// <summary>4.</summary>
internal readonly struct Four : IFew
{
    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(Loop.Inlined)]
        get => 4;
    }
}
