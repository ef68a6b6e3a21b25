using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlpGen.Optimizers;

namespace MlpGen.Training;

/// <summary>What is done to a gradient between the backward pass and the step: the L1 penalty, then clipping.</summary>
internal sealed class Regularization<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double _clipValue, _clipNorm;
    private readonly T _l1;
    private readonly Range[] _penalized;
    private readonly Range[] _undecayed;
    private readonly Range[] _frozen;
    private readonly ParameterGroup[] _groups;

    /// <param name="options">What to do.</param>
    /// <param name="layers">Which parameters are biases.</param>
    /// <param name="optimizer">What takes the steps, if it is one of ours.</param>
    /// <exception cref="ArgumentException">Options name a layer that there is not, or the optimizer knows no groups.</exception>
    public Regularization(TrainerOptions options, ReadOnlySpan<LayerInfo> layers, Optimizer<T>? optimizer)
    {
        LayerGroups.Check(options.Layers, layers.Length, optimizer is not null);
        _clipValue = options.ClipValue;
        _clipNorm = options.ClipNorm;
        _l1 = T.CreateChecked(options.L1);
        List<Range> weights = [], biases = [];
        foreach (LayerInfo layer in LayerGroups.NotFrozen(options.Layers, layers))
        {
            weights.Add(layer.WeightOffset..(layer.WeightOffset + layer.WeightCount));
            if (layer.HasBias)
            {
                (options.DecayBiases ? weights : biases).Add(layer.BiasOffset..(layer.BiasOffset + layer.Outputs));
            }
        }

        _penalized = [.. weights];
        _undecayed = [.. biases];
        _frozen = LayerGroups.Frozen(options.Layers, layers);
        _groups = LayerGroups.Of(options, layers, optimizer?.WeightDecay ?? 0);
    }

    /// <summary>The parameters, where not all of them are updated in the same way; empty where they are.</summary>
    public ReadOnlySpan<ParameterGroup> Groups => _groups;

    /// <summary>What the optimizer's weight decay leaves out.</summary>
    public ReadOnlySpan<Range> Undecayed => _undecayed;

    /// <summary>Whether the length of the whole gradient is limited.</summary>
    public bool LimitsNorm => _clipNorm < double.PositiveInfinity;

    /// <summary>All that is done number by number, to a part of the gradient, in place.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="first">The first parameter of the part.</param>
    /// <param name="gradient">The gradient of the part.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(ReadOnlySpan<T> parameters, int first, Span<T> gradient)
    {
        if (_l1 > T.Zero)
        {
            foreach (Range range in _penalized)
            {
                int start = Math.Max(0, range.Start.Value - first), end = Math.Min(gradient.Length, range.End.Value - first);
                if (start < end)
                {
                    AddL1(parameters.Slice(first + start, end - start), gradient[start..end]);
                }
            }
        }

        foreach (Range range in _frozen)
        {
            int start = Math.Max(0, range.Start.Value - first), end = Math.Min(gradient.Length, range.End.Value - first);
            if (start < end)
            {
                gradient[start..end].Clear();
            }
        }

        if (_clipValue < double.PositiveInfinity)
        {
            GradientClipping.ByValue(gradient, _clipValue);
        }
    }

    /// <summary>What the limit of the norm then does to each number of the whole <paramref name="gradient"/>.</summary>
    public NormLimit<T> LimitOf(ReadOnlySpan<T> gradient) => GradientClipping.LimitOf(gradient, _clipNorm);

    /// <summary>g ← g + λ₁·sign(w), sign(0) = 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddL1(ReadOnlySpan<T> weights, Span<T> gradient)
    {
        ReadOnlySpan<Vector<T>> w = MemoryMarshal.Cast<T, Vector<T>>(weights);
        Span<Vector<T>> g = MemoryMarshal.Cast<T, Vector<T>>(gradient);
        Vector<T> up = new(_l1), down = new(-_l1);
        for (int i = 0; i < g.Length; i++)
        {
            g[i] += Vector.ConditionalSelect(
                Vector.GreaterThan(w[i], Vector<T>.Zero), up, Vector.ConditionalSelect(Vector.LessThan(w[i], Vector<T>.Zero), down, Vector<T>.Zero));
        }

        for (int i = g.Length * Vector<T>.Count; i < gradient.Length; i++)
        {
            gradient[i] += weights[i] > T.Zero ? _l1 : weights[i] < T.Zero ? -_l1 : T.Zero;
        }
    }
}
