namespace MlpGen.Onnx.Tests;

/// <summary>Networks of any kind, drawn.</summary>
internal static class RandomNetwork
{
    public static readonly Activation[] Activations = Enum.GetValues<Activation>();

    /// <summary>A network whose hidden layers have one activation, or whose last has it where no other may.</summary>
    public static DenseNetwork Of(Activation activation, Precision precision, int seed)
    {
        bool isLast = activation == Activation.Softmax;
        return Of([(5, isLast ? Activation.Tanh : activation), (4, activation), (3, isLast ? Activation.Softmax : Activation.Identity)], precision, seed);
    }

    /// <summary>A network of any activations.</summary>
    public static DenseNetwork Draw(Precision precision, int seed)
    {
        var random = new Random(seed);
        int layers = random.Next(1, 5);
        return Of(
            [
                .. Enumerable.Range(1, layers).Select(l => (random.Next(1, 20),
                    l == layers ? Activations[random.Next(Activations.Length)] : Activations.Except([Activation.Softmax]).ElementAt(random.Next(Activations.Length - 1)))),
            ],
            precision,
            seed);
    }

    private static DenseNetwork Of((int Outputs, Activation Activation)[] layers, Precision precision, int seed)
    {
        var random = new Random(seed);
        int inputs = random.Next(1, 9);
        var infos = new List<LayerInfo>();
        var parameters = new List<double>();
        foreach ((int outputs, Activation activation) in layers)
        {
            bool hasBias = random.Next(4) > 0;
            infos.Add(new LayerInfo
            {
                Inputs = inputs,
                Outputs = outputs,
                Activation = activation is Activation.Softmax && infos.Count + 1 < layers.Length ? Activation.Tanh : activation,
                Alpha = activation switch { Activation.LeakyRelu => random.Next(3) == 0 ? 1.5 : 0.2, Activation.Elu => random.Next(2) == 0 ? 0.7 : 1, _ => 0 },
                HasBias = hasBias,
                WeightOffset = 0,
                BiasOffset = 0,
            });
            parameters.AddRange(Enumerable.Range(0, inputs * outputs + (hasBias ? outputs : 0)).Select(_ => Number((random.NextDouble() * 2 - 1) * Math.Sqrt(3.0 / inputs))));
            inputs = outputs;
        }

        return new DenseNetwork(infos, [.. parameters], precision);

        double Number(double number) => precision == Precision.Single ? (float)number : number;
    }
}
