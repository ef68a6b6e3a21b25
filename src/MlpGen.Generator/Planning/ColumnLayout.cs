using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>Where the units of a network lie in the memory of a tile in columns: a row for each, one number a sample.</summary>
/// <remarks>
/// First x; then, for each hidden layer, z if the derivative of its activation is written in z, and a; at the end z of the last layer.
/// Where z is not kept, a is computed in its place.
/// </remarks>
/// <param name="Units">All rows together.</param>
/// <param name="Places">Of each layer, where its rows begin.</param>
internal sealed record ColumnLayout(int Units, EquatableArray<ColumnPlace> Places)
{
    /// <summary>Lays out the layers.</summary>
    public static ColumnLayout Of(EquatableArray<LayerPlan> layers)
    {
        var places = new ColumnPlace[layers.Count];
        int row = layers[0].Inputs;
        for (int l = 0; l < places.Length; l++)
        {
            bool isLast = l == places.Length - 1;
            int z = isLast || ActivationTraits.Of(layers[l].Spec.Activation).DerivativeNeedsZ ? row : ColumnPlace.None;
            row += z == ColumnPlace.None ? 0 : layers[l].Outputs;
            int a = isLast ? ColumnPlace.None : row;
            row += isLast ? 0 : layers[l].Outputs;
            places[l] = new ColumnPlace(z, a);
        }

        return new ColumnLayout(row, new EquatableArray<ColumnPlace>(places));
    }
}

/// <summary>Where z and a of one layer begin, counted in rows.</summary>
/// <param name="Z">The first row of z, or <see cref="None"/>.</param>
/// <param name="A">The first row of a, or <see cref="None"/>: that of the last layer lies with the loss.</param>
internal sealed record ColumnPlace(int Z, int A)
{
    /// <summary>Not kept.</summary>
    public const int None = -1;
}
