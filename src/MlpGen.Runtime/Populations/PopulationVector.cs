using System.Numerics;
using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>A number for each parameter of each member of a population: the parameters themselves, or a gradient.</summary>
/// <remarks>It owns its memory, in which members lie side by side; rows go in and out by copies. Not safe to be written by several threads at once.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class PopulationVector<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _numbers;

    internal PopulationVector(MemberLayout layout)
    {
        Layout = layout;
        _numbers = new AlignedBuffer<T>(layout.Members * layout.Size);
    }

    /// <summary>K, the number of members.</summary>
    public int Members => Layout.Members;

    /// <summary>P, the parameters of one member.</summary>
    public int ParameterCount => Layout.Size;

    internal MemberLayout Layout { get; }

    internal Span<T> Packed => _numbers.Span;

    /// <summary>Copies the numbers of one member out.</summary>
    /// <param name="member">0 … <see cref="Members"/> − 1.</param>
    /// <param name="parameters">Overwritten: W1, b1, W2, b2, …; <see cref="ParameterCount"/> long.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such member.</exception>
    /// <exception cref="ArgumentException">The length is wrong.</exception>
    [MethodImpl(Loop.Hot)]
    public void Get(int member, Span<T> parameters)
    {
        CheckMember(member);
        SpanGuard.CheckLength(parameters.Length, ParameterCount, nameof(parameters));
        Layout.Get(Packed, member, parameters);
    }

    /// <summary>Copies the numbers of one member in.</summary>
    /// <param name="member">0 … <see cref="Members"/> − 1.</param>
    /// <param name="parameters">W1, b1, W2, b2, …; <see cref="ParameterCount"/> long.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such member.</exception>
    /// <exception cref="ArgumentException">The length is wrong; nothing is written then.</exception>
    [MethodImpl(Loop.Hot)]
    public void Set(int member, ReadOnlySpan<T> parameters)
    {
        CheckMember(member);
        SpanGuard.CheckLength(parameters.Length, ParameterCount, nameof(parameters));
        Layout.Set(Packed, member, parameters);
    }

    /// <summary>Copies the numbers of all members in.</summary>
    /// <param name="rows">K rows of <see cref="ParameterCount"/>.</param>
    /// <exception cref="ArgumentException">The length is wrong; nothing is written then.</exception>
    [MethodImpl(Loop.Hot)]
    public void Load(ReadOnlySpan<T> rows)
    {
        MemberCheck.Length(rows.Length, Members, 1, ParameterCount, nameof(rows));
        Layout.Load(rows, Packed);
    }

    /// <summary>Copies the numbers of all members out.</summary>
    /// <param name="rows">Overwritten: K rows of <see cref="ParameterCount"/>.</param>
    /// <exception cref="ArgumentException">The length is wrong; nothing is written then.</exception>
    [MethodImpl(Loop.Hot)]
    public void Save(Span<T> rows)
    {
        MemberCheck.Length(rows.Length, Members, 1, ParameterCount, nameof(rows));
        Layout.Save(Packed, rows);
    }

    /// <summary>Makes all numbers 0.</summary>
    [MethodImpl(Loop.Hot)]
    public void Clear() => Packed.Zero();

    [MethodImpl(Loop.Inlined)]
    private void CheckMember(int member)
    {
        if ((uint)member >= (uint)Members)
        {
            throw new ArgumentOutOfRangeException(nameof(member), member, $"Expected member to be from 0 to {Members - 1}, but it is {member}.");
        }
    }
}
