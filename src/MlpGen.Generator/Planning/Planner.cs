using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>Turns a declaration into the list of methods that will be written. Knows nothing of text, and Emit decides nothing that is not
/// here.</summary>
internal static class Planner
{
    /// <summary>Plans the network that a legal <paramref name="spec"/> declares.</summary>
    public static NetworkPlan Plan(NetworkSpec spec)
    {
        EquatableArray<LayerPlan> layers = Place(spec.Layers);
        if (spec.Frozen?.Integers is { } integers)
        {
            return IntegerPlanner.Plan(spec, integers, layers);
        }

        Choices choices = Choices.Of(spec, layers);
        MemoryPlan memory = MemoryPlanner.Plan(spec, layers, FewestSamples.Of(spec, layers, choices));
        var derivatives = new DerivativePlanner(spec, layers, choices);
        return new NetworkPlan(
            spec,
            layers,
            MemberPlanner.Plan(spec, layers, choices, memory).Concat(derivatives.Members()).ToEquatableArray(),
            MethodPlanner.Plan(spec, layers, choices).Concat(derivatives.Methods()).ToEquatableArray(),
            memory,
            Remarks.Of(spec, layers, choices, memory).ToEquatableArray());
    }

    /// <summary>Gives each layer its places in the flat buffers.</summary>
    private static EquatableArray<LayerPlan> Place(EquatableArray<LayerSpec> specs)
    {
        var layers = new LayerPlan[specs.Count];
        int parameter = 0;
        int trace = 0;
        int dropped = 0;
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i] = new LayerPlan(i + 1, specs[i], parameter, trace)
            {
                ReadsDropped = i > 0 && layers[i - 1].Drops,
                FollowsOneOutput = i > 0 && layers[i - 1].HasOneOutput,
                DroppedOffset = dropped,
            };
            parameter += specs[i].WeightCount + (specs[i].HasBias ? specs[i].Outputs : 0);
            trace += 2 * specs[i].Outputs;
            dropped += layers[i].Drops ? specs[i].Outputs : 0;
        }

        return new EquatableArray<LayerPlan>(layers);
    }
}
